package ui

import (
	"io"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/api"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/chronicle"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/scene"
)

// Model is the state of the screen. Update changes it, View only reads it.
type Model struct {
	engine  *engine
	palette *grid.Palette
	// terminal is what the screen is written to; it discards what it gets where
	// there is none.
	terminal io.Writer
	// ascii is set when no sign but those of ASCII may be written, noMouse when the
	// mouse is the terminal's own.
	ascii, noMouse bool
	// keys is the table of all keys.
	keys []binding
	// remapped are the keys of actions that the user has given others.
	remapped map[string]string
	// width and height are the terminal's, 0 until it has told.
	width, height int

	trace     trace
	chronicle chronicle.Chronicle
	phrases   frame.Phrases
	state     state
	// at is the number of the step that is looked at. It is the session's cursor,
	// but for a command that runs, of which the newest step is.
	at int

	selected view.NodeID
	// pinned is set when the user has chosen the node; until then the node that
	// acted last is selected.
	pinned bool
	viewing
	// raft is set when the events have raft's own log among them.
	raft bool
	search

	play play
	// living is nil but for a live cluster, which plays by itself.
	living *living
	status frame.Status
	// overlay is what is open above the main screen, nil for nothing.
	overlay overlay
	// dragging is set while the mouse drags on the timeline.
	dragging bool
	history  history
	lastPut  [2]string

	known   lookups
	running *running
	// waiting are keys and mouse events that wait for the running command to end.
	waiting []tea.Msg
	// unsaved is set while quitting would lose what the user has done; keeps, when
	// the nodes' files are kept, so that a later run goes on from them.
	unsaved, keeps bool
	// script are lines that wait to be run, and requests those of clients over HTTP.
	script   []string
	requests []*request
	// ports are where clients are served, nil for nowhere.
	ports *api.Ports
	// failure is why there is no cluster to show; the program ends with it.
	failure error
}

// overlay is a prompt, a dialog or a menu: while it is open, keys go to it.
type overlay interface {
	key(m *Model, k tea.KeyMsg) tea.Cmd
	show(m *Model, f *frame.Frame)
}

// newModel is a screen for a session. The lines are run when it starts.
func newModel(d driver, palette *grid.Palette, lines ...string) *Model {
	m := &Model{engine: newEngine(d), palette: palette, terminal: io.Discard, selected: 1, script: lines}
	m.play.speed = normalSpeed
	for p := range layout.Pages {
		m.focus[p] = p.Main()
	}
	m.keys = keyTable()
	return m
}

// Init starts the first of the lines that are to be run.
func (m *Model) Init() tea.Cmd {
	if m.living != nil {
		return tea.Batch(m.begin(&running{script: true}), m.live())
	}
	return m.nextLine()
}

// View draws the screen.
func (m *Model) View() string {
	if m.width == 0 || m.trace.len == 0 {
		return ""
	}
	return m.draw().Render(m.palette)
}

// draw is the screen as cells.
func (m *Model) draw() *grid.Grid {
	g := scene.Draw(m.frame(), m.width, m.height)
	if m.ascii {
		g.ASCII()
	}
	return g
}

// frame is what there is to see.
func (m *Model) frame() *frame.Frame {
	f := &frame.Frame{
		Title:     lang.T("lab"),
		About:     lang.F("seed %d", m.state.settings.Seed),
		Live:      m.living != nil,
		Step:      m.trace.step,
		At:        m.at,
		Oldest:    m.trace.oldest,
		Newest:    m.trace.newest(),
		Ready:     frame.ReadySteps(m.trace.step, m.selected, m.lookBackTo(), m.at),
		Settings:  m.state.settings,
		Chronicle: &m.chronicle,
		Phrases:   &m.phrases,
		Disk:      m.knownDisk(),
		Verdict:   m.knownVerdict(),
		Checks:    m.judged(),
		Branches:  m.state.branches,
		Upcoming:  m.upcoming(),
		Play:      frame.Play{On: m.play.on, Speed: m.play.speed.String()},
		Selected:  m.selected,
		Page:      m.page,
		Zoom:      m.zoomed(),
		Focus:     m.focus[m.page],
		Cursors:   m.cursors,
		Tops:      m.tops,
		Spots:     make([]frame.Spot, 0, 64),
		Raft:      m.raft,
		Found:     m.found,
		Words:     m.trace.words,
		Commands:  m.command,
		Remapped:  m.remapped,
		Status:    m.shownStatus(),
	}
	if m.living != nil {
		f.Title, f.About, f.Address = lang.T("live"), m.living.About, m.living.Address
	}
	if len(m.state.branches) > 1 {
		f.Branch = m.state.branch.Name
	}
	if m.overlay != nil {
		m.overlay.show(m, f)
	} else {
		f.Keys, f.Last = m.hints()
	}
	return f
}

// past reports whether an older step than the newest is looked at.
func (m *Model) past() bool { return m.at < m.trace.newest() }

// view is the cluster as it is shown; before the first step it is empty.
func (m *Model) view() *view.View {
	if m.trace.len == 0 {
		return &view.View{}
	}
	return &m.trace.step(m.at).View
}

// node is the selected node as it is shown, nil when there is none.
func (m *Model) node() *view.Node { return m.view().Node(m.selected) }

// upcoming says what the next step will be, where that is known.
func (m *Model) upcoming() string {
	if m.running != nil && m.running.long || m.past() {
		return ""
	}
	return m.state.upcoming
}

// command is the text of command number i.
func (m *Model) command(i int) string {
	if i < 1 || i > len(m.state.commands) {
		return ""
	}
	return m.state.commands[i-1]
}

// say puts a note into the status row.
func (m *Model) say(note string) {
	m.status = frame.Status{Note: note}
}

// complain puts into the status row what is wrong.
func (m *Model) complain(line, what string) {
	m.status = frame.Status{Line: line, Note: what, Error: true}
}
