// Package command is the command language: one table with a row for each
// command, and what follows from it. Parsing, printing, completion, help and
// the reference page are all read from the rows; nothing about a command is
// written anywhere else.
//
// A row's Run calls one method of a cluster.Lab. The package keeps no state:
// which Lab a command is run on is its caller's business (package session).
package command
