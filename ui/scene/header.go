package scene

import (
	"fmt"
	"slices"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// header is the first row: what runs, where the cluster is, whether it is safe,
// and whether it plays.
func header(f *frame.Frame, c grid.Canvas) {
	x := paint.Write(c, 1, 0, c.W(), what(f, c.W())...)
	gap := "   "
	if c.W() < roomyHeader {
		gap = "  "
	}
	play, room, safe := playing(f), 0, []paint.Piece(nil)
	least := x + len(gap) + paint.Width(join(needed(f), gap)) + 2
	for _, safe = range safety(f.View(), c.W()) {
		room = c.W() - 1 - paint.Width(safe) - len(gap) - paint.Width(play)
		if least <= room {
			break
		}
	}
	paint.WriteRight(c, c.W()-1, 0, slices.Concat(safe, []paint.Piece{paint.Plain(gap)}, play)...)
	w := paint.Width(play)
	press(f, c, grid.Rect{X: c.W() - 1 - w, W: w, H: 1}, f.Key("play", "P"))
	ps := join(fitting(f, room-2-x-len(gap), gap), gap)
	third := min(c.W()/3, room-2-paint.Width(ps)) // a fixed place, so that nothing jumps while it plays
	paint.Write(c, max(x+len(gap), third), 0, room-2, ps...)
}

// fitting are as many of the facts as there is room for, at least one. What the
// timeline says too gives way to who leads.
func fitting(f *frame.Frame, room int, gap string) [][]paint.Piece {
	facts := facts(f)
	for len(facts) > 2 && paint.Width(join(facts, gap)) > room {
		facts = facts[:len(facts)-1]
	}
	if paint.Width(join(facts, gap)) > room {
		facts = needed(f)
	}
	if len(facts) > 1 && paint.Width(join(facts, gap)) > room {
		facts = facts[:1]
	}
	return facts
}

// needed are the facts that are to be seen on every screen: who leads, and at an
// older step its number.
func needed(f *frame.Frame) [][]paint.Piece {
	if !f.Past() {
		return [][]paint.Piece{leaders(f.View())}
	}
	facts := facts(f)
	return [][]paint.Piece{facts[0][:3], facts[1]} // without the number of the newest
}

// roomyHeader is the width from which on the header has all its words.
const roomyHeader = 110

// what says what runs: the program, the cluster, and the branch of its history
// where there are several.
func what(f *frame.Frame, columns int) []paint.Piece {
	var ps []paint.Piece
	if columns >= roomyHeader {
		ps = append(ps, paint.In(theme.AccentStrong, "raftviz"), paint.Plain("  "))
	}
	ps = append(ps, paint.Label(f.Title))
	if f.Branch == "" || columns >= roomyHeader {
		ps = append(ps, paint.Label(" · "+f.About))
	}
	if f.Branch != "" {
		ps = append(ps, paint.Label(" · "), paint.In(theme.Accent, grid.Clip(f.Branch, columns/5)))
	}
	return ps
}

// facts are the header's facts, the most telling first.
func facts(f *frame.Frame) [][]paint.Piece {
	v := f.View()
	step := []paint.Piece{paint.Label(lang.T("step ")), paint.Strong(fmt.Sprint(v.Step))}
	facts := [][]paint.Piece{
		leaders(v),
		{paint.Label(lang.T("term ")), paint.Strong(fmt.Sprint(v.Term()))},
		{paint.Label(lang.T("tick ")), paint.Strong(fmt.Sprint(v.Tick))},
	}
	if f.Past() {
		step = []paint.Piece{paint.In(theme.Warn, "◀ "), paint.Label(lang.T("step ")), paint.In(theme.Warn, fmt.Sprint(v.Step)), paint.Label(lang.F(" of %d", f.Newest))}
		return append([][]paint.Piece{step}, facts...)
	}
	return slices.Insert(facts, 2, step)
}

// safety says how many properties hold, or which do not: at length, and shorter.
func safety(v *view.View, columns int) [][]paint.Piece {
	violated := v.Violated()
	switch n := len(violated); {
	case n == 0 && columns < roomyHeader:
		return [][]paint.Piece{{paint.In(theme.Good, lang.T("✓ safe"))}}
	case n == 0:
		return [][]paint.Piece{{paint.In(theme.Good, lang.F("✓ %d properties hold", view.AlwaysChecked))}}
	case n == 1:
		return [][]paint.Piece{{paint.In(theme.Bad, "✗ "+violated[0].String())}, {paint.In(theme.Bad, lang.T("✗ violated"))}}
	default:
		return [][]paint.Piece{{paint.In(theme.Bad, fmt.Sprintf("✗ %v +%d", violated[0], n-1))}, {paint.In(theme.Bad, lang.F("✗ %d violated", n))}}
	}
}

func join(facts [][]paint.Piece, gap string) []paint.Piece {
	ps := make([]paint.Piece, 0, 4*len(facts))
	for i, fact := range facts {
		if i > 0 {
			ps = append(ps, paint.Plain(gap))
		}
		ps = append(ps, fact...)
	}
	return ps
}

func leaders(v *view.View) []paint.Piece {
	switch ids := v.Leaders(); len(ids) {
	case 0:
		if id := v.Known(); id != 0 {
			return []paint.Piece{paint.Label(lang.T("leader ")), paint.In(theme.Leader, "☆ "+id.String())}
		}
		return []paint.Piece{paint.In(theme.Warn, lang.T("no leader  "))}
	case 1:
		return []paint.Piece{paint.Label(lang.T("leader ")), paint.In(theme.Leader, "★ "+ids[0].String())}
	default:
		return []paint.Piece{paint.Label(lang.T("leaders ")), paint.In(theme.Warn, paint.Names(ids, " "))}
	}
}

func playing(f *frame.Frame) []paint.Piece {
	switch {
	case f.Live && f.Play.On:
		return []paint.Piece{paint.In(theme.Good, lang.T("▶ running"))}
	case f.Live:
		return []paint.Piece{paint.In(theme.Warn, lang.T("▮▮ paused"))}
	case f.Play.On:
		return []paint.Piece{paint.In(theme.Good, lang.T("▶ playing ")), paint.Label(f.Play.Speed)}
	}
	return []paint.Piece{paint.In(theme.Dim, lang.T("▮▮ paused ")), paint.Label(f.Play.Speed)}
}

// tooSmall is what a screen shows that has no room for the rest.
func tooSmall(f *frame.Frame, c grid.Canvas) {
	lines := []paint.Piece{
		paint.In(theme.AccentStrong, "raftviz"),
		paint.Plain(lang.F("needs %d×%d, here are %d×%d", layout.MinWidth, layout.MinHeight, c.W(), c.H())),
		paint.Label(lang.F("make the window larger, or %s to quit", f.Key("quit", "q"))),
	}
	top := max((c.H()-len(lines))/2, 0)
	for i, p := range lines {
		text := grid.Clip(p.Text, c.W())
		c.Text((c.W()-grid.Width(text))/2, top+i, p.Style, text)
	}
}
