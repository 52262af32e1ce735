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
		if f.end >= p.lo && f.end < p.hi {
			p.label(f)
		}
	}
}

// label writes on the longest free part of a shaft.
func (p *picture) label(f *flight) {
	from, tip := p.reach(f)
	a, b := min(from, tip+1), max(from, tip-1)
	if f.direction() > 0 {
		a, b = from, tip-1
	} else {
		a, b = tip+1, from
	}
	y := p.y(f.end)
	start, length := p.stretch(a, b, y, f.direction())
	text := labelFor(f, length-2)
	if text == "" {
		return
	}
	w := grid.Width(text) + 2
	x := start + (length-w)/2
	style := paint.KindStyle(f.Message)
	p.put(x, y, ' ', style)
	p.write(x+1, y, style, text)
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
func labelFor(f *flight, room int) string {
	long, short := labelOf(f.Message)
	if f.fate == lost || f.to < 0 {
		to := "→" + f.To.String()
		long, short = long+to, short+to
	}
	switch {
	case grid.Width(long) <= room:
		return long
	case grid.Width(short) <= room:
		return short
	}
	return ""
}

// labelOf is what a message is, in a few columns and in fewer.
func labelOf(m *view.Message) (long, short string) {
	switch m.Type {
	case raftpb.MsgApp:
		long = "App " + number(m.LogTerm) + "/" + number(m.Index)
		if n := len(m.Entries); n > 0 {
			long += "+" + number(uint64(n))
		}
		return long, "App"
	case raftpb.MsgAppResp:
		if m.Reject {
			return "AppResp ✗ " + number(m.Index), "✗"
		}
		return "AppResp " + number(m.Index), number(m.Index)
	case raftpb.MsgVoteResp, raftpb.MsgPreVoteResp:
		sign := "✓"
		if m.Reject {
			sign = "✗"
		}
		return m.Type.String()[3:] + " " + sign, sign
	case raftpb.MsgHeartbeat:
		return "Hb", "Hb"
	case raftpb.MsgHeartbeatResp:
		return "HbResp", "Hb"
	case raftpb.MsgSnap:
		if m.Snapshot != nil {
			return "Snap " + number(m.Snapshot.Index), "Snap"
		}
		return "Snap", "Snap"
	}
	name := m.Type.String()[3:]
	return name, name
}
