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
			p.onShaft(f)
		}
	}
}

// onShaft writes on the longest free part of a shaft.
func (p *picture) onShaft(f *flight) {
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
	for level := range labelLevels {
		p.label(f.Message, level)
		if (f.fate == lost || f.fate == away || f.to < 0) && level < labelLevels-1 {
			p.strays(f)
		}
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

// labelLevels is how many labels a message has, each shorter than the one before.
const labelLevels = 3

// label writes what a message is: at level 0 in full, then in ever fewer columns.
func (t *text) label(m *view.Message, level int) {
	word := name(m)
	if short := shortNames[m.Type]; short[0] != "" && level > 0 {
		word = short[level-1]
	} else if m.Type == raftpb.MsgHeartbeat || m.Type == raftpb.MsgHeartbeatResp {
		word = "Hb" + word[len("Heartbeat"):]
	}
	t.add(word)
	switch m.Type {
	case raftpb.MsgApp:
		if level == 0 {
			t.add(" ").num(m.LogTerm).add("/").num(m.Index)
			if n := len(m.Entries); n > 0 {
				t.add("+").num(uint64(n))
			}
		}
	case raftpb.MsgAppResp:
		t.gap(word).add(verdict(m)).num(m.Index)
	case raftpb.MsgVoteResp, raftpb.MsgPreVoteResp:
		t.gap(word).add(verdict(m))
	case raftpb.MsgSnap:
		if m.Snapshot != nil && level < 2 {
			t.add(" ").num(m.Snapshot.Index)
		}
	}
}

// gap adds a blank behind a word, if there is one.
func (t *text) gap(word string) *text {
	if word != "" {
		t.add(" ")
	}
	return t
}

// shortNames are the names of messages for little room, and for less. A name that
// is left out there says itself by its number or its verdict.
var shortNames = map[raftpb.MessageType][2]string{
	raftpb.MsgApp: {"App", "App"}, raftpb.MsgAppResp: {"Resp", ""}, raftpb.MsgSnap: {"Snap", "Snap"},
	raftpb.MsgVote: {"Vote", "Vote"}, raftpb.MsgVoteResp: {"Resp", ""},
	raftpb.MsgPreVote: {"PreV", "Pre"}, raftpb.MsgPreVoteResp: {"Resp", ""},
	raftpb.MsgHeartbeat: {"Hb", "Hb"}, raftpb.MsgHeartbeatResp: {"Hb", "Hb"},
	raftpb.MsgTimeoutNow: {"Now", "Now"}, raftpb.MsgProp: {"Prop", "Prop"}, raftpb.MsgTransferLeader: {"Lead", "Lead"},
	raftpb.MsgReadIndex: {"Read", "Read"}, raftpb.MsgReadIndexResp: {"Read", "Read"},
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
