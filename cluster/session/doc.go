// Package session is what a user works with: a cluster that the first command
// sets up, and the commands that follow.
//
// It joins the command table (package command) to an engine (package cluster).
// Scripts and the screen run their commands through a Session.
package session
