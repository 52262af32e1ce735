package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster"
	"raftviz/cluster/disk"
	"raftviz/cluster/view"
	"raftviz/ui/chronicle"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// What views need besides steps is looked up by the engine, between commands: a
// node's files, and whether the clients' operations are linearizable.

// lookups are what was looked up.
type lookups struct {
	// looking is set while the engine looks something up.
	looking bool
	// lab is the cluster that disk and verdict are of. Each is nil before it was
	// looked up.
	lab     *cluster.Lab
	disk    *frame.Disk
	verdict *frame.Verdict
	// listed is when disk was asked for, and listing how long it took.
	listed  time.Time
	listing time.Duration
	// checked is the step after which the user has asked for the verdict.
	checked int
}

// finding is what the engine has looked up; of disk and verdict one is nil, or both
// where a command came first.
type finding struct {
	lab     *cluster.Lab
	disk    *frame.Disk
	verdict *frame.Verdict
}

// How often files are read at most while steps are made, how much of the time may go
// into it, and how many operations are checked without being asked.
const (
	listingInterval = 300 * time.Millisecond
	listingShare    = 4 // one part in so many
	maxJudged       = 2000
)

// lookUp has the engine look up what the view lacks, if no command runs.
func (m *Model) lookUp() tea.Cmd {
	if m.known.looking || m.running != nil || m.trace.lab == nil {
		return nil
	}
	switch {
	case m.page == layout.Disk && m.wantsFiles():
		return m.listFiles()
	case m.page == layout.KeyValue && m.wantsVerdict():
		return m.judge()
	}
	return nil
}

// wantsFiles reports whether there are newer files than those that were read.
func (m *Model) wantsFiles() bool {
	switch d := m.knownDisk(); {
	case d == nil:
		return true
	case d.Step >= m.trace.newest():
		return false
	}
	return !m.play.on || time.Since(m.known.listed) >= max(listingInterval, listingShare*m.known.listing)
}

// knownDisk is what was read of the selected node's files, nil for nothing.
func (m *Model) knownDisk() *frame.Disk {
	if m.known.disk == nil || m.known.lab != m.trace.lab || m.known.disk.Node != m.selected {
		return nil
	}
	return m.known.disk
}

func (m *Model) listFiles() tea.Cmd {
	m.known.looking, m.known.listed = true, time.Now()
	e, lab, id := m.engine, m.trace.lab, m.selected
	return func() tea.Msg { return lookedUpMsg{e.files(lab, id)} }
}

// knownVerdict is the newest one on a step that is not after the one looked at,
// nil for none.
func (m *Model) knownVerdict() *frame.Verdict {
	if m.known.verdict == nil || m.known.lab != m.trace.lab || m.known.verdict.Step > m.at {
		return nil
	}
	return m.known.verdict
}

// judged reports whether operations are checked without being asked: there are
// not too many.
func (m *Model) judged() bool { return len(m.chronicle.OperationsUpTo(m.at)) <= maxJudged }

// wantsVerdict reports whether an operation began or ended since the last
// verdict, or the user has asked for one.
func (m *Model) wantsVerdict() bool {
	v := m.knownVerdict()
	if m.play.on || v != nil && v.Step == m.at {
		return false
	}
	if m.known.checked == m.at && m.at > 0 {
		return true
	}
	return m.judged() && (v == nil || changedSince(&m.chronicle, v.Step, m.at))
}

// changedSince reports whether an operation was asked for or ended after a step,
// up to another.
func changedSince(c *chronicle.Chronicle, since, at int) bool {
	all := c.OperationsUpTo(at)
	for i := range all {
		if o := &all[i]; o.Asked > since || o.End > since && o.End <= at {
			return true
		}
	}
	return false
}

func (m *Model) judge() tea.Cmd {
	m.known.looking = true
	e, lab, at := m.engine, m.trace.lab, m.at
	return func() tea.Msg { return lookedUpMsg{e.verdict(lab, at)} }
}

// lookedUp takes in what was looked up.
func (m *Model) lookedUp(f finding) {
	m.known.looking = false
	if f.disk == nil && f.verdict == nil {
		return
	}
	if f.lab != m.known.lab {
		m.known.lab, m.known.disk, m.known.verdict = f.lab, nil, nil
	}
	if f.disk != nil {
		m.known.disk, m.known.listing = f.disk, time.Since(m.known.listed)
	}
	if f.verdict != nil {
		m.known.verdict = f.verdict
	}
}

// files reads a node's files, unless a command runs or has made lab the past. A live
// cluster waits only while they are taken, not while they are listed: with a long WAL
// that takes as long as an election.
func (e *engine) files(lab *cluster.Lab, id view.NodeID) (f finding) {
	d := &frame.Disk{Node: id}
	var taken *disk.Taken
	e.between(lab, func() {
		f = finding{lab: lab, disk: d}
		d.Step = lab.Len() - 1
		if lab.Live() {
			taken, d.Err = lab.TakeDisk(id)
		} else {
			d.Listing, d.Err = lab.Disk(id)
		}
	})
	if taken != nil {
		d.Listing, d.Err = taken.List()
	}
	return f
}

// verdict checks the clients' operations up to a step likewise.
func (e *engine) verdict(lab *cluster.Lab, at int) (f finding) {
	e.between(lab, func() {
		v := &frame.Verdict{Step: at, Operations: lab.Operations(at), Violations: lab.Linearizable(at)}
		f = finding{lab: lab, verdict: v}
	})
	return f
}

// between looks something up in lab if no command is being run, and it is the
// cluster that the driver has.
func (e *engine) between(lab *cluster.Lab, look func()) {
	if !e.using.TryLock() {
		return
	}
	defer e.using.Unlock()
	if e.do.Lab() == lab {
		lab.Lock()
		defer lab.Unlock()
		look()
	}
}
