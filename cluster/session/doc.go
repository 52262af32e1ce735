// Package session is what a user works with: a cluster that the first command
// sets up, the commands that follow, and all that one can go back to.
//
// It joins the command table (package command) to an engine (package cluster).
// Scripts and the screen run their commands through a Session. A session has
// branches, each a Lab with the commands that made it, and looks at one step of
// one of them. A command that only looks is shown that step; one that acts on
// a step that is not the newest begins a branch, by replaying what led there.
package session
