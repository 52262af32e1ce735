package logs

import (
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// mark is something at an index of a node's log: a letter where there is little
// room, else a word.
type mark struct {
	letter rune
	word   string
	style  grid.Style
	// raft is set where the word is raft's, in every language.
	raft bool
}

// said is the word of a mark, which begins with its letter.
func (m *mark) said() string {
	if m.raft {
		return m.word
	}
	word := lang.T(m.word)
	if strings.HasPrefix(word, string(m.letter)) {
		return word
	}
	return string(m.letter) + word
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
	commit:   {letter: 'c', word: lang.Mark("commit"), style: theme.Good},
	applied:  {letter: 'a', word: lang.Mark("applied"), style: theme.Accent},
	disk:     {letter: 'd', word: lang.Mark("disk"), style: theme.Dim},
	snapshot: {letter: 's', word: lang.Mark("snapshot"), style: theme.Snapshot},
	match:    {letter: 'm', word: "match", style: theme.Append, raft: true},
	next:     {letter: 'n', word: "next", style: theme.Append, raft: true},
}

// Flags of an entry are drawn before the marks: a glyph, and where there is room
// a word.
var (
	conflict = mark{letter: '✗', word: lang.Mark("✗ conflict"), style: theme.Bad}
	arriving = mark{letter: '→', word: lang.Mark("→ coming"), style: theme.Append}
	heldBack = mark{letter: '◇', word: lang.Mark("◇ held back"), style: theme.Warn}
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
