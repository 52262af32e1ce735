package lesson

import (
	"fmt"
	"strings"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/glossary"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
	"raftviz/walkthrough"
)

// row is a row of text, and what a click on it means.
type row struct {
	pieces []paint.Piece
	thing  frame.Thing
}

// page puts a lesson's step into rows.
type page struct {
	*frame.Lesson
	width int
	rows  []row
	// after is the row in front of what is said of the run, 0 where that is all there is.
	after int
	// loose is set where there is room for blank rows.
	loose bool
}

// told is what is read before the commands run.
func (p *page) told() {
	p.blocks(p.Step.Before, theme.Text)
	p.question()
	p.summary()
	p.terms(p.Terms.Before)
}

// said is what is read once they have.
func (p *page) said() {
	if p.Step.Question == nil && len(p.Step.After) == 0 {
		p.blocks(p.Step.Before, theme.Text)
	}
	p.answer()
	p.blocks(p.Step.After, theme.Text)
	p.outputs()
	p.terms(p.Terms.After)
}

// whole is all of the step.
func (p *page) whole() {
	p.loose = true
	before := theme.Text
	if p.Ran && len(p.Step.After) > 0 {
		before = theme.Dim
	}
	p.blocks(p.Step.Before, before)
	p.gap()
	p.question()
	p.gap()
	p.commands()
	if p.Ran && len(p.Step.Lines) > 0 {
		p.after = len(p.rows)
		p.gap()
		p.answer()
		p.blocks(p.Step.After, theme.Text)
		p.outputs()
	}
	p.gap()
	p.terms(p.Terms.Before)
	if p.Ran {
		p.terms(p.Terms.After)
	}
}

// end is what is read behind the last step.
func (p *page) end() {
	p.loose = true
	p.line(paint.Strong(p.Title))
	if p.Result != "" {
		p.line(paint.Plain(p.Result))
	}
	p.gap()
	if p.Next != "" {
		p.wrap("", paint.Label(lang.T("next lesson")+" "), paint.Strong(p.Next))
	} else {
		p.wrap("", paint.Plain(lang.T("This was the last lesson.")))
	}
}

func (p *page) line(ps ...paint.Piece) { p.rows = append(p.rows, row{pieces: ps}) }

// gap is a blank row between two parts, where there is room for them.
func (p *page) gap() {
	if n := len(p.rows); p.loose && n > 0 && len(p.rows[n-1].pieces) > 0 {
		p.line()
	}
}

// wrap adds pieces in as many rows as they need, behind a sign; the rows that follow
// the first are as far in.
func (p *page) wrap(sign string, ps ...paint.Piece) {
	indent := grid.Width(sign)
	for i, line := range paint.Lines(p.width-indent, ps...) {
		if i > 0 {
			sign = strings.Repeat(" ", indent)
		}
		p.line(append([]paint.Piece{paint.In(theme.Accent, sign)}, line...)...)
	}
}

// blocks adds parts of a text, with those of them that are plain in a style.
func (p *page) blocks(bs []walkthrough.Block, plain grid.Style) {
	for i, b := range bs {
		if i > 0 && b.Kind != walkthrough.Item {
			p.gap()
		}
		switch b.Kind {
		case walkthrough.Code:
			for line := range strings.SplitSeq(b.String(), "\n") {
				p.line(paint.In(theme.Command, grid.Clip("  "+strings.ReplaceAll(line, "\t", "    "), p.width)))
			}
		case walkthrough.Item:
			p.wrap(b.Marker+" ", pieces(b.Spans, plain)...)
		case walkthrough.Quote:
			p.wrap("│ ", pieces(b.Spans, plain)...)
		default:
			p.wrap("", pieces(b.Spans, plain)...)
		}
	}
}

// styles are those of spans that are not plain.
var styles = map[walkthrough.Style]grid.Style{
	walkthrough.Strong: theme.Strong, walkthrough.Term: theme.Accent, walkthrough.Literal: theme.Command,
}

func pieces(spans []walkthrough.Span, plain grid.Style) []paint.Piece {
	var ps []paint.Piece
	for _, s := range spans {
		style, ok := styles[s.Style]
		if !ok {
			style = plain
		}
		ps = append(ps, paint.In(style, s.Text))
	}
	return ps
}

// question asks; each of the options can be clicked.
func (p *page) question() {
	q := p.Step.Question
	if q == nil {
		return
	}
	p.wrap("? ", pieces(q.Text, theme.Strong)...)
	for i, o := range q.Options {
		from := len(p.rows)
		mark, style := "  ", theme.Text
		if i == p.Chosen {
			mark, style = "▸ ", theme.AccentStrong
		}
		if p.Ran && i == p.Right {
			mark, style = "✓ ", theme.Good
		}
		key := fmt.Sprint(i + 1)
		p.wrap(mark+key+" ", pieces(o.Text, style)...)
		for r := from; r < len(p.rows) && !p.Ran; r++ {
			p.rows[r].thing = frame.Thing{Kind: frame.Press, Name: "answer-" + key}
		}
	}
}

// answer says which option was right, and why.
func (p *page) answer() {
	q := p.Step.Question
	if q == nil || p.Right < 0 {
		return
	}
	right := q.Options[p.Right].Text
	switch {
	case p.Chosen < 0:
		p.wrap("→ ", pieces(right, theme.Strong)...)
	case p.Chosen == p.Right:
		p.wrap("✓ ", append([]paint.Piece{paint.In(theme.Good, spaced(lang.T("right:")))}, pieces(right, theme.Strong)...)...)
	default:
		p.wrap("✗ ", append([]paint.Piece{paint.In(theme.Warn, spaced(lang.F("not %d but %d:", p.Chosen+1, p.Right+1)))}, pieces(right, theme.Strong)...)...)
	}
	p.blocks(q.Explanation, theme.Text)
	p.gap()
}

// spaced is a text with a blank behind it, but for a colon that is as wide as an ideograph.
func spaced(s string) string {
	if strings.HasSuffix(s, "：") {
		return s
	}
	return s + " "
}

// summary says in a row which commands will run.
func (p *page) summary() {
	if len(p.Step.Lines) == 0 {
		return
	}
	var lines []string
	for _, l := range p.Step.Lines {
		lines = append(lines, l.Command.String())
	}
	p.line(paint.In(theme.Accent, "▶ "), paint.In(theme.Command, grid.Clip(strings.Join(lines, "; "), p.width-2)))
}

// commands lists them, each with a sign once it has run.
func (p *page) commands() {
	sign := "▶ "
	if p.Ran {
		sign = "✓ "
	}
	for _, l := range p.Step.Lines {
		p.wrap(sign, paint.In(theme.Command, l.Command.String()))
	}
}

// outputs are what commands printed.
func (p *page) outputs() {
	for _, out := range p.Outputs {
		p.gap()
		for line := range strings.SplitSeq(strings.TrimRight(out, "\n"), "\n") {
			p.line(paint.In(theme.Dim, grid.Clip(line, p.width)))
		}
	}
}

// terms explains those that come for the first time.
func (p *page) terms(names []string) {
	for _, name := range names {
		if t, ok := glossary.Of(name); ok {
			p.wrap("", paint.In(theme.Accent, t.Name), paint.Label(" · "+lang.T(t.Says)))
		}
	}
}
