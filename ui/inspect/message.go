package inspect

import (
	"fmt"
	"slices"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/paint"
	"raftviz/ui/views/messages"
)

func describeMessage(f *frame.Frame, t frame.Thing) *Description {
	j := journeyOf(f, int(t.Number), t.Step)
	if j.message == nil {
		return nil
	}
	d := aboutMessage(j.message)
	d.group(j.group())
	if j.sent >= 0 {
		d.See = append(d.See, fmt.Sprintf("goto %d", j.sent))
	}
	if j.end >= 0 {
		d.See = append(d.See, fmt.Sprintf("goto %d", j.end))
	}
	return d
}

// aboutMessage is what is in a message.
func aboutMessage(m *view.Message) *Description {
	d := &Description{Title: fmt.Sprintf("#%d %v %v → %v", m.ID, m.Type, m.From, m.To), Term: m.Type.String(), Tells: messages.Explain(m)}
	d.group(messageFields(m))
	d.group(entriesGroup("Entries", m.Entries))
	if m.Snapshot != nil {
		d.group(snapshotGroup(m.Snapshot))
	}
	return d
}

// messageFields are those of raftpb.Message that are set.
func messageFields(m *view.Message) Group {
	g := Group{Title: "raftpb.Message"}
	g.add("Type", m.Type.String())
	g.add("From", m.From.String())
	g.add("To", m.To.String())
	g.addTerm("Term", fmt.Sprint(m.Term), "message Term")
	for _, field := range []struct {
		name  string
		value uint64
		term  string
	}{
		{"LogTerm", m.LogTerm, "LogTerm"}, {"Index", m.Index, "message Index"}, {"Commit", m.Commit, "message Commit"},
	} {
		if field.value > 0 {
			g.addTerm(field.name, fmt.Sprint(field.value), field.term)
		}
	}
	if answers(m) || m.Reject {
		g.add("Reject", yes(m.Reject))
	}
	if m.Reject && m.RejectHint > 0 {
		g.add("RejectHint", fmt.Sprint(m.RejectHint))
	}
	if m.Context != "" {
		g.add("Context", fmt.Sprintf("%q", m.Context))
	}
	return g
}

// answers reports whether a message says yes or no.
func answers(m *view.Message) bool {
	switch m.Type {
	case raftpb.MsgAppResp, raftpb.MsgVoteResp, raftpb.MsgPreVoteResp:
		return true
	}
	return false
}

func entriesGroup(title string, entries []raftpb.Entry) Group {
	g := Group{Title: lang.F("%s: %s", title, paint.Entries(len(entries)))}
	for i := range entries {
		e := &entries[i]
		g.addTerm(position(e.Term, e.Index), view.SayData(e), "entry")
	}
	return g
}

func snapshotGroup(s *view.Snapshot) Group {
	g := Group{Title: "Snapshot"}
	g.addTerm("Metadata", position(s.Term, s.Index), "Snapshot")
	g.add("ConfState", s.Config.String())
	g.add("Data", lang.F("%d bytes: %s", len(s.Data), shortened(s.Data)))
	return g
}

// shownBytes is how much of data is shown.
const shownBytes = 400

func shortened(data []byte) string {
	if len(data) > shownBytes {
		return fmt.Sprintf("%q…", data[:shownBytes])
	}
	return fmt.Sprintf("%q", data)
}

// journey is what is known of a message's way, from the steps around one.
type journey struct {
	message *view.Message
	// flight is it on its way, nil where that was not seen.
	flight *view.InFlight
	// sent and end are the steps in which it was sent and came to its end, -1 where
	// that is not known; how says how it ended.
	sent, end int
	how       string
}

// reach is how many steps around one are looked through for a message's way.
const reach = frame.LookBack / 2

// journeyOf follows a message around a step in which it was there.
func journeyOf(f *frame.Frame, id, step int) journey {
	j := journey{sent: -1, end: -1}
	step = min(max(step, f.Oldest), f.Newest)
	for i := step; i >= f.Oldest && i > step-reach && j.sent < 0; i-- {
		j.see(f, f.Step(i), id)
	}
	for i := step + 1; i <= f.Newest && i < step+reach && j.end < 0 && j.message != nil; i++ {
		j.see(f, f.Step(i), id)
	}
	return j
}

// see takes in what a step says of the message.
func (j *journey) see(f *frame.Frame, s *view.Step, id int) {
	if i := slices.IndexFunc(s.Messages, func(m view.InFlight) bool { return m.ID == id }); i >= 0 && j.flight == nil {
		j.flight, j.message = &s.Messages[i], s.Messages[i].Message
	}
	for i := range s.Events {
		e := &s.Events[i]
		switch about := e.About.(type) {
		case *view.Message:
			if about.ID == id && e.What != view.Duplicated && e.What != view.Delayed {
				j.message, j.end, j.how = about, s.View.Step, f.EventText(s, i)
			}
		case *view.Ready:
			if e.What != view.Sent {
				continue
			}
			if k := slices.IndexFunc(about.Messages, func(m *view.Message) bool { return m.ID == id }); k >= 0 {
				j.message, j.sent = about.Messages[k], s.View.Step
			}
		}
	}
}

func (j *journey) group() Group {
	g := Group{Title: lang.T("its way")}
	sent := lang.T("some steps before those that were looked through")
	if j.sent >= 0 {
		sent = lang.F("step %d", j.sent)
	}
	if j.flight != nil {
		g.add("Sent", lang.F("%s, tick %d", sent, j.flight.Sent))
		g.add("Due", due(j.flight))
	} else {
		g.add("Sent", sent)
	}
	if j.end >= 0 {
		g.addWords("end", lang.F("step %d: %s", j.end, j.how))
	} else {
		g.addWords("end", lang.T("none yet"))
	}
	return g
}

// due is when a message comes.
func due(m *view.InFlight) string {
	if m.Due == view.OnWire {
		return lang.T("on the wire")
	}
	return lang.F("tick %d", m.Due)
}
