package ui

import (
	"regexp"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/scene"
)

// pagerSearch is what is searched for in the text of a pager.
type pagerSearch struct {
	// typing is set while the text is typed, into input; from is the first line
	// that was shown before.
	typing bool
	input  textinput.Model
	from   int
	// match is what is searched for, nil for nothing; at is the line that it was
	// found in last, and none is set when no line has it.
	match *regexp.Regexp
	at    int
	none  bool
}

// typed does what a key means while the text is typed: the first place from where
// the search began is shown with each.
func (p *pager) typed(m *Model, k tea.KeyMsg) {
	s := &p.find
	b := m.matching(inSearch, k)
	switch {
	case b == nil:
		s.input = edited(s.input, k)
		s.match = inAnyCase(s.input.Value())
		p.top, s.at = s.from, s.from-1
		p.next(m, 1)
	case b.means == "enter":
		s.typing = false
	case b.means == "esc":
		p.top, p.find = s.from, pagerSearch{}
	}
}

// next shows the next line that has the text, or with -1 the one before; behind
// the last comes the first.
func (p *pager) next(m *Model, by int) {
	s := &p.find
	s.none = false
	if s.match == nil {
		return
	}
	width, rows := scene.DialogText(m.width, m.height)
	lines := p.lines(width)
	for range lines {
		s.at = (s.at + by + len(lines)) % len(lines)
		if lines[s.at].Has(s.match) {
			if top := p.clamp(m); s.at < top || s.at >= top+rows {
				p.top = s.at - rows/3
				p.top = p.clamp(m)
			}
			return
		}
	}
	s.none = true
}

// inAnyCase matches a text, in upper or lower case, nil for no text.
func inAnyCase(text string) *regexp.Regexp {
	if text == "" {
		return nil
	}
	return regexp.MustCompile("(?i)" + regexp.QuoteMeta(text))
}

// show puts the search into the pager's dialog.
func (s *pagerSearch) show(m *Model, d *frame.Dialog) {
	d.Match, d.Found = s.match, s.at
	if s.typing {
		d.Keys = m.placeHints(inSearch)
		d.Search = &frame.Input{Text: s.input.Value(), Cursor: s.input.Position()}
	}
	switch {
	case s.none:
		d.Keys = append([]frame.Hint{{Key: "✗", Does: lang.In("key", "no line has it")}}, d.Keys...)
	case s.match != nil && !s.typing:
		d.Keys = append([]frame.Hint{{Key: m.keyOf("dialog-next-place"), Does: lang.In("key", "next place")}}, d.Keys...)
	}
}
