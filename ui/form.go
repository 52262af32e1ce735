package ui

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
)

// form has fields to fill in, for a put.
type form struct {
	fields []formField
	at     int
	note   string
}

type formField struct {
	name, about string
	input       textinput.Model
	// given is set while the text is a proposal: the first key typed replaces it.
	given bool
}

// The fields of a put.
const (
	putKey = iota
	putValue
	putVia
)

// openPut opens the form of a put, with the key of the last one and a value
// that is new, so that enter twice is a put.
func openPut(m *Model) tea.Cmd {
	key, value := "x", "1"
	if m.lastPut[0] != "" {
		key, value = m.lastPut[0], nextValue(m.lastPut[1])
	}
	m.overlay = &form{at: putKey, fields: []formField{
		{lang.T("key"), "", newInput(key), true},
		{lang.T("value"), "", newInput(value), true},
		{lang.T("via"), lang.T("the leader, else the lowest node that is up"), newInput(""), false},
	}}
	return nil
}

// nextValue is a value that tells the next put from the last one: the number
// behind it, where it was one.
func nextValue(value string) string {
	n, err := strconv.Atoi(value)
	if err != nil {
		return value
	}
	return strconv.Itoa(n + 1)
}

func (fo *form) key(m *Model, k tea.KeyMsg) tea.Cmd {
	b := m.matching(inForm, k)
	if b == nil {
		fd := &fo.fields[fo.at]
		if fd.given && k.Type == tea.KeyRunes {
			fd.input.SetValue("")
		}
		fd.given = false
		fd.input = edited(fd.input, k)
		fo.note = ""
		return nil
	}
	switch b.means {
	case "enter":
		if fo.at == putKey {
			fo.move(1)
			return nil
		}
		return fo.submit(m)
	case "tab":
		fo.move(1)
	case "shift+tab":
		fo.move(-1)
	case "esc":
		m.overlay = nil
	}
	return nil
}

func (fo *form) move(by int) { fo.at = (fo.at + by + len(fo.fields)) % len(fo.fields) }

// submit runs the put, or says what is missing.
func (fo *form) submit(m *Model) tea.Cmd {
	key, value, via := fo.text(putKey), fo.text(putValue), strings.TrimSpace(fo.text(putVia))
	if key == "" {
		fo.at, fo.note = putKey, lang.T("a key is needed")
		return nil
	}
	line := fmt.Sprintf("put %s %s", quote(key), quote(value))
	if via != "" {
		line += " via " + quote(via)
	}
	m.lastPut = [2]string{key, value}
	m.overlay = nil
	return m.run(line)
}

func (fo *form) text(i int) string { return fo.fields[i].input.Value() }

// quote is a word as the command language writes it.
func quote(word string) string {
	if word != "" && word != "#" && !strings.ContainsAny(word, " \t'\"\\") {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

func (fo *form) show(m *Model, f *frame.Frame) {
	d := &frame.Dialog{Title: lang.In("key", "put"), Field: fo.at, Note: fo.note, Keys: m.placeHints(inForm)}
	for _, fd := range fo.fields {
		d.Fields = append(d.Fields, frame.Field{
			Name: fd.name, About: fd.about, Given: fd.given,
			Input: frame.Input{Text: fd.input.Value(), Cursor: fd.input.Position()},
		})
	}
	f.Dialog = d
}
