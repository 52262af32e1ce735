package logs

import (
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// mark is something at an index of a node's log: a letter where there is little
// room, else a word, which begins with the letter.
type mark struct {
	letter rune
	word   string
	style  grid.Style
}

// The marks, in the order in which they are drawn.
const (
	commit = iota
	applied
	disk
	snapshot
	match
	next
	marks
)

var markOf = [marks]mark{
	commit:   {'c', "commit", theme.Good},
	applied:  {'a', "applied", theme.Accent},
	disk:     {'d', "disk", theme.Dim},
	snapshot: {'s', "snapshot", theme.Snapshot},
	match:    {'m', "match", theme.Append},
	next:     {'n', "next", theme.Append},
}

// Flags of an entry are drawn before the marks: a glyph, and where there is room
// a word.
var (
	conflict = mark{'✗', "✗ conflict", theme.Bad}
	arriving = mark{'→', "→ coming", theme.Append}
	heldBack = mark{'◇', "◇ held back", theme.Warn}
)

// marksOf are the indexes of a node's marks, 0 for what it has not. Match and next
// are what the leader knows of it.
func marksOf(n, lead *view.Node) (at [marks]uint64) {
	at[commit], at[applied] = n.Commit, n.Applied
	if n.Disk != nil {
		at[disk], at[snapshot] = n.Saved(), n.Disk.Snapshot
	}
	if p := progressOf(n, lead); p != nil {
		at[match], at[next] = p.Match, p.Next
	}
	return at
}

// progressOf is what the leader knows of another node, nil where it knows nothing.
func progressOf(n, lead *view.Node) *view.Progress {
	if lead == nil || lead == n {
		return nil
	}
	for i := range lead.Progress {
		if p := &lead.Progress[i]; p.ID == n.ID {
			return p
		}
	}
	return nil
}
