// Package script reads files of commands: scripts, and saved sessions, which are
// scripts too.
//
// A script is read and understood as a whole before anything of it is run, so
// that one that is wrong does nothing. Package report runs it.
package script
