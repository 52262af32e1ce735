package ui

import (
	"fmt"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/ui/config"
	"raftviz/ui/frame"
	"raftviz/ui/scene"
	"raftviz/ui/views/lesson"
	"raftviz/walkthrough"
)

// lessonKeys are the keys of a lesson. Where one can do nothing, the key means what it
// does without a lesson.
func lessonKeys() []binding {
	rows := []binding{
		inLesson([]string{" ", "enter"}, "space", "next", elsewhere, goOn).as("next"),
		inLesson([]string{"backspace"}, "backspace", "back", elsewhere, goBack).as("back"),
		inLesson([]string{"pgdown"}, "pgdn", "next, as clickers say it", notPresented, goOn).as("present-next"),
		inLesson([]string{"pgup"}, "pgup", "back, as clickers say it", notPresented, goBack).as("present-back"),
		inLesson([]string{"L"}, "L", "steps", free, openSteps).as("steps"),
		inLesson([]string{"J"}, "J", "read on, where the text has no room", nil, readOn(1)).as("read-on"),
		inLesson([]string{"K"}, "K", "read what is above", nil, readOn(-1)).as("read-back"),
	}
	for i := 1; i <= walkthrough.MaxOptions; i++ {
		rows = append(rows, inLesson([]string{fmt.Sprint(i)}, "1 … 9", "answer", notAsked, chooseAnswer(i)).as(fmt.Sprintf("answer-%d", i)))
	}
	return rows
}

// inLesson is a binding of a lesson.
func inLesson(keys []string, shown, does string, why func(*Model) string, do func(*Model) tea.Cmd) binding {
	return binding{
		Binding: key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does)),
		place:   onLesson, group: placeNames[onLesson], hint: always, why: why, do: do,
	}
}

// lessonKey is the binding of the lesson that a key means now, nil for none.
func (m *Model) lessonKey(k tea.KeyMsg) *binding {
	return m.ofLesson(func(b *binding) bool { return key.Matches(k, b.Binding) })
}

func elsewhere(m *Model) string {
	if m.away() {
		return lang.F("this is free play; %s returns to the lesson", m.keyOf("lesson-steps"))
	}
	return free(m)
}

func notPresented(m *Model) string {
	if m.walk.Presents == nil {
		return lang.T("nobody presents")
	}
	return elsewhere(m)
}

func notAsked(m *Model) string {
	if m.walk.asks() == nil {
		return lang.T("nothing is asked")
	}
	return elsewhere(m)
}

// goOn goes on to the next position, or behind the end to the next lesson.
func goOn(m *Model) tea.Cmd {
	w := m.walk
	switch {
	case w.at() != nil:
		return m.walkTo(w.after(w.position))
	case w.next() == nil:
		m.say(lang.F("this was the last lesson; %s quits", m.keyOf("quit")))
		return nil
	}
	w.following = true
	return tea.Quit
}

func goBack(m *Model) tea.Cmd {
	p, ok := m.walk.before(m.walk.position)
	if !ok {
		m.say(lang.T("this is the first step"))
		return nil
	}
	return m.walkTo(p)
}

// chooseAnswer chooses an option of the question.
func chooseAnswer(option int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		w := m.walk
		if n := len(w.asks().Options); option > n {
			m.complain("", lang.F("there is no answer %d; there are %d", option, n))
			return nil
		}
		w.answers[w.step] = option
		m.say(lang.F("answer %d; %s shows what happens", option, m.keyOf("lesson-next")))
		return m.note()
	}
}

func readOn(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.scrollLesson(by)
		return nil
	}
}

// scrollLesson moves the text by so many rows, as far as there is more of it.
func (m *Model) scrollLesson(by int) {
	f := m.frame()
	l := scene.Layout(f, m.width, m.height)
	m.walk.scroll = lesson.Scrolled(f.Lesson, l.Lesson, l.Lesson.W < m.width, by)
}

// openSteps shows the steps to choose from, or returns to the lesson's.
func openSteps(m *Model) tea.Cmd {
	if m.away() {
		return m.returnToLesson()
	}
	m.overlay = &menu{
		title: m.walk.Lesson.Title, items: stepItems, at: min(m.walk.step, len(m.walk.Lesson.Steps)-1),
		closes: func(m *Model, k tea.KeyMsg) bool {
			b := m.lessonKey(k)
			return b != nil && b.id == "steps"
		},
	}
	return nil
}

func stepItems(m *Model) []item {
	w := m.walk
	items := make([]item, len(w.Lesson.Steps))
	for i, s := range w.Lesson.Steps {
		sign := "  "
		if i < len(w.done) {
			sign = "✓ "
		}
		items[i] = item{does: fmt.Sprintf("%s%2d  %s", sign, i+1, s.Title), act: func(m *Model) tea.Cmd { return m.walkTo(w.telling(i)) }}
	}
	return items
}

// returnWord returns to the lesson where commands are typed.
const returnWord = "return"

// returnToLesson looks again at what the lesson speaks of.
func (m *Model) returnToLesson() tea.Cmd { return m.walkTo(m.walk.position) }

// lessonHints are the keys of the lesson for the bottom line: those that can do something
// now, with what that is.
func (m *Model) lessonHints() []frame.Hint {
	if m.walk == nil {
		return nil
	}
	var hs []frame.Hint
	for i := range m.keys {
		if b := &m.keys[i]; b.place == onLesson && m.whyNot(b) == "" {
			h := frame.Hint{Key: b.Help().Key, Does: said(b.Help().Desc)}
			if m.nowInLesson(b, &h) {
				hs = append(hs, h)
			}
		}
	}
	return hs
}

// nowInLesson makes a hint say what the key does now, and reports whether it is worth a
// place in the bottom line.
func (m *Model) nowInLesson(b *binding, h *frame.Hint) bool {
	w := m.walk
	switch {
	case b.id == "answer-1":
		h.Key = fmt.Sprintf("1 … %d", len(w.asks().Options))
	case b.id == "steps" && m.away():
		h.Does = lang.In("key", "return")
	case b.id == "next" && w.at() == nil:
		h.Does = lang.In("key", "next lesson")
		return w.next() != nil
	case b.id == "next" && !w.ran:
		h.Does = lang.In("key", "run")
	case b.id != "next" && b.id != "back" && b.id != "steps":
		return false
	}
	return true
}

// ofLesson is the first binding of the lesson that means something now and is as is says,
// nil for none.
func (m *Model) ofLesson(is func(*binding) bool) *binding {
	if m.walk == nil {
		return nil
	}
	for i := range m.keys {
		if b := &m.keys[i]; b.place == onLesson && is(b) && m.whyNot(b) == "" {
			return b
		}
	}
	return nil
}

// takenByLesson are the keys that mean something else now than on the main screen, as the
// lesson has it.
func (m *Model) takenByLesson() map[string]bool {
	if m.walk == nil {
		return nil
	}
	taken := map[string]bool{}
	for i := range m.keys {
		if b := &m.keys[i]; b.place == onLesson && m.whyNot(b) == "" {
			for _, k := range b.Keys() {
				taken[k] = true
			}
		}
	}
	return taken
}

// lessonAction is the binding of the lesson for an action, nil for none.
func (m *Model) lessonAction(id string) *binding {
	for i := range m.keys {
		if b := &m.keys[i]; b.place == onLesson && b.id == id {
			return b
		}
	}
	return nil
}

// lessonPress is the binding of the lesson whose first key is shown so.
func (m *Model) lessonPress(shown string) *binding {
	return m.ofLesson(func(b *binding) bool { return config.Shown(b.Keys()[:1]) == shown })
}
