package inspect

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"

	"raftviz/cluster/lang"
	"raftviz/cluster/report"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/glossary"
	"raftviz/ui/layout"
)

// identifiers are names of fields, and values, that no table of the program has.
var identifiers = []string{
	"Bytes", "CRC", "Candidate", "Count", "Data", "Due", "Entry", "EntryConfChange", "EntryNormal", "From", "IsLearner", "Key", "Kind",
	"Last", "Log", "Message", "Metadata", "MustSync", "Node", "Nodes", "Peer", "Progress", "Property", "Record", "Sent", "Stage", "Steps", "Synced", "Text",
	"Tick", "Type", "Value", "What", "explicit", "hex", "learner", "learners", "probe", "raftpb", "replicate", "tracker", "voters", "walpb",
}

// names are what stays as it is in every language: those of the identifiers, of raft's
// words, and of the steps and events of a frame.
func names(f *frame.Frame) []string {
	all := append([]string{}, identifiers...)
	for _, t := range glossary.All() {
		if unicode.IsUpper(rune(t.Name[0])) {
			all = append(all, strings.Fields(t.Name)...)
		}
	}
	for k := view.KindStart; k <= view.KindNote; k++ {
		all = append(all, k.String())
	}
	for i := range f.Newest + 1 {
		for _, e := range f.Step(i).Events {
			if name := report.EventName(e.What); !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

// english takes out of descriptions what is English in every language: commands, and
// raft's own log.
func english(f *frame.Frame) *strings.Replacer {
	said := map[string]bool{}
	for i := range f.Newest + 1 {
		said[f.Commands(i)] = true
		for _, e := range f.Step(i).Events {
			if e.What == view.Raft {
				said[e.Text] = true
			}
		}
	}
	delete(said, "")
	var pairs []string
	for _, text := range slices.Backward(slices.Sorted(maps.Keys(said))) { // the longer of two first
		pairs = append(pairs, text, "")
	}
	return strings.NewReplacer(pairs...)
}

// inChinese looks for what is left in English in the descriptions of things. The
// explanations are the glossary's.
func inChinese(t *testing.T, f *frame.Frame, things map[string]frame.Thing) {
	t.Helper()
	known, said := names(f), english(f)
	for name, thing := range things {
		t.Run(name, func(t *testing.T) {
			d := Describe(f, thing)
			frametest.OnlyTerms(t, said.Replace(d.Text()), known...)
			for _, columns := range []int{narrow, middle, roomy} {
				if w := frame.Widest(d.Lines(columns)); w > columns {
					t.Errorf("it is %d columns wide; %d fit", w, columns)
				}
			}
		})
	}
}

func TestDescribeInChinese(t *testing.T) {
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	f := frametest.Of(t, layout.Cluster, story...)
	frametest.Select(f, 2)
	inChinese(t, f, things(f))
	for name, thing := range map[string]frame.Thing{"leader": thing(frame.Node, 2, 0), "entry": thing(frame.Entry, 2, 7)} {
		t.Run("screen_"+name, func(t *testing.T) { check(t, Describe(f, thing), middle) })
	}
	t.Run("screen_operation", func(t *testing.T) { check(t, Describe(f, things(f)["operation"]), narrow) })
}

func TestFilesAreDescribedInChinese(t *testing.T) {
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	f := frametest.Files(t, 1, append(story, "snapshot 1", "put z 4")...)
	l := f.Disk.Listing
	all := map[string]frame.Thing{
		"segment":  {Kind: frame.File, Node: 1, Name: l.Segments[0].Name},
		"snapshot": {Kind: frame.File, Node: 1, Name: l.Snapshots[0].Name},
	}
	for i := range l.Records {
		all[fmt.Sprint("record", i+1)] = thing(frame.Record, 1, uint64(i+1))
	}
	inChinese(t, f, all)
}

// TestFaultsAreDescribedInChinese opens all that is on the nodes in a run with faults:
// one that is down, one that learns, one that breaks a rule, and logs that differ.
func TestFaultsAreDescribedInChinese(t *testing.T) {
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	f := frametest.Of(t, layout.Cluster, append(faults, "add 5 learner", "run 100", "campaign 3", "settle", "change +4 ~1 explicit", "crash 2", "violate skip-advance on 3")...)
	all := map[string]frame.Thing{}
	for _, n := range f.Nodes() {
		all[fmt.Sprint("node", n.ID)] = thing(frame.Node, n.ID, 0)
		all[fmt.Sprint("configuration", n.ID)] = thing(frame.Configuration, n.ID, 0)
		all[fmt.Sprint("entry", n.ID)] = thing(frame.Entry, n.ID, 2)
		all[fmt.Sprint("no_entry", n.ID)] = thing(frame.Entry, n.ID, 999)
		for i := range n.Progress {
			all[fmt.Sprint("member", n.ID, n.Progress[i].ID)] = thing(frame.Member, n.ID, uint64(n.Progress[i].ID))
		}
	}
	for i := range f.Newest + 1 {
		for n, e := range f.Step(i).Events {
			all["event_"+report.EventName(e.What)] = frame.Thing{Kind: frame.Event, Step: i, Number: uint64(n)}
			all["moment_"+report.EventName(e.What)] = frame.Thing{Kind: frame.Moment, Step: i}
		}
	}
	for i := range f.Chronicle.Operations {
		o := &f.Chronicle.Operations[i]
		all[fmt.Sprint("operation", i)] = frame.Thing{Kind: frame.Operation, Step: o.Asked, Number: uint64(o.ID)}
	}
	inChinese(t, f, all)
}

// TestWhatIsGoneIsNamedInChinese looks at each kind of thing that is not there.
func TestWhatIsGoneIsNamedInChinese(t *testing.T) {
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	f := frametest.Kept(t, 100, layout.Cluster, story...)
	all := map[string]frame.Thing{}
	for k := frame.Node; k <= frame.Moment; k++ {
		all[fmt.Sprint(k)] = frame.Thing{Kind: k, Node: 9, Number: 12345, Name: "x"}
	}
	inChinese(t, f, all)
}
