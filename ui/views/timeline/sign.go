package timeline

import (
	"raftviz/cluster/lang"
	"raftviz/ui/chronicle"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// sign is what stands for a moment that matters.
type sign struct {
	glyph rune
	style grid.Style
	// says is what the help says of it.
	says string
}

// signs are those of the moments of each kind but commits, which have bars.
var signs = [chronicle.Kinds]sign{
	chronicle.Snapshotted: {'▣', theme.Snapshot, "a node makes a snapshot, or recovers from one"},
	chronicle.Mended:      {'=', theme.Good, "links are mended, or a rule is kept again"},
	chronicle.Faulted:     {'≠', theme.Warn, "a link is cut, a crash or failing disk armed, a rule broken"},
	chronicle.Configured:  {'±', theme.Accent, "a configuration change is applied"},
	chronicle.Restarted:   {'↑', theme.Good, "a node is started again"},
	chronicle.Elected:     {'★', theme.Leader, "a node becomes leader"},
	chronicle.Crashed:     {'✗', theme.Bad, "a node crashes or stops"},
	chronicle.Violated:    {'!', theme.Bad, "a safety property is violated"},
}

// The signs of forks.
var (
	leaves = sign{'┬', theme.AccentStrong, "another branch begins behind this step"}
	begins = sign{'┴', theme.AccentStrong, "this branch begins behind this step of another"}
)

// bars stand for commits: the higher, the more there are in a column.
var bars = []rune{'▁', '▂', '▃', '▄'}

// Signs are the signs of the timeline with what they mean, for the help.
func Signs() [][2]string {
	rows := [][2]string{
		{"▼ ●", lang.T("timeline: the step shown; a click or a drag goes elsewhere")},
		{"█2█ ━3━", lang.T("term 2 up to the step shown, and term 3 behind it")},
	}
	for k := chronicle.Kinds - 1; k > chronicle.Committed; k-- {
		rows = append(rows, [2]string{string(signs[k].glyph), lang.T(signs[k].says)})
	}
	return append(rows,
		[2]string{string(bars), lang.T("entries are committed: the higher, the more")},
		[2]string{string(leaves.glyph), lang.T(leaves.says)},
		[2]string{string(begins.glyph), lang.T(begins.says)},
	)
}
