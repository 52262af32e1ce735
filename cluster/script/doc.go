// Package script runs files of commands without a screen, and writes what
// happens: as a trace for people, as JSON, or nothing but failures.
//
// It reads the whole script before it runs the first command, so that a script
// that is wrong does nothing. Command raftviz imports it.
package script
