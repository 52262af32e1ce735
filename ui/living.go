package ui

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster"
	"raftviz/cluster/lang"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// Live is a cluster that goes on by itself.
type Live struct {
	// Session is over it, and About says what it is: "3 nodes on 127.0.0.1".
	Session *session.Session
	About   string
	// Address says where a member is, "" where nobody knows; nil says nothing.
	Address func(view.NodeID) string
	// Hint is what a user may like to know first, and Warning what one should: it is
	// shown instead. Both are one line, "" for nothing.
	Hint, Warning string
}

// living is what the screen knows of a live cluster besides its steps.
type living struct {
	Live
	// halt is why it was paused by itself, as it was last told.
	halt error
}

// liveFrames is how often a second the screen looks what a live cluster has done.
const liveFrames = 16

// livedMsg: it is time to see what a live cluster has done by itself.
type livedMsg struct{ glance }

// glance is what there is to see of a live cluster.
type glance struct {
	lab   *cluster.Lab
	steps int
	// state is nil while a command runs.
	state *state
}

// glance looks at a live cluster, and waits for nobody.
func (e *engine) glance() glance {
	if !e.using.TryLock() {
		return glance{}
	}
	defer e.using.Unlock()
	lab := e.do.Lab()
	s := e.state(lab)
	// The steps are counted last: where it stands still, these are all.
	return glance{lab: lab, steps: lab.Len(), state: &s}
}

// live looks at the cluster again after a frame's time.
func (m *Model) live() tea.Cmd {
	e := m.engine
	return tea.Tick(time.Second/liveFrames, func(time.Time) tea.Msg { return livedMsg{e.glance()} })
}

// lived shows what a live cluster has done by itself. Who looks back goes on to do so.
func (m *Model) lived(g glance) tea.Cmd {
	if g.state == nil || m.running != nil {
		return m.live()
	}
	before := m.at
	m.grown(g.lab, g.steps)
	m.state = *g.state
	m.play.on = !m.state.paused
	at := m.state.at(m.trace.oldest, m.trace.newest())
	if at != before && m.holds() {
		return tea.Batch(m.run(fmt.Sprintf("goto %d", before)), m.live())
	}
	if m.at = at; m.at != before {
		m.follow()
		m.letGo()
	}
	if halt := m.state.halt; halt != nil && halt != m.living.halt {
		m.status = frame.Status{Line: lang.T("paused"), Note: oneLine(halt.Error()), Error: true}
	}
	m.living.halt = m.state.halt
	return m.live()
}

// holds reports whether what is selected in space-time has the screen stay where it is
// while the cluster goes on: it would be out of sight at once.
func (m *Model) holds() bool {
	return m.play.on && m.page == layout.SpaceTime && m.cursors[layout.SpaceTimePane] != (frame.Thing{}) && m.at >= m.trace.oldest
}

// liveLookBack is how far the screen looks back for a Ready while the cluster goes on:
// a busy one makes more steps between two frames than can be read.
const liveLookBack = 128

// lookBackTo is the first step that is looked at for what led to the one that is shown.
func (m *Model) lookBackTo() int {
	if m.living != nil && m.play.on && !m.past() {
		return max(m.trace.oldest, m.at-liveLookBack)
	}
	return m.trace.oldest
}

// welcome is the status row of a live cluster that was not touched yet.
func (l *living) welcome() frame.Status {
	if l.Warning != "" {
		return frame.Status{Note: l.Warning, Error: true}
	}
	return frame.Status{Note: l.Hint}
}

// setPace pauses a live cluster, or lets it go on.
func (m *Model) setPace() tea.Cmd {
	if m.play.on {
		return m.run("pause")
	}
	return m.run("resume")
}
