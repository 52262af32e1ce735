package ui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
	"raftviz/walkthrough"
)

// notes are the speaker's, on a second terminal: for the step of a lesson that is
// presented in another one.
type notes struct {
	// file tells what is presented.
	file          string
	palette       *grid.Palette
	width, height int
	now           walkthrough.Presented
	// lesson is what is presented, nil for nothing.
	lesson *walkthrough.Lesson
	// began and came are when the presentation began, and its step.
	began, came time.Time
	time        time.Time
	err         error
	// top is the first row that is shown of what has more of them.
	top int
}

// notesEvery is how often the notes look what is presented.
const notesEvery = 250 * time.Millisecond

// presentedMsg: this is presented now.
type presentedMsg struct {
	now    walkthrough.Presented
	lesson *walkthrough.Lesson
	err    error
	at     time.Time
}

// RunNotes shows the speaker's notes for what is presented, as the file at path tells,
// until the user quits.
func RunNotes(ctx context.Context, path string, a Appearance) error {
	if err := CheckTerminal(false); err != nil {
		return err
	}
	n := &notes{file: path, palette: onTerminal(a.Theme)}
	p := tea.NewProgram(n, tea.WithAltScreen(), tea.WithoutSignalHandler(), tea.WithContext(ctx))
	caught, release := catchSignals(p, func() {})
	_, err := p.Run()
	release()
	if caught() != 0 {
		return &ExitError{Code: exitSignal + caught()}
	}
	return err
}

func (n *notes) Init() tea.Cmd { return n.look(n.now, nil) }

// look looks what is presented. The lesson is read where it is another one.
func (n *notes) look(was walkthrough.Presented, lesson *walkthrough.Lesson) tea.Cmd {
	return func() tea.Msg {
		now, ok, err := walkthrough.Now(n.file)
		switch {
		case err != nil || !ok:
			return presentedMsg{err: err, at: time.Now()}
		case lesson == nil || now.Lesson != was.Lesson || now.Language != was.Language:
			lesson, err = now.Open()
		}
		return presentedMsg{now: now, lesson: lesson, err: err, at: time.Now()}
	}
}

func (n *notes) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		n.width, n.height = clampSize(msg.Width, msg.Height)
	case tea.KeyMsg:
		switch msg.String() {
		case "q", "ctrl+c", "esc":
			return n, tea.Quit
		case "down", "j", "J":
			n.top = max(min(n.top+1, n.rows()-n.room()), 0)
		case "up", "k", "K":
			n.top = max(n.top-1, 0)
		}
	case presentedMsg:
		n.take(msg)
		now, lesson := n.now, n.lesson
		return n, tea.Tick(notesEvery, func(time.Time) tea.Msg { return n.look(now, lesson)() })
	}
	return n, nil
}

// take takes in what is presented, and when that began.
func (n *notes) take(msg presentedMsg) {
	if msg.lesson != n.lesson {
		n.began = msg.at
	}
	if msg.lesson != n.lesson || msg.now.Step != n.now.Step {
		n.came, n.top = msg.at, 0
	}
	n.now, n.lesson, n.err, n.time = msg.now, msg.lesson, msg.err, msg.at
}

func (n *notes) View() string {
	if n.width == 0 {
		return ""
	}
	g := grid.New(n.width, n.height)
	n.draw(g.Canvas())
	return g.Render(n.palette)
}

func (n *notes) draw(c grid.Canvas) {
	switch {
	case n.err != nil:
		paint.Say(c, 1, 1, theme.Warn, n.err.Error())
	case n.lesson == nil:
		paint.Say(c, 1, 1, theme.Dim, lang.T("Nothing is presented. In another terminal: raftviz walk --present NAME"))
	case n.now.Step >= len(n.lesson.Steps):
		paint.Say(c, 1, 1, theme.Strong, lang.F("%s: the end, after %s", n.lesson.Title, since(n.time, n.began)))
	default:
		n.step(c.Sub(grid.Rect{W: c.W(), H: n.room()}), &n.lesson.Steps[n.now.Step])
		if n.rows() > n.room() {
			paint.WriteRight(c, c.W()-1, c.H()-1, paint.In(theme.Key, "↑ ↓"), paint.Label(" "+lang.T("scroll")))
		}
	}
	c.Text(1, c.H()-1, theme.Key, "q")
	c.Text(3, c.H()-1, theme.Dim, lang.T("quit"))
}

// room is how many rows the notes have, above the keys.
func (n *notes) room() int { return max(n.height-2, 1) }

// rows is how many rows they need.
func (n *notes) rows() int {
	if n.lesson == nil || n.now.Step >= len(n.lesson.Steps) {
		return 0
	}
	return n.step(grid.New(n.width, 1).Canvas(), &n.lesson.Steps[n.now.Step]) + n.top
}

// step draws the notes for a step, with what is not to be seen by the audience yet: the
// question's explanation, and what comes next. It returns the row behind the last.
func (n *notes) step(c grid.Canvas, s *walkthrough.Step) int {
	state := lang.T("told; its commands have not run")
	if n.now.Ran {
		state = lang.T("its commands have run")
	}
	y := -n.top
	row := func(style grid.Style, text string) {
		y = paint.Say(c, 1, y, style, text)
	}
	row(theme.Dim, fmt.Sprintf("%s · %d/%d · %s · %s / %s", n.lesson.Title, n.now.Step+1, len(n.lesson.Steps), state, since(n.time, n.came), since(n.time, n.began)))
	row(theme.AccentStrong, s.Title)
	y++
	for paragraph := range strings.SplitSeq(s.Notes, "\n\n") {
		row(theme.Text, strings.ReplaceAll(paragraph, "\n", " "))
		y++
	}
	if q := s.Question; q != nil {
		n.question(q, row)
		y++
	}
	if next := n.now.Step + 1; next < len(n.lesson.Steps) {
		row(theme.Dim, lang.F("next: %s", n.lesson.Steps[next].Title))
	}
	return y
}

func (n *notes) question(q *walkthrough.Question, row func(grid.Style, string)) {
	row(theme.Strong, "? "+walkthrough.Block{Spans: q.Text}.String())
	for i, o := range q.Options {
		style, mark := theme.Text, "  "
		if n.now.Right == i+1 {
			style, mark = theme.Good, "✓ "
		}
		row(style, fmt.Sprintf("%s%d %s  (%s)", mark, i+1, walkthrough.Block{Spans: o.Text}, o.Right))
	}
	for _, b := range q.Explanation {
		row(theme.Dim, b.String())
	}
}

// since is how long ago something was, in minutes and seconds.
func since(now, then time.Time) string {
	d := now.Sub(then).Round(time.Second)
	return fmt.Sprintf("%d:%02d", int(d.Minutes()), int(d.Seconds())%60)
}
