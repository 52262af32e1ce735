package scene

import (
	"fmt"
	"slices"
	"strings"

	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// header is the first row: what runs, where the cluster is, whether it is safe,
// and whether it plays.
func header(f *Frame, c grid.Canvas) {
	x := write(c, 1, 0, c.W(), what(f, c.W())...)
	facts, gap := facts(f), "   "
	if c.W() < roomyHeader {
		gap = "  "
	}
	end := append(safety(f.view(), c.W()), plain(gap))
	right := writeRight(c, c.W()-1, 0, append(end, playing(f)...)...)
	for len(facts) > 1 && x+len(gap)+width(join(facts, gap)) > right-2 {
		facts = facts[:len(facts)-1]
	}
	ps := join(facts, gap)
	third := min(c.W()/3, right-2-width(ps)) // a fixed place, so that nothing jumps while it plays
	write(c, max(x+len(gap), third), 0, right-2, ps...)
}

// roomyHeader is the width from which on the header has all its words.
const roomyHeader = 110

// what says what runs: the program, the cluster, and the branch of its history
// where there are several.
func what(f *Frame, columns int) []piece {
	var ps []piece
	if columns >= roomyHeader {
		ps = append(ps, piece{theme.AccentStrong, "raftviz"}, plain("  "))
	}
	ps = append(ps, label(f.Title))
	if f.Branch == "" || columns >= roomyHeader {
		ps = append(ps, label(" · "+f.About))
	}
	if f.Branch != "" {
		ps = append(ps, label(" · "), piece{theme.Accent, grid.Clip(f.Branch, columns/5)})
	}
	return ps
}

// facts are the header's facts, the most telling first.
func facts(f *Frame) [][]piece {
	v := f.view()
	step := []piece{label("step "), strong(fmt.Sprint(v.Step))}
	facts := [][]piece{
		leaders(v),
		{label("term "), strong(fmt.Sprint(v.Term()))},
		{label("tick "), strong(fmt.Sprint(v.Tick))},
	}
	if f.past() {
		step = []piece{{theme.Warn, "◀ "}, label("step "), {theme.Warn, fmt.Sprint(v.Step)}, label(fmt.Sprintf(" of %d", f.Newest))}
		return append([][]piece{step}, facts...)
	}
	return slices.Insert(facts, 2, step)
}

// safety says how many properties hold, or which do not.
func safety(v *view.View, columns int) []piece {
	violated := v.Violated()
	if n := len(violated); n > 0 {
		text := "✗ " + violated[0].String()
		if n > 1 {
			text += fmt.Sprintf(" +%d", n-1)
		}
		return []piece{{theme.Bad, text}}
	}
	if columns < roomyHeader {
		return []piece{{theme.Good, "✓ safe"}}
	}
	return []piece{{theme.Good, fmt.Sprintf("✓ %d properties hold", view.AlwaysChecked)}}
}

func join(facts [][]piece, gap string) []piece {
	var ps []piece
	for i, fact := range facts {
		if i > 0 {
			ps = append(ps, plain(gap))
		}
		ps = append(ps, fact...)
	}
	return ps
}

func leaders(v *view.View) []piece {
	switch ids := v.Leaders(); len(ids) {
	case 0:
		return []piece{{theme.Warn, "no leader  "}}
	case 1:
		return []piece{label("leader "), {theme.Leader, "★ " + ids[0].String()}}
	default:
		return []piece{label("leaders "), {theme.Warn, names(ids, " ")}}
	}
}

func playing(f *Frame) []piece {
	if f.Play.On {
		return []piece{{theme.Good, "▶ playing "}, label(f.Play.Speed)}
	}
	return []piece{{theme.Dim, "▮▮ paused "}, label(f.Play.Speed)}
}

// names joins node names: "n1 n2".
func names(ids []view.NodeID, between string) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = id.String()
	}
	return strings.Join(words, between)
}

// node names one node, or none.
func node(id view.NodeID) string {
	if id == 0 {
		return "—"
	}
	return id.String()
}

// tooSmall is what a screen shows that has no room for the rest.
func tooSmall(c grid.Canvas) {
	lines := []piece{
		{theme.AccentStrong, "raftviz"},
		plain(fmt.Sprintf("needs %d×%d, here are %d×%d", layout.MinWidth, layout.MinHeight, c.W(), c.H())),
		label("make the window larger, or q to quit"),
	}
	top := max((c.H()-len(lines))/2, 0)
	for i, p := range lines {
		text := grid.Clip(p.text, c.W())
		c.Text((c.W()-grid.Width(text))/2, top+i, p.style, text)
	}
}
