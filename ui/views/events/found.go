package events

import (
	"strings"

	"raftviz/cluster/lang"
	"raftviz/ui/filter"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// drawFound lists the events that the filter matches, up to the step shown.
func drawFound(f *frame.Frame, c grid.Canvas) {
	n := f.Found.UpTo(f.At)
	list := frame.List{
		Pane: layout.EventsPane, Len: n, Chosen: chosenFound(f, n), Tail: true,
		Thing: func(i int) frame.Thing { return foundThing(f, i) },
	}
	body := paint.Heading(c, f.Focus == layout.EventsPane, foundTitle(f, n), foundRight(f, n)...)
	if n == 0 {
		nothingFound(f, body)
		return
	}
	ps := placesFor(f)
	top := f.Top(&list, body.H())
	list.Draw = func(c grid.Canvas, i int) {
		r := foundRow(f, i)
		r.draw(f, c, ps, i == top)
	}
	f.List(body, list)
}

// chosenFound is the place of the selected event among those found.
func chosenFound(f *frame.Frame, n int) int {
	t := f.Cursors[layout.EventsPane]
	if t.Kind == frame.Event {
		if i := f.Found.Index(t.Step, int(t.Number)); i < n && i >= 0 {
			return i
		}
	}
	if f.Focus != layout.EventsPane {
		return -1
	}
	return n - 1
}

func foundThing(f *frame.Frame, i int) frame.Thing {
	r := f.Found.At(i)
	return frame.Thing{Kind: frame.Event, Step: r.Step, Number: uint64(r.Number)}
}

func foundRow(f *frame.Frame, i int) row {
	ref := f.Found.At(i)
	r := row{step: f.Step(ref.Step), number: int(ref.Number), first: true, begins: true}
	if i > 0 {
		before := f.Found.At(i - 1)
		r.first = before.Step != ref.Step
		r.begins = r.first && f.Step(before.Step).Command != r.step.Command
	}
	return r
}

// foundTitle names the filter, and says how many events match.
func foundTitle(f *frame.Frame, n int) []paint.Piece {
	ps := append(title(), paint.In(theme.AccentStrong, " / "), paint.In(theme.Accent, f.Found.Filter.Text))
	return append(ps, paint.Label(" · "+matches(n)))
}

func matches(n int) string {
	if n == 1 {
		return lang.T("1 match")
	}
	return lang.F("%d matches", n)
}

// foundRight says how far the search is, and where there is more.
func foundRight(f *frame.Frame, n int) []paint.Piece {
	if f.Found.To-f.Found.From < f.Newest+1-f.Oldest {
		return []paint.Piece{paint.In(theme.Warn, lang.F("searching… %d %%", f.Found.Done(f.Newest+1)))}
	}
	if later := f.Found.Len() - n; later > 0 {
		return []paint.Piece{paint.Label(lang.F("%d after this step: n", later))}
	}
	return []paint.Piece{paint.Label(lang.T("n N go to a match"))}
}

// nothingFound says that nothing matches, and what to do.
func nothingFound(f *frame.Frame, c grid.Canvas) {
	if f.Found.To-f.Found.From <= f.Newest-f.Oldest {
		return
	}
	text := lang.F("no event up to this step matches; %s changes the filter, %s clears it", f.Key("filter", "/"), f.Key("leave", "esc"))
	if f.Found.Len() > 0 {
		text = lang.F("nothing up to this step; %s goes to the first match", f.Key("next-match", "n"))
	}
	c.Within(3, 0, c.W()-4, theme.Faint, text)
	if c.H() > 2 {
		c.Within(3, 2, c.W()-4, theme.Faint, lang.T(filter.Help))
	}
}

// marked is a text with the words that are looked for standing out.
func marked(text string, style grid.Style, words []string) []paint.Piece {
	var ps []paint.Piece
	for text != "" {
		from, to := find(text, words)
		if from > 0 {
			ps = append(ps, paint.In(style, text[:from]))
		}
		if from < to {
			ps = append(ps, paint.In(theme.AccentStrong, text[from:to]))
		}
		text = text[to:]
	}
	return ps
}

// find is where the first of the words is in a text, its end twice when none is.
// Where lower case has another length than the text, nothing is marked.
func find(text string, words []string) (from, to int) {
	lower := strings.ToLower(text)
	from, to = len(text), len(text)
	if len(lower) != len(text) {
		return from, to
	}
	for _, w := range words {
		if i := strings.Index(lower, w); i >= 0 && i < from {
			from, to = i, i+len(w)
		}
	}
	return from, to
}
