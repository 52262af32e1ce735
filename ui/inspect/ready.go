package inspect

import (
	"fmt"
	"slices"
	"strings"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/paint"
)

// readyOf is the Ready that a thing of a node is of: the one that the screen
// shows, nil for none.
func readyOf(f *frame.Frame, id view.NodeID) *view.Ready {
	if id == f.Selected {
		return f.Hand()
	}
	if n := f.View().Node(id); n != nil {
		return n.Ready
	}
	return nil
}

func describeStage(f *frame.Frame, t frame.Thing) *Description {
	n := f.View().Node(t.Node)
	if n == nil || t.Number == 0 || t.Number > uint64(view.Advance) {
		return nil
	}
	stage := view.Stage(t.Number)
	d := &Description{Title: lang.F("%s of %v", stage, n.ID), Term: stage.String()}
	g := Group{Title: lang.T("stage")}
	rd := readyOf(f, t.Node)
	if rd == nil {
		g.addTerm("Ready", lang.T("none is shown"), "Ready")
		d.group(g)
		return d
	}
	g.addTerm("Ready", fmt.Sprintf("#%d: %v", rd.Number, rd), "Ready")
	g.add("Plan", stageNames(rd.Plan))
	g.addWords("stage", stageState(n, rd, stage))
	for _, s := range f.Ready {
		if s.Kind == view.KindStage && s.Stage == stage {
			g.addWords("step", fmt.Sprint(s.View.Step))
			d.See = []string{fmt.Sprintf("goto %d", s.View.Step)}
			d.group(g)
			d.group(eventsOf(f, s))
			return d
		}
	}
	d.group(g)
	return d
}

func stageNames(plan []view.Stage) string {
	names := make([]string, len(plan))
	for i, s := range plan {
		names[i] = s.String()
	}
	return strings.Join(names, ", ")
}

// stageState says how far a stage of the Ready is.
func stageState(n *view.Node, rd *view.Ready, stage view.Stage) string {
	at := slices.Index(rd.Plan, stage)
	switch {
	case at < 0:
		return lang.T("skipped: there is nothing for it to do")
	case n.Ready == nil || n.Ready.Number != rd.Number:
		return lang.T("done, or cut short by the node's end")
	case n.Stage == stage:
		return lang.In("stage", "next")
	case at < slices.Index(rd.Plan, n.Stage):
		return lang.T("done")
	}
	return lang.T("to come")
}

// eventsOf are a step's events, in words.
func eventsOf(f *frame.Frame, s *view.Step) Group {
	g := Group{Title: lang.F("events of step %d", s.View.Step)}
	for i := range s.Events {
		g.addTerm(fmt.Sprint(i+1), f.EventText(s, i), noTerm)
	}
	return g
}

func describeReadyField(f *frame.Frame, t frame.Thing) *Description {
	rd := readyOf(f, t.Node)
	if rd == nil {
		return nil
	}
	d := &Description{Title: lang.F("%s of Ready #%d of %v", t.Name, rd.Number, t.Node), Term: readyTerm(t.Name)}
	for _, g := range readyGroups(rd) {
		// No field's name begins with another's.
		if strings.HasPrefix(g.Title, t.Name) {
			d.group(g)
		}
	}
	if len(d.Groups) == 0 {
		d.Tells = lang.F("It is empty in this Ready: %v.", rd)
	}
	return d
}

// readyTerm is the word that explains a field of a Ready.
func readyTerm(name string) string {
	switch name {
	case "Entries", "Snapshot":
		return "Ready " + name
	}
	return name
}

// readyGroups are the fields of a Ready that are set, each decoded.
func readyGroups(rd *view.Ready) []Group {
	var groups []Group
	if s := rd.Soft; s != nil {
		g := Group{Title: "SoftState"}
		g.add("Lead", paint.Node(view.NodeID(s.Lead)))
		g.add("RaftState", strings.TrimPrefix(s.RaftState.String(), "State"))
		groups = append(groups, g)
	}
	if hs := rd.Hard; !raft.IsEmptyHardState(hs) {
		g := Group{Title: "HardState"}
		g.add("Term", fmt.Sprint(hs.Term))
		g.add("Vote", paint.Node(view.NodeID(hs.Vote)))
		g.add("Commit", fmt.Sprint(hs.Commit))
		groups = append(groups, g)
	}
	if len(rd.ReadStates) > 0 {
		g := Group{Title: "ReadStates"}
		for _, s := range rd.ReadStates {
			g.addTerm(fmt.Sprintf("%q", s.RequestCtx), fmt.Sprintf("Index %d", s.Index), "ReadIndex")
		}
		groups = append(groups, g)
	}
	groups = append(groups, someEntries("Entries", rd.Entries)...)
	if rd.Snapshot != nil {
		groups = append(groups, snapshotGroup(rd.Snapshot))
	}
	groups = append(groups, someEntries("CommittedEntries", rd.CommittedEntries)...)
	if len(rd.Messages) > 0 {
		g := Group{Title: "Messages"}
		for _, m := range rd.Messages {
			g.addTerm(fmt.Sprintf("#%d", m.ID), m.String(), m.Type.String())
		}
		groups = append(groups, g)
	}
	return append(groups, Group{Title: "MustSync", Rows: []Row{{Name: "MustSync", Value: yes(rd.MustSync)}}})
}

func someEntries(title string, entries []raftpb.Entry) []Group {
	if len(entries) == 0 {
		return nil
	}
	return []Group{entriesGroup(title, entries)}
}
