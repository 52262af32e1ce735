package inspect

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/glossary"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// The columns of a dialog's text on screens of 80, 120 and 200 columns.
const (
	narrow = 72
	middle = 112
	roomy  = 160
)

// story is a cluster of three with a put on its way, a Ready in hand, and a read.
var story = []string{
	"cluster seed=42 heartbeat=3 delay=1", "settle", "until leader != 0", "settle", "put x 1", "run 8", "put y 2", "ready 2", "put z 3",
	`until node(2).stage == "send"`,
}

func thing(kind frame.Kind, node view.NodeID, number uint64) frame.Thing {
	return frame.Thing{Kind: kind, Node: node, Number: number}
}

// things are one of each kind, in the story.
func things(f *frame.Frame) map[string]frame.Thing {
	message := f.View().Messages[0].ID
	return map[string]frame.Thing{
		"node":            thing(frame.Node, 1, 0),
		"leader":          thing(frame.Node, 2, 0),
		"message":         {Kind: frame.Message, Number: uint64(message), Step: f.At},
		"message_arrived": {Kind: frame.Message, Number: 1, Step: 60},
		"entry":           thing(frame.Entry, 2, 5),
		"entry_missing":   thing(frame.Entry, 2, 99),
		"stage":           thing(frame.Stage, 2, uint64(view.SaveWAL)),
		"stage_to_come":   thing(frame.Stage, 2, uint64(view.Advance)),
		"ready_hardstate": {Kind: frame.ReadyField, Node: 2, Name: "HardState"},
		"ready_entries":   {Kind: frame.ReadyField, Node: 2, Name: "Entries"},
		"ready_messages":  {Kind: frame.ReadyField, Node: 2, Name: "Messages"},
		"ready_empty":     {Kind: frame.ReadyField, Node: 2, Name: "Snapshot"},
		"member":          thing(frame.Member, 2, 3),
		"configuration":   thing(frame.Configuration, 1, 0),
		"key":             {Kind: frame.Key, Name: "x"},
		"operation":       {Kind: frame.Operation, Number: 1, Step: f.Chronicle.Operations[0].Asked},
		"event":           {Kind: frame.Event, Step: 57},
		"event_ready":     {Kind: frame.Event, Step: 49},
		"moment":          {Kind: frame.Moment, Step: 72},
		"gone":            {Kind: frame.Message, Number: 12345, Step: 3},
	}
}

func TestDescribe(t *testing.T) {
	f := frametest.Of(t, layout.Cluster, story...)
	frametest.Select(f, 2)
	for name, thing := range things(f) {
		t.Run(name, func(t *testing.T) { check(t, Describe(f, thing), narrow) })
	}
	t.Run("leader_roomy", func(t *testing.T) { check(t, Describe(f, thing(frame.Node, 2, 0)), roomy) })
	t.Run("copied", func(t *testing.T) { golden.RequireEqual(t, Describe(f, thing(frame.Entry, 2, 5)).Text()) })
}

// check compares a description with its golden file: all of its lines.
func check(t *testing.T, d *Description, columns int) {
	t.Helper()
	if d == nil {
		t.Fatal("it is not described")
	}
	lines := append([]frame.Line{frame.Words(theme.Title, d.Title), nil}, d.Lines(columns)...)
	if w := frame.Widest(lines[1:]); w > columns {
		t.Errorf("it is %d columns wide; %d fit", w, columns)
	}
	g := grid.New(columns+2, len(lines))
	for y, l := range lines {
		for _, p := range l {
			g.Canvas().Text(1+p.At, y, p.Style, p.Text)
		}
	}
	frametest.RequireEqual(t, g)
}

func TestFilesAreDescribed(t *testing.T) {
	f := frametest.Files(t, 1, append(story, "snapshot 1", "put z 4")...)
	l := f.Disk.Listing
	for name, thing := range map[string]frame.Thing{
		"record":   thing(frame.Record, 1, uint64(len(l.Records))),
		"segment":  {Kind: frame.File, Node: 1, Name: l.Segments[0].Name},
		"snapshot": {Kind: frame.File, Node: 1, Name: l.Snapshots[0].Name},
		"gone":     thing(frame.Record, 1, 9999),
	} {
		t.Run(name, func(t *testing.T) {
			d := Describe(f, thing)
			check(t, d, narrow)
			for _, g := range d.Groups {
				for _, r := range g.Rows {
					if _, ok := glossary.Of(r.term()); !ok && r.Term != noTerm && !slices.Contains(selfExplaining, r.Name) {
						t.Errorf("%s is not explained", r.Name)
					}
				}
			}
		})
	}
}

func TestNothingIsNotDescribed(t *testing.T) {
	f := frametest.Of(t, layout.Cluster, "cluster seed=1")
	if d := Describe(f, frame.Thing{}); d != nil {
		t.Errorf("nothing is described as %q", d.Title)
	}
}

// selfExplaining are the names of fields that say all there is to say.
var selfExplaining = []string{
	"Up", "Data", "hex", "end", "Kind", "Count", "Bytes", "Text", "Value", "keys", "…", "Nodes", "number",
	"command", "What", "Type", "From", "To", "Sent", "Due", "asked in", "ended in", "why",
}

// TestEveryFieldIsExplained looks up each field of everything that is described.
func TestEveryFieldIsExplained(t *testing.T) {
	f := frametest.Of(t, layout.Cluster, story...)
	frametest.Select(f, 2)
	for name, thing := range things(f) {
		d := Describe(f, thing)
		for _, g := range d.Groups {
			for _, r := range g.Rows {
				if _, ok := glossary.Of(r.term()); !ok && r.Term != noTerm && !slices.Contains(selfExplaining, r.Name) {
					t.Errorf("%s: %s (%s) is not explained", name, r.Name, g.Title)
				}
			}
		}
		if _, ok := glossary.Of(d.Term); d.Term != "" && !ok {
			t.Errorf("%s: there is no word %q", name, d.Term)
		}
	}
}

// faults are a run with many of them.
var faults = []string{
	"cluster seed=1 snapshot=3 catchup=1", "settle", "until leader != 0", "settle", "isolate 1",
	"put a 1", "put b 2", "put c 3", "put d 4", "settle", "heal", "run 400", "add 4", "settle", "crash 2 power", "restart 2",
	"read a", "run 100", "violate send-before-save", "obey send-before-save", "transfer 3", "run 100",
}

// TestEveryEventIsDescribed opens each event of a run with faults.
func TestEveryEventIsDescribed(t *testing.T) {
	f := frametest.Of(t, layout.Cluster, faults...)
	for i := 0; i <= f.Newest; i++ {
		for n, e := range f.Step(i).Events {
			d := Describe(f, frame.Thing{Kind: frame.Event, Step: i, Number: uint64(n)})
			if d == nil || !strings.Contains(d.Tells, e.String()) {
				t.Fatalf("event %d of step %d, %v, is described as %+v", n, i, e, d)
			}
			if w := frame.Widest(d.Lines(narrow)); w > narrow {
				t.Fatalf("event %d of step %d is %d columns wide", n, i, w)
			}
		}
	}
}
