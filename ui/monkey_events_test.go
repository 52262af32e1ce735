package ui

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/command"
)

// What a monkey does.

// event is one thing to do.
func (mo *monkey) event() []tea.Msg {
	if mo.odd > 0 {
		if mo.odd--; mo.odd == 0 {
			return one(mo.size(sizes))
		}
	}
	switch n := mo.IntN(100); {
	case n < 45:
		return one(mo.tableKey())
	case n < 55:
		return one(mo.anyKey())
	case n < 58:
		return one(tea.KeyMsg{Type: tea.KeyRunes, Runes: mo.text(8)})
	case n < 78:
		return mo.mouse()
	case n < 83:
		return one(tea.KeyMsg{Type: tea.KeyRunes, Runes: mo.text(pick(mo, 5, 50, 5000)), Paste: true})
	case n < 86:
		return mo.resize()
	case n < 93:
		return mo.line()
	}
	return one(mo.other())
}

func one(msg tea.Msg) []tea.Msg { return []tea.Msg{msg} }

// pick is one of the values.
func pick[T any](mo *monkey, values ...T) T { return values[mo.IntN(len(values))] }

// tableKey is a key that means something, mostly where it is pressed.
func (mo *monkey) tableKey() tea.KeyMsg {
	b := pick(mo, mo.m.keys...)
	for mo.IntN(8) > 0 && (b.place == onMain) != (mo.m.overlay == nil) {
		b = pick(mo, mo.m.keys...)
	}
	return keyNamed(pick(mo, b.Keys()...))
}

// keyTypes are the keys with names, by name.
var keyTypes = func() map[string]tea.KeyType {
	types := map[string]tea.KeyType{}
	for t := tea.KeyType(-200); t < 128; t++ {
		if name := t.String(); name != "" {
			types[name] = t
		}
	}
	return types
}()

// keyNamed is the key press that has that name.
func keyNamed(name string) tea.KeyMsg {
	alt := strings.HasPrefix(name, "alt+")
	name = strings.TrimPrefix(name, "alt+")
	if t, ok := keyTypes[name]; ok && name != "runes" {
		k := tea.KeyMsg{Type: t, Alt: alt}
		if t == tea.KeySpace {
			k.Runes = []rune{' '}
		}
		return k
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name), Alt: alt}
}

// anyKey is any key that there is, and some that there are not.
func (mo *monkey) anyKey() tea.KeyMsg {
	if mo.IntN(2) == 0 {
		return tea.KeyMsg{Type: tea.KeyType(mo.IntN(330) - 200), Alt: mo.IntN(4) == 0}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: mo.text(1), Alt: mo.IntN(6) == 0}
}

// alphabets are what texts are made of: words, wide and combining characters,
// escape codes, and what changes the direction of writing.
var alphabets = [][]rune{
	[]rune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
	[]rune("0123456789 .:=|->#'\"\\/_"),
	[]rune("键值共识日志，。한글ひらカナ"),
	[]rune("\n\t\r\x00\x07\x1b\x7f\u0085\u009b"),
	[]rune("e\u0301\u200d\ufe0f\u202e\u2066🙂👩🏽🇨🇭\U000e0001ﷺ\u1100\u1161\u11a8\ufffdกำक्षिनाখো"),
}

// codes are texts that do something to a terminal that is given them.
var codes = []string{"\x1b[2J", "\x1b[31m", "\x1b]0;title\x07", "\x1b[?1049l", "\x1b[?25h", "\x1bc", "\u009b2J", "\x1b]52;c;eA==\x07"}

// text is at most so many runes.
func (mo *monkey) text(most int) []rune {
	if mo.IntN(10) == 0 && most > 1 {
		return []rune(pick(mo, codes...))
	}
	text := make([]rune, 1+mo.IntN(most))
	alphabet := pick(mo, alphabets...)
	for i := range text {
		if mo.IntN(5) == 0 {
			alphabet = pick(mo, alphabets...)
		}
		text[i] = pick(mo, alphabet...)
	}
	return text
}

// mouse is a click, a turn of the wheel, or the parts of a drag.
func (mo *monkey) mouse() []tea.Msg {
	x, y := mo.place()
	at := func(b tea.MouseButton, a tea.MouseAction) tea.Msg {
		return tea.MouseMsg{X: x, Y: y, Button: b, Action: a, Ctrl: mo.IntN(20) == 0, Shift: mo.IntN(20) == 0}
	}
	left := tea.MouseButtonLeft
	switch mo.IntN(6) {
	case 0:
		return []tea.Msg{at(pick(mo, tea.MouseButtonWheelUp, tea.MouseButtonWheelDown, tea.MouseButtonWheelLeft), tea.MouseActionPress)}
	case 1:
		return []tea.Msg{at(tea.MouseButton(mo.IntN(14)), tea.MouseAction(mo.IntN(4)))}
	case 2:
		y = mo.m.height - 2 // the timeline
		msgs := []tea.Msg{at(left, tea.MouseActionPress)}
		for range mo.IntN(4) {
			x, y = mo.place()
			msgs = append(msgs, at(left, tea.MouseActionMotion))
		}
		return append(msgs, at(left, tea.MouseActionRelease))
	case 3: // what is selected is opened
		click := []tea.Msg{at(left, tea.MouseActionPress), at(left, tea.MouseActionRelease)}
		return append(click, click...)
	}
	return []tea.Msg{at(left, tea.MouseActionPress), at(left, tea.MouseActionRelease)}
}

// place is where the mouse is: mostly on the screen, often where something is.
func (mo *monkey) place() (x, y int) {
	switch mo.IntN(8) {
	case 0:
		return mo.IntN(6000) - 100, mo.IntN(6000) - 100
	case 1, 2, 3:
		if mo.m.width > 0 && mo.m.trace.len > 0 {
			if spots := mo.m.drawn().Spots; len(spots) > 0 {
				r := pick(mo, spots...).Rect
				return r.X, r.Y
			}
		}
	}
	return mo.IntN(max(mo.m.width, 1)), mo.IntN(max(mo.m.height, 1))
}

// sizes are those of terminals, odd those of none.
var (
	sizes = [][2]int{{80, 24}, {80, 24}, {81, 25}, {100, 30}, {120, 40}, {160, 45}, {200, 60}, {300, 100}, {80, 100}, {300, 24}}
	odd   = [][2]int{{1, 1}, {0, 0}, {5000, 5000}, {-1, 10}, {79, 24}, {80, 23}, {1, 300}, {1000, 1}, {10, 10}, {2, 2}}
)

func (mo *monkey) size(from [][2]int) tea.WindowSizeMsg {
	s := pick(mo, from...)
	return tea.WindowSizeMsg{Width: s[0], Height: s[1]}
}

// resize changes the size; a size that few terminals have is kept for a short while.
func (mo *monkey) resize() []tea.Msg {
	if mo.IntN(4) > 0 {
		return one(mo.size(sizes))
	}
	mo.odd = 4
	return one(mo.size(odd))
}

// lineFormats are lines with a number.
var lineFormats = []string{
	"run %d", "run 1%d", "tick all %d", "step %d", "goto %d", "settle", "until leader != 0 within %d", "branch branch-%d",
	"fork fork-%d", "load s%d.raft", "save! s%d.raft",
}

// line types a command line, or a part of one: what completes it, word by word.
func (mo *monkey) line() []tea.Msg {
	msgs := []tea.Msg{tea.KeyMsg{Type: tea.KeyEsc}, tea.KeyMsg{Type: tea.KeyEsc}, runes(":")}
	if mo.onwards {
		msgs = []tea.Msg{tea.KeyMsg{Type: tea.KeyEsc}, runes("}"), runes(":")}
	}
	text := func(s string) tea.Msg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)} }
	switch mo.IntN(4) {
	case 0:
		examples := pick(mo, command.Specs()...).Examples
		msgs = append(msgs, text(pick(mo, examples...)))
	case 1:
		msgs = append(msgs, text(mo.completed()))
	case 2:
		msgs = append(msgs, text(fmt.Sprintf("put %s %s", quote(string(mo.text(6))), quote(string(mo.text(30))))))
	default:
		msgs = append(msgs, text(fmt.Sprintf(pick(mo, lineFormats...), mo.IntN(60))))
	}
	return append(msgs, tea.KeyMsg{Type: tea.KeyEnter})
}

// completed is a line of words that each complete it.
func (mo *monkey) completed() string {
	line := ""
	for range 1 + mo.IntN(4) {
		words := command.Complete(line, mo.m.view())
		if len(words) == 0 {
			break
		}
		before := line[:strings.LastIndex(line, " ")+1]
		line = before + pick(mo, words...) + " "
	}
	return strings.TrimSpace(line)
}

// other is what the program and its terminal tell: time has passed, it was
// suspended, and a message that is nobody's.
func (mo *monkey) other() tea.Msg {
	switch mo.IntN(6) {
	case 0:
		return tea.ResumeMsg{}
	case 1:
		if mo.m.running != nil {
			return stillRunningMsg{mo.m.running}
		}
		return pick[tea.Msg](mo, tea.FocusMsg{}, tea.BlurMsg{}, struct{}{})
	}
	return playedMsg{mo.m.play.generation}
}
