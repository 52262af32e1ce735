// Package frametest makes frames of real clusters, for the tests of the views.
package frametest

import (
	"errors"
	"slices"
	"testing"

	"raftviz/cluster"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
	"raftviz/ui/chronicle"
	"raftviz/ui/filter"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// Of is the frame of a view after the lines of the command language were run;
// the screen selects node 1. The test fails when a line does, but not when a safety
// property is violated.
func Of(t testing.TB, page layout.Page, lines ...string) *frame.Frame {
	t.Helper()
	return of(run(t, lines), page)
}

// Kept is such a frame of a cluster that keeps so many steps.
func Kept(t testing.TB, keep int, page layout.Page, lines ...string) *frame.Frame {
	t.Helper()
	s := session.New("")
	s.Keep(keep)
	return of(runOn(t, s, lines), page)
}

// Filtered is such a frame whose events are those that match the text of a filter.
func Filtered(t testing.TB, page layout.Page, text string, lines ...string) *frame.Frame {
	t.Helper()
	s := run(t, lines)
	f, lab := of(s, page), s.Lab()
	wanted, err := filter.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	f.Found = filter.New(wanted, f.Raft, lab.Len())
	f.Found.Take(0, lab.Len(), f.Found.Scan(lab, 0, lab.Len()))
	return f
}

// Files is the frame of the view of node id's files likewise.
func Files(t testing.TB, id view.NodeID, lines ...string) *frame.Frame {
	t.Helper()
	s := run(t, lines)
	f := of(s, layout.Disk)
	Select(f, id)
	f.Disk = &frame.Disk{Node: id, Step: f.Newest}
	f.Disk.Listing, f.Disk.Err = s.Lab().Disk(id)
	return f
}

// run is a session that has run the lines.
func run(t testing.TB, lines []string) *session.Session {
	t.Helper()
	return runOn(t, session.New(""), lines)
}

func runOn(t testing.TB, s *session.Session, lines []string) *session.Session {
	t.Helper()
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, line := range lines {
		var violated *cluster.Violated
		if _, err := s.Do(line); err != nil && !errors.As(err, &violated) {
			t.Fatalf("%s: %v", line, err)
		}
	}
	return s
}

// of is the frame of a session.
func of(s *session.Session, page layout.Page) *frame.Frame {
	lab := s.Lab()
	past := &chronicle.Chronicle{}
	past.Grow(lab, lab.Len())
	f := &frame.Frame{
		Title: "lab", Step: lab.Step, At: s.At(), Oldest: lab.Oldest(), Newest: lab.Len() - 1,
		Settings: lab.Settings(), Upcoming: lab.Upcoming(), Chronicle: past, Checks: true, Branches: s.Branches(),
		Phrases: &frame.Phrases{},
		Play:    frame.Play{Speed: "1×"}, Page: page, Focus: page.Main(),
		Commands: func(i int) string { return command(lab.Commands(), i) },
	}
	if page == layout.KeyValue {
		f.Verdict = &frame.Verdict{Step: f.At, Operations: lab.Operations(f.At), Violations: lab.Linearizable(f.At)}
	}
	Select(f, 1)
	return f
}

// Select selects a node of the frame.
func Select(f *frame.Frame, id view.NodeID) {
	f.Selected = id
	f.Ready = frame.ReadySteps(f.Step, id, f.Oldest, f.At)
}

func command(all []string, i int) string {
	if i < 1 || i > len(all) {
		return ""
	}
	return all[i-1]
}

// Things are those of a kind that the frame's spots have, in their order.
func Things(f *frame.Frame, k frame.Kind) []frame.Thing {
	var things []frame.Thing
	for _, s := range f.Spots {
		if s.Thing.Kind == k && !slices.Contains(things, s.Thing) {
			things = append(things, s.Thing)
		}
	}
	return things
}
