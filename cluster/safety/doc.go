// Package safety checks, after each step, that Raft's safety properties hold:
// those of figure 3 of the Raft paper, and that no acknowledged write is lost.
//
// A Checker reads what a step changed, never a whole view, so that checking costs
// a fraction of the step. It keeps what it needs of the past itself. Package
// cluster calls it as it records a step.
package safety
