package spacetime

import (
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
)

// labels writes on the shafts what the messages are, where there is room.
func (p *picture) labels() {
	for i := range p.flights {
		f := &p.flights[i]
		if f.end >= p.lo && f.end < p.hi && f.slot == 0 {
			p.label(f)
		}
	}
}

// label writes on the longest free part of a shaft.
func (p *picture) label(f *flight) {
	from, tip := p.reach(f)
	y := p.y(f.end)
	start, length := p.stretch(min(from, tip+1), max(from, tip-1), y, f.direction())
	words := p.labelFor(f, length-2)
	if words == "" {
		return
	}
	w := grid.Width(words) + 2
	x := start + (length-w)/2
	style := paint.KindStyle(f.Message)
	p.put(x, y, ' ', style)
	p.write(x+1, y, style, words)
	p.put(x+w-1, y, ' ', style)
}

// stretch is the longest part of a row between two columns in which there is
// nothing but a level line; of several as long the one at the tip.
func (p *picture) stretch(a, b, y, side int) (start, length int) {
	run := 0
	for x := a; x <= b+1; x++ {
		if c := p.at(x, y); x <= b && c != nil && c.r == 0 && c.lines == left|right {
			run++
			continue
		}
		if run > length || run == length && side > 0 {
			start, length = x-run, run
		}
		run = 0
	}
	return start, length
}

// labelFor is what a message is in so many columns, "" where they are too few.
func (p *picture) labelFor(f *flight, room int) string {
	for _, say := range []func(*view.Message){p.labelLong, p.labelShort} {
		say(f.Message)
		if f.fate == lost || f.to < 0 {
			p.strays(f)
		}
		if words := p.end(); grid.Width(words) <= room {
			return words
		}
	}
	if f.behind > 0 {
		p.labelShort(f.Message)
		if words := p.end(); grid.Width(words) <= room {
			return words
		}
	}
	return ""
}

// strays adds to whom lost messages were sent: their arrow does not show it.
func (p *picture) strays(f *flight) {
	p.add("→").node(f.To)
	for i := f.head + 1; i < len(p.flights) && f.behind > 0; i++ {
		if o := &p.flights[i]; o.head == f.head && o.slot > 0 {
			p.add(" ").node(o.To)
		}
	}
}

// labelLong says what a message is in a few words.
func (p *picture) labelLong(m *view.Message) {
	switch m.Type {
	case raftpb.MsgApp:
		p.add("App ").num(m.LogTerm).add("/").num(m.Index)
		if n := len(m.Entries); n > 0 {
			p.add("+").num(uint64(n))
		}
	case raftpb.MsgAppResp:
		p.add("AppResp ", verdict(m)).num(m.Index)
	case raftpb.MsgVoteResp, raftpb.MsgPreVoteResp:
		p.add(name(m), " ", verdict(m))
	case raftpb.MsgHeartbeat:
		p.add("Hb")
	case raftpb.MsgHeartbeatResp:
		p.add("HbResp")
	case raftpb.MsgSnap:
		p.add("Snap")
		if m.Snapshot != nil {
			p.add(" ").num(m.Snapshot.Index)
		}
	default:
		p.add(name(m))
	}
}

// labelShort says the same in a word.
func (p *picture) labelShort(m *view.Message) {
	switch m.Type {
	case raftpb.MsgAppResp:
		p.add(verdict(m)).num(m.Index)
	case raftpb.MsgVoteResp, raftpb.MsgPreVoteResp:
		p.add(verdict(m))
	case raftpb.MsgHeartbeatResp:
		p.add("Hb")
	default:
		p.add(shortNames[m.Type])
	}
}

var shortNames = map[raftpb.MessageType]string{
	raftpb.MsgApp: "App", raftpb.MsgVote: "Vote", raftpb.MsgPreVote: "PreV", raftpb.MsgHeartbeat: "Hb",
	raftpb.MsgSnap: "Snap", raftpb.MsgTimeoutNow: "Now", raftpb.MsgProp: "Prop", raftpb.MsgReadIndex: "Read",
	raftpb.MsgReadIndexResp: "Read", raftpb.MsgTransferLeader: "Lead",
}

// name is raft's name of a message's type without what they all begin with.
func name(m *view.Message) string { return m.Type.String()[len("Msg"):] }

// verdict is whether an answer says yes. An AppResp that agrees says it by its index.
func verdict(m *view.Message) string {
	switch {
	case m.Reject:
		return "✗"
	case m.Type == raftpb.MsgAppResp:
		return ""
	}
	return "✓"
}
