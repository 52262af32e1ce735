package ui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/scene"
	"raftviz/ui/theme"
	"raftviz/ui/views/timeline"
)

// pager shows a text that may be longer than the screen.
type pager struct {
	title string
	// lines are made for the width that they are shown in.
	lines func(width int) []frame.Line
	// text is what is copied; "" is the lines.
	text string
	// copied says that it was, "" until then.
	copied string
	// top is the first line shown, left the first column.
	top, left int
	// find is what is searched for in the text.
	find pagerSearch
}

func newPager(title string, lines func(int) []frame.Line) *pager {
	return &pager{title: title, lines: lines}
}

// textLines is plain text. Its long lines are wrapped, but not those of a
// table, which would fall apart.
func textLines(text string) func(int) []frame.Line {
	text = strings.ReplaceAll(text, "\t", "    ")
	return func(width int) []frame.Line {
		var lines []frame.Line
		for line := range strings.SplitSeq(text, "\n") {
			parts := []string{line}
			if grid.Width(line) > width && !tabular(line) {
				parts = grid.Wrap(line, width)
			}
			for _, part := range parts {
				lines = append(lines, frame.Words(theme.Text, part))
			}
		}
		return lines
	}
}

// tabular reports whether a line has columns: words with more than a blank
// between them.
func tabular(line string) bool { return strings.Contains(strings.TrimSpace(line), "  ") }

// sideways is how many columns a key moves the text.
const sideways = 8

func (p *pager) key(m *Model, k tea.KeyMsg) tea.Cmd {
	if p.find.typing {
		p.typed(m, k)
		return nil
	}
	b := m.matching(inPager, k)
	if b == nil {
		return nil
	}
	_, rows := scene.DialogText(m.width, m.height)
	switch b.means {
	case "esc":
		m.overlay = nil
		return nil
	case "y":
		return m.copy(p.plain())
	case "/":
		p.find = pagerSearch{typing: true, input: newInput(""), from: p.clamp(m)}
	case "n":
		p.next(m, 1)
	case "N":
		p.next(m, -1)
	case "down":
		p.top++
	case "up":
		p.top--
	case "pgdown":
		p.top += rows - 1
	case "pgup":
		p.top -= rows - 1
	case "right":
		p.left = max(min(p.left+sideways, frame.Widest(p.lines(m.textWidth()))-m.textWidth()), 0)
	case "left":
		p.left = max(p.left-sideways, 0)
	case "home":
		p.top = 0
	case "end":
		p.top = far
	}
	p.top = p.clamp(m)
	return nil
}

// plain is the text as it is copied.
func (p *pager) plain() string {
	if p.text != "" {
		return p.text
	}
	var b strings.Builder
	for _, l := range p.lines(copiedWidth) {
		column := 0
		for _, part := range l {
			b.WriteString(strings.Repeat(" ", max(part.At-column, 0)))
			b.WriteString(part.Text)
			column = part.At + grid.Width(part.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// copiedWidth is the width in which lines are copied.
const copiedWidth = 100

// textWidth is how many columns a dialog's text has.
func (m *Model) textWidth() int {
	width, _ := scene.DialogText(m.width, m.height)
	return width
}

// clamp is top, within what there is on a screen of the size it has now.
func (p *pager) clamp(m *Model) int {
	width, rows := scene.DialogText(m.width, m.height)
	return max(min(p.top, len(p.lines(width))-rows), 0)
}

func (p *pager) show(m *Model, f *frame.Frame) {
	width, _ := scene.DialogText(m.width, m.height)
	f.Dialog = &frame.Dialog{
		Title: p.title, Lines: p.lines(width), Scroll: p.clamp(m), Left: p.left,
		Keys: m.placeHints(inPager),
	}
	p.find.show(m, f.Dialog)
	for i := range f.Dialog.Keys {
		if k := &f.Dialog.Keys[i]; k.Key == "y" && p.copied != "" {
			k.Does = p.copied
		}
	}
}

// openHelp shows all keys, and what the signs on the screen mean.
func openHelp(m *Model) tea.Cmd {
	m.overlay = newPager(lang.T("help"), func(int) []frame.Line { return m.helpLines() })
	return nil
}

// Columns of the help: the command line that a key runs, and what it does.
const (
	helpCommand = 13
	helpText    = 30
)

func (m *Model) helpLines() []frame.Line {
	past := lang.T("A command at an older step starts a branch: what came after is kept.")
	if m.living != nil {
		past = lang.T("The cluster goes on while you look back; commands act on its newest step.")
	}
	lines := []frame.Line{
		frame.Words(theme.Dim, lang.T("Keys run lines of the command language; the middle column shows them.")),
		frame.Words(theme.Dim, lang.T("Any line can be typed after : as well, and :help lists all of them.")),
		frame.Words(theme.Dim, past),
	}
	group := ""
	for i, b := range m.keys {
		h, ok := m.help(&b)
		if !ok {
			continue
		}
		if i > 0 && b.Help() == m.keys[i-1].Help() && b.group == group {
			continue // one row for keys that do the same, as 1 … 9
		}
		if b.group != group {
			group = b.group
			lines = append(lines, nil, frame.Words(theme.Title, lang.T(group)))
		}
		does := h.more
		if does == "" {
			does = h.does
		}
		lines = append(lines, helpRow(b.Help().Key, h.line, does))
	}
	lines = append(lines, nil, frame.Words(theme.Title, lang.T("signs")))
	for _, s := range slices.Concat(signs, timeline.Signs()) {
		lines = append(lines, frame.Line{{At: 0, Style: theme.Strong, Text: lang.T(s[0])}, {At: helpCommand, Text: lang.T(s[1])}})
	}
	return lines
}

func helpRow(key, line, does string) frame.Line {
	return frame.Line{
		{At: 0, Style: theme.Key, Text: key},
		{At: helpCommand, Style: theme.Command, Text: line},
		{At: helpText, Text: does},
	}
}

// signs are what the screen says without words.
var signs = [][2]string{
	{"▐2▌", lang.Mark("an entry of term 2, committed as far as the node knows")},
	{"▕2▏", lang.Mark("an entry of term 2 that is not committed yet")},
	{"·", lang.Mark("no entry here yet, but other nodes have one")},
	{"░", lang.Mark("compacted: the snapshot has it")},
	{"━━━───", lang.Mark("a timer in ticks, to an election or the next heartbeat")},
	{"★ ◆ ◇ ● ○", lang.Mark("leader, candidate, pre-candidate, follower, learner")},
	{"▷", lang.Mark("a Ready waits to be taken; among the events, is taken")},
	{"→ ← □ ■", lang.Mark("events: sent, received, written without and with an fsync")},
	{"▶ ✓ ·", lang.Mark("a stage of the Ready that is next, is done, is to come")},
	{"✗", lang.Mark("down, lost, refused or violated")},
	{"✓ safe", lang.Mark("Raft's safety properties held after every step so far")},
	{"→ n3", lang.Mark("what the leader knows about n3; 5→6 is match 5, next 6")},
	{"2/7", lang.Mark("a position in the log: term 2, index 7")},
}
