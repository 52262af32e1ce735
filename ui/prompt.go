package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"raftviz/ui/frame"
)

// prompt is the line where a command is typed.
type prompt struct {
	input textinput.Model
	// recalled is how many lines back in the history the text is from, 0 for
	// one that is being written; draft is that one.
	recalled int
	draft    string
	// files are the names in the directory that is being typed, nil for none.
	files *files
	// choices complete the text; chosen is the one taken, -1 for none.
	choices []completion
	chosen  int
}

// completion is a text that the prompt's could become.
type completion struct {
	line, shown, about string
}

func newInput(text string) textinput.Model {
	in := textinput.New()
	in.SetValue(text)
	in.CursorEnd()
	in.Focus()
	return in
}

// edited is an input after a key. At its last rune, deleting a word forwards is
// deleting that rune: textinput would look behind the end (bubbles v1.0.0).
func edited(in textinput.Model, k tea.KeyMsg) textinput.Model {
	if key.Matches(k, in.KeyMap.DeleteWordForward) && in.Position() == len([]rune(in.Value()))-1 {
		k = tea.KeyMsg{Type: tea.KeyDelete}
	}
	in, _ = in.Update(k)
	return in
}

// openPrompt opens the prompt with a text to go on from.
func (m *Model) openPrompt(text string) tea.Cmd {
	p := &prompt{input: newInput(text), chosen: -1}
	m.overlay = p
	p.complete(m)
	return p.wantFiles()
}

func (p *prompt) key(m *Model, k tea.KeyMsg) tea.Cmd {
	b := m.matching(inPrompt, k)
	if b == nil {
		p.input = edited(p.input, k)
		p.recalled, p.chosen = 0, -1
		p.complete(m)
		return p.wantFiles()
	}
	switch b.means {
	case "enter":
		return p.enter(m)
	case "esc":
		m.overlay = nil
	case "tab":
		p.take(m, 1)
	case "shift+tab":
		p.take(m, -1)
	case "up":
		p.recall(m, 1)
	case "down":
		p.recall(m, -1)
	}
	return nil
}

// enter runs the line.
func (p *prompt) enter(m *Model) tea.Cmd {
	line := strings.TrimSpace(p.input.Value())
	m.overlay = nil
	switch {
	case line == "":
		return nil
	case quits(line):
		return quit(m)
	case m.walk != nil && line == returnWord:
		return m.returnToLesson()
	}
	return tea.Batch(m.history.add(line), m.run(line))
}

// recall shows a line of the history: of those that begin with what was typed.
func (p *prompt) recall(m *Model, by int) {
	if p.recalled == 0 {
		p.draft = p.input.Value()
	}
	lines := m.history.beginningWith(p.draft)
	p.recalled = min(max(p.recalled+by, 0), len(lines))
	text := p.draft
	if p.recalled > 0 {
		text = lines[p.recalled-1]
	}
	p.set(text)
	p.chosen, p.choices = -1, nil
}

// take puts the next of the choices into the line. If there is only one, it is
// what was meant, and the line goes on behind it.
func (p *prompt) take(m *Model, by int) {
	n := len(p.choices)
	if n == 0 {
		return
	}
	if n == 1 {
		p.set(p.choices[0].line + gapBehind(p.choices[0].shown))
		p.complete(m)
		return
	}
	if p.chosen < 0 && by < 0 {
		p.chosen = 0
	}
	p.chosen = (p.chosen + by + n) % n
	p.set(p.choices[p.chosen].line)
}

// gapBehind is the blank behind a completed word, "" where the word itself goes on.
func gapBehind(word string) string {
	if strings.HasSuffix(word, "=") || strings.HasSuffix(word, "(") || strings.HasSuffix(word, ".") || strings.HasSuffix(word, "/") {
		return ""
	}
	return " "
}

func (p *prompt) set(text string) {
	p.input.SetValue(text)
	p.input.CursorEnd()
}

func (p *prompt) show(m *Model, f *frame.Frame) {
	sp := &frame.Prompt{
		Input:  frame.Input{Text: p.input.Value(), Cursor: p.input.Position()},
		Chosen: p.chosen, Hint: usage(p.input.Value()),
	}
	for _, c := range p.choices {
		sp.Choices = append(sp.Choices, frame.Choice{Text: c.shown, About: c.about})
	}
	f.Prompt = sp
	f.Keys, f.Last = m.placeHints(inPrompt), nil
}
