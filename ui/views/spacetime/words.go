package spacetime

import (
	"strings"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// drawWords writes beside the marks what happened, where there is room.
func (p *picture) drawWords() {
	for i := range p.marks {
		m := &p.marks[i]
		if m.row >= p.lo && m.row < p.hi {
			p.markWords(m)
		}
	}
	for r := max(p.hi-1, p.lo); r < p.hi; r++ {
		if p.rows[r].kind == present {
			p.stages(r)
		}
	}
}

func (p *picture) markWords(m *mark) {
	side := m.side
	if side == 0 {
		side = 1
	}
	long := p.sayAll(m)
	if p.beside(m, long, side) || p.beside(m, long, -side) {
		return
	}
	if main := p.sayMain(m); main != long && !p.beside(m, main, side) {
		p.beside(m, main, -side)
	}
}

// beside writes a mark's words on one side of it, if there is room.
func (p *picture) beside(m *mark, words string, side int) bool {
	return p.words(p.x[m.lane], p.y(m.row), side, theme.Text, words)
}

// words writes words beside a lane, and reports whether there was room.
func (p *picture) words(lane, y, side int, style grid.Style, words string) bool {
	w := grid.Width(words)
	x, ok := p.room(lane, y, side, w)
	if !ok {
		return false
	}
	if side < 0 {
		x -= w - 1
	}
	p.write(x, y, style, words)
	return true
}

// room is where words of so many columns can begin beside a lane, counted away
// from it: with a blank column around them, and behind its tracks where that
// must be.
func (p *picture) room(lane, y, side, columns int) (x int, ok bool) {
	free := 0
	for x = lane + side; (x-lane)*side <= p.gap; x += side {
		c := p.at(x, y)
		switch {
		case c != nil && c.empty():
			free++
		case c == nil && free > columns:
			return x - side*columns, true
		case c == nil || c.r != 0 && free == 0 && x == lane+side:
			return x, false
		default:
			free = 0
		}
		if free == columns+2 {
			return x - side*columns, true
		}
	}
	return x, false
}

// stages says which stage comes next on the nodes that have a Ready in hand.
func (p *picture) stages(r int) {
	for i, id := range p.lanes {
		if n := p.rows[r].after.Node(id); n != nil && n.Ready != nil {
			words := p.add(lang.T("next: "), n.Stage.String()).end()
			if !p.words(p.x[i], p.y(r), 1, theme.Accent, words) {
				p.words(p.x[i], p.y(r), -1, theme.Accent, words)
			}
		}
	}
}

// sayAll says all that a mark stands for, in the order in which it happened.
func (p *picture) sayAll(m *mark) string {
	id, committed := p.lanes[m.lane], uint64(0)
	for _, s := range m.steps[:m.count] {
		for i := range s.Events {
			e := &s.Events[i]
			if e.Node != id || glyphOf(e).rank == 0 || implied(s, e) {
				continue
			}
			if !p.empty() {
				p.add(lang.T(", "))
			}
			if e.What == view.Published && e.Index == committed {
				p.add(lang.T("applied"))
				continue
			}
			if e.What == view.CommitAdvanced {
				committed = e.Index
			}
			p.say(e, false)
		}
	}
	return p.end()
}

// implied reports whether another event of a step says the same.
func implied(s *view.Step, e *view.Event) bool {
	var other view.What
	switch e.What {
	case view.TermChanged:
		if s.View.Node(e.Node).Role == view.Follower {
			return false
		}
		other = view.RoleChanged
	case view.Published:
		other = view.ConfigChanged
	case view.Campaigned:
		other = view.RoleChanged
	default:
		return false
	}
	for i := range s.Events {
		if o := &s.Events[i]; o.What == other && o.Node == e.Node {
			return true
		}
	}
	return false
}

// sayMain says the most telling of what a mark stands for.
func (p *picture) sayMain(m *mark) string {
	var best *view.Event
	id := p.lanes[m.lane]
	for _, s := range m.steps[:m.count] {
		for i := range s.Events {
			if e := &s.Events[i]; e.Node == id && glyphOf(e).rank > 0 && (best == nil || glyphOf(e).rank >= glyphOf(best).rank) {
				best = e
			}
		}
	}
	if best != nil {
		p.say(best, true)
	}
	return p.end()
}

// say says an event in a few words, or in fewer.
func (p *picture) say(e *view.Event, brief bool) {
	switch e.What {
	case view.Crashed:
		p.add(view.Recorded(e.Text))
	case view.Stopped:
		p.add(lang.T("stopped"))
	case view.Started:
		p.add(startWords(e.Text))
	case view.RoleChanged:
		p.sayRole(e, brief)
	case view.TermChanged:
		p.add(lang.T("term ")).num(e.Term)
	case view.Voted:
		p.add(lang.T("votes ")).node(e.Peer)
	case view.CommitAdvanced:
		p.add(lang.T("commit ")).num(e.Index)
	case view.Published:
		p.add(lang.T("applied ")).num(e.Index)
	case view.TriggeredSnapshot:
		p.add(lang.T("snapshot ")).num(e.Index)
	case view.AppliedSnapshot:
		from := lang.T("from snapshot ")
		if brief {
			from = lang.T("snapshot ")
		}
		p.add(from).num(e.Index)
	case view.ConfigChanged, view.ConfigRejected:
		p.sayConfig(e)
	default:
		p.sayRequest(e)
	}
}

// node adds a node's name.
func (t *text) node(id view.NodeID) *text { return t.add("n").num(uint64(id)) }

func startWords(how string) string {
	switch {
	case strings.HasSuffix(how, "files"):
		return lang.T("restarts")
	case strings.HasSuffix(how, "join"):
		return lang.T("starts, to join")
	}
	return lang.T("starts")
}

func (p *picture) sayRole(e *view.Event, brief bool) {
	switch {
	case e.Text == view.Leader.String() && brief:
		p.add(lang.T("leads"))
	case e.Text == view.Leader.String():
		p.add(lang.T("leads term ")).num(e.Term)
	case e.Text == view.Candidate.String() && !brief:
		p.add(lang.T("candidate, term ")).num(e.Term)
	default:
		p.add(lang.T(e.Text))
	}
}

func (p *picture) sayConfig(e *view.Event) {
	did := lang.T("applied ")
	if e.What == view.ConfigRejected {
		did = lang.T("not applied: ")
	}
	p.add(did)
	if entry, ok := e.About.(*raftpb.Entry); ok {
		p.add(view.SayData(entry))
	}
}

// sayRequest says what a user or a client asked for, and how it ended.
func (p *picture) sayRequest(e *view.Event) {
	switch e.What {
	case view.Proposed:
		p.request(e)
	case view.Acknowledged:
		p.request(e).add(" ✓")
	case view.Abandoned:
		p.request(e).add(" ✗")
	case view.Got:
		p.add("get: ", view.Recorded(e.Text))
	case view.Refused:
		p.add(lang.T("refused"))
	case view.Undecodable:
		p.add(lang.T("skipped an entry"))
	case view.Omitted:
		p.add(lang.T("did not "), view.Recorded(e.Text))
	case view.ConfigProposed:
		p.add(e.Text)
	case view.TransferStarted:
		p.add(lang.T("transfer to ")).node(e.Peer)
	case view.Campaigned:
		p.add(lang.T("campaign"))
	case view.TimeoutSet:
		p.add(lang.T("timeout ")).num(uint64(e.Count))
	case view.Armed:
		p.add(lang.F("to crash at %s", e.Text))
	case view.DiskArmed:
		p.add(lang.F("disk to fail at %s", e.Text))
	}
}

// request adds what a client asked for: "put x=1".
func (p *picture) request(e *view.Event) *text {
	r, ok := e.About.(*view.Request)
	switch {
	case !ok:
		return p.add(lang.T("request"))
	case r.Kind == view.ReadRequest && r.Found:
		return p.add("read ", r.Key, "=", r.Value)
	case r.Kind == view.ReadRequest:
		return p.add("read ", r.Key)
	}
	return p.add("put ", r.Key, "=", r.Value)
}
