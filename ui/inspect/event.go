package inspect

import (
	"fmt"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/report"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
)

func describeEvent(f *frame.Frame, t frame.Thing) *Description {
	if t.Step < 0 || t.Step > f.Newest {
		return nil
	}
	s := f.Step(t.Step)
	if t.Number >= uint64(len(s.Events)) {
		return nil
	}
	e := &s.Events[t.Number]
	d := &Description{Title: lang.F("%s, step %d", report.EventName(e.What), t.Step), Term: eventTerms[e.What]}
	d.Tells = lang.F("%s.", f.EventText(s, int(t.Number)))
	d.group(eventFields(e))
	d.about(e)
	d.group(stepFields(f, s))
	d.See = append(d.See, fmt.Sprintf("goto %d", t.Step))
	return d
}

// eventTerms are the words behind events that are about a number or a node.
var eventTerms = map[view.What]string{
	view.Ticked: "tick", view.RoleChanged: "RaftState", view.TermChanged: "Term", view.Voted: "Vote", view.LeaderChanged: "Lead",
	view.CommitAdvanced: "Commit", view.Published: "Applied", view.AppendedStorage: "append-storage", view.Advanced: "advance",
	view.SavedSnapshot: "save-snapshot", view.AppliedSnapshot: "apply-snapshot", view.TriggeredSnapshot: "trigger-snapshot",
	view.Compacted: "Compacted", view.TransferStarted: "Transferee", view.TimeoutSet: "ElectionTimeout", view.ConfigProposed: "ConfChange",
	view.Armed: "CrashAt", view.DiskArmed: "FailDiskAt", view.RuleBroken: "Broken", view.RuleObeyed: "Broken", view.Stopped: "Failure",
}

// eventFields are those that are set.
func eventFields(e *view.Event) Group {
	g := Group{Title: lang.T("event")}
	g.add("What", report.EventName(e.What))
	for _, n := range []struct {
		name string
		id   view.NodeID
	}{{"Node", e.Node}, {"Peer", e.Peer}} {
		if n.id != 0 {
			g.addTerm(n.name, n.id.String(), noTerm)
		}
	}
	for _, n := range []struct {
		name  string
		value int64
	}{{"Term", int64(e.Term)}, {"Index", int64(e.Index)}, {"Count", int64(e.Count)}, {"Bytes", int64(e.Bytes)}} {
		if n.value != 0 {
			g.add(n.name, fmt.Sprint(n.value))
		}
	}
	if e.What == view.SavedWAL || e.What == view.SavedSnapshot {
		g.addTerm("Synced", yes(e.Synced), "Where")
	}
	if e.Text != "" {
		g.add("Text", textOf(e))
	}
	return g
}

// textOf is an event's text in the language in use. A note is its author's, and raft's
// log is raft's.
func textOf(e *view.Event) string {
	switch e.What {
	case view.RoleChanged, view.Ticked:
		return lang.T(e.Text)
	case view.Noted, view.Raft:
		return e.Text
	}
	return view.Recorded(e.Text)
}

// about adds what the event is about.
func (d *Description) about(e *view.Event) {
	switch about := e.About.(type) {
	case *view.Message:
		m := aboutMessage(about)
		d.Term = m.Term
		d.Tells += " " + m.Tells
		d.Groups = append(d.Groups, m.Groups...)
	case *view.Ready:
		d.Term = "Ready"
		for _, g := range readyGroups(about) {
			d.group(g)
		}
	case *raftpb.Entry:
		d.Term = "entry"
		d.group(entryFields(about))
	case *view.Request:
		d.Term = "operation"
		d.group(requestFields(about))
	case *view.Violation:
		d.Term = about.Property.String()
		d.group(violationFields(about))
		d.See = append(d.See, fmt.Sprintf("goto %d", about.Steps[0]))
	}
}

func violationFields(v *view.Violation) Group {
	g := Group{Title: lang.T("violation")}
	g.addTerm("Property", v.Property.String(), v.Property.String())
	g.add("Nodes", nodes(v.Nodes))
	if v.Term > 0 {
		g.add("Term", fmt.Sprint(v.Term))
	}
	if v.Index > 0 {
		g.add("Index", fmt.Sprint(v.Index))
	}
	g.addTerm("Steps", lang.F("%d and %d", v.Steps[0], v.Steps[1]), "step")
	g.add("Text", v.Says())
	return g
}

// stepFields are those of the step that something belongs to.
func stepFields(f *frame.Frame, s *view.Step) Group {
	g := Group{Title: lang.T("step")}
	g.addTerm(lang.T("number"), lang.F("%d of %d", s.View.Step, f.Newest), "step")
	g.add("Kind", s.Kind.String())
	if s.Node != 0 {
		g.addTerm("Node", s.Node.String(), noTerm)
	}
	if s.Stage != view.NoStage {
		g.addTerm("Stage", s.Stage.String(), s.Stage.String())
	}
	g.add("Tick", fmt.Sprint(s.View.Tick))
	g.addWords("command", commandOf(f, s))
	return g
}

// commandOf is the command that caused a step.
func commandOf(f *frame.Frame, s *view.Step) string {
	if s.Command == 0 {
		return lang.T("none: the start")
	}
	if f.Commands != nil {
		if line := f.Commands(s.Command); line != "" {
			return lang.F("%s  (number %d)", line, s.Command)
		}
	}
	return lang.F("number %d", s.Command)
}

func describeMoment(f *frame.Frame, t frame.Thing) *Description {
	if t.Step < 0 || t.Step > f.Newest {
		return nil
	}
	s := f.Step(t.Step)
	d := &Description{Title: lang.F("step %d", t.Step), Term: "step"}
	d.group(stepFields(f, s))
	d.group(eventsOf(f, s))
	d.See = []string{fmt.Sprintf("goto %d", t.Step)}
	return d
}
