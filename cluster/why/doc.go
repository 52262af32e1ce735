// Package why says in plain words why an entry of a node's log is committed or
// not, and applied or not: the leader's tally voter by voter, the rule that is
// in the way, and for each voter that lacks the entry what holds it up.
//
// It reads one view and runs nothing: what it says is what raft could know, and
// what a person sees who looks at every node, every link and every message.
package why
