package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/ui/filter"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
	"raftviz/ui/scene"
)

// filterPrompt is the line where a filter of the events is typed. The list is
// filtered with each key.
type filterPrompt struct {
	input textinput.Model
	// before is the filter that there was, which esc brings back.
	before *filter.Found
	// wrong says what is wrong with the text, "" while it can be read.
	wrong string
	// choices complete the last word; chosen is the one taken, -1 for none.
	choices []string
	chosen  int
}

// openFilter opens it, with the events in focus: in this view, where it shows
// them, else in theirs.
func openFilter(m *Model) tea.Cmd {
	m.showEvents()
	p := &filterPrompt{before: m.found, chosen: -1}
	text := ""
	if m.found != nil {
		text = m.found.Filter.Text + " "
	}
	p.input = newInput(text)
	m.overlay = p
	p.complete()
	return nil
}

// showEvents puts the events into focus, in their own view where this one has none.
func (m *Model) showEvents() {
	m.zoom = m.zoom && m.focus[m.page] == layout.EventsPane
	if scene.Layout(m.frame(), m.width, m.height).Panes[layout.EventsPane].Empty() {
		m.show(layout.Events)
	}
	m.focus[m.page] = layout.EventsPane
}

func (p *filterPrompt) key(m *Model, k tea.KeyMsg) tea.Cmd {
	b := m.matching(inFilter, k)
	if b == nil {
		p.input = edited(p.input, k)
		p.chosen = -1
		p.complete()
		p.apply(m)
		return nil
	}
	switch b.means {
	case "enter":
		m.overlay = nil
		if p.wrong != "" {
			m.complain("", p.wrong)
			m.found = p.before
		}
	case "esc":
		m.overlay, m.found = nil, p.before
	case "tab":
		p.take(m, 1)
	case "shift+tab":
		p.take(m, -1)
	}
	return nil
}

// apply filters by what is typed, as far as it can be read.
func (p *filterPrompt) apply(m *Model) {
	f, err := filter.Parse(p.input.Value())
	p.wrong = ""
	if err != nil {
		p.wrong = err.Error()
		return
	}
	m.setFilter(f)
}

// complete lists what the last word could become: a term, or a kind.
func (p *filterPrompt) complete() {
	p.choices = nil
	_, last := p.lastWord()
	if last == "" {
		return
	}
	for _, name := range filterWords {
		if name != last && strings.HasPrefix(name, last) {
			p.choices = append(p.choices, name)
		}
	}
}

// filterWords are what a filter can have besides words.
var filterWords = func() []string {
	words := filter.TermNames()
	for _, k := range filter.KindNames() {
		words = append(words, "kind:"+k)
	}
	return words
}()

// lastWord is what is being typed, and what stands before it.
func (p *filterPrompt) lastWord() (before, last string) {
	text := p.input.Value()
	i := strings.LastIndexAny(text, " \t") + 1
	return text[:i], text[i:]
}

// take puts the next of the choices into the line.
func (p *filterPrompt) take(m *Model, by int) {
	n := len(p.choices)
	if n == 0 {
		return
	}
	if p.chosen < 0 && by < 0 {
		p.chosen = 0
	}
	p.chosen = (p.chosen + by + n) % n
	before, _ := p.lastWord()
	p.input.SetValue(before + p.choices[p.chosen])
	p.input.CursorEnd()
	if n == 1 {
		p.complete()
		p.chosen = -1
	}
	p.apply(m)
}

func (p *filterPrompt) show(m *Model, f *frame.Frame) {
	sp := &frame.Prompt{
		Sign: "/", Input: frame.Input{Text: p.input.Value(), Cursor: p.input.Position()},
		Chosen: p.chosen, Hint: lang.T(filter.Help),
	}
	if p.wrong != "" {
		sp.Hint = p.wrong
	}
	for _, c := range p.choices {
		sp.Choices = append(sp.Choices, frame.Choice{Text: c})
	}
	f.Prompt = sp
	f.Keys, f.Last = m.placeHints(inFilter), nil
}
