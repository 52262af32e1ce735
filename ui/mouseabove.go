package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"raftviz/ui/frame"
)

// The mouse, while something is open above the main screen.

// clickable is an overlay that has options: click takes option i.
type clickable interface {
	click(m *Model, i int) tea.Cmd
}

// wheelable is an overlay that the wheel moves, by so many rows.
type wheelable interface {
	wheel(m *Model, by int)
}

// mouseAbove does what a click or the wheel means to what is open. A click
// anywhere else closes it.
func (m *Model) mouseAbove(e tea.MouseMsg) tea.Cmd {
	switch {
	case e.Button == tea.MouseButtonWheelUp:
		m.wheelAbove(-wheelRows)
	case e.Button == tea.MouseButtonWheelDown:
		m.wheelAbove(wheelRows)
	case e.Button == tea.MouseButtonLeft && e.Action == tea.MouseActionPress:
		return m.clickAbove(e.X, e.Y)
	}
	return nil
}

func (m *Model) wheelAbove(by int) {
	if o, ok := m.overlay.(wheelable); ok {
		o.wheel(m, by)
	}
}

func (m *Model) clickAbove(x, y int) tea.Cmd {
	s := m.drawn().SpotAt(x, y)
	switch {
	case s == nil || s.Thing.Kind != frame.Option && s.Thing.Kind != frame.Above:
		m.overlay = nil
	case s.Thing.Kind == frame.Option:
		if o, ok := m.overlay.(clickable); ok {
			return o.click(m, int(s.Thing.Number))
		}
	}
	return nil
}

// click chooses an item of the menu.
func (me *menu) click(m *Model, i int) tea.Cmd {
	me.at = i
	return me.choose(m, me.items(m)[i])
}

// wheel moves in the menu, and stops at its ends.
func (me *menu) wheel(m *Model, by int) {
	me.at = min(max(me.at+by/wheelRows, 0), len(me.items(m))-1)
}

// click goes to a field of the form.
func (fo *form) click(_ *Model, i int) tea.Cmd {
	fo.at = i
	return nil
}

// wheel moves the text.
func (p *pager) wheel(m *Model, by int) {
	p.top = p.clamp(m) + by
	p.top = p.clamp(m)
}

// click takes a choice, and the line goes on behind it.
func (p *prompt) click(m *Model, i int) tea.Cmd {
	p.set(p.choices[i].line + gapBehind(p.choices[i].shown))
	p.recalled, p.chosen = 0, -1
	p.complete(m)
	return nil
}

// wheel moves in the choices, and stops at their ends.
func (p *prompt) wheel(m *Model, by int) {
	if at := p.chosen + by/wheelRows; len(p.choices) > 1 && at >= 0 && at < len(p.choices) {
		p.take(m, by/wheelRows)
	}
}

// click takes a choice.
func (p *filterPrompt) click(m *Model, i int) tea.Cmd {
	p.chosen = i - 1
	p.take(m, 1)
	p.chosen = -1
	p.complete()
	return nil
}

// wheel moves in the choices, and stops at their ends.
func (p *filterPrompt) wheel(m *Model, by int) {
	if at := p.chosen + by/wheelRows; len(p.choices) > 1 && at >= 0 && at < len(p.choices) {
		p.take(m, by/wheelRows)
	}
}
