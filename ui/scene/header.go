package scene

import (
	"fmt"
	"strings"

	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// header is the first row: what runs, where the cluster is, and whether it plays.
func header(f *Frame, c grid.Canvas) {
	x := write(c, 1, 0, c.W(), piece{theme.AccentStrong, "raftviz"}, label("  "+f.Title))
	right := writeRight(c, c.W()-1, 0, playing(f)...)
	facts, gap := facts(f), "   "
	if c.W() < roomy {
		gap = "  " // or a step of three digits would have no room
	}
	for len(facts) > 1 && x+len(gap)+width(join(facts, gap)) > right-2 {
		facts = facts[:len(facts)-1]
	}
	ps := join(facts, gap)
	third := min(c.W()/3, right-2-width(ps)) // a fixed place, so that nothing jumps while it plays
	write(c, max(x+len(gap), third), 0, right-2, ps...)
}

// facts are the header's facts, the most telling first.
func facts(f *Frame) [][]piece {
	v := f.view()
	facts := [][]piece{
		leaders(v),
		{label("term "), strong(fmt.Sprint(v.Term()))},
		{label("tick "), strong(fmt.Sprint(v.Tick))},
	}
	if f.past() {
		return append([][]piece{{
			{theme.Warn, "◀ "}, label("step "), {theme.Warn, fmt.Sprint(v.Step)}, label(fmt.Sprintf(" of %d", f.Newest)),
		}}, facts...)
	}
	return append(facts, []piece{label("step "), strong(fmt.Sprint(v.Step))})
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
