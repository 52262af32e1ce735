package ready

import (
	"fmt"
	"slices"
	"testing"

	"go.etcd.io/etcd/raft/v3"

	"raftviz/cluster/view"
	"raftviz/ui/frametest"
)

// TestDurabilityIsWhatACrashLeaves runs a Ready stage by stage. After each it
// crashes a copy of the cluster, and another by a loss of power, and compares
// what the node's files give back with what the view has said.
func TestDurabilityIsWhatACrashLeaves(t *testing.T) {
	snapshots := script([]string{"cluster seed=5 snapshot=1 catchup=0"}, led[1:]...)
	for name, test := range map[string]struct {
		id     view.NodeID
		lines  []string
		broken []string
	}{
		"entries":                 {1, script(led, "put x 1"), []string{"", "no-fsync", "send-before-save"}},
		"commit":                  {1, committing, []string{"", "forget-hardstate"}},
		"vote":                    {2, script(led, "campaign 2"), []string{"", "no-fsync", "forget-hardstate"}},
		"commit and own snapshot": {1, script(snapshots, "put x 1", "ready 1", "settle 2", "deliver 2->1"), []string{"", "no-fsync"}},
		"entries of a follower":   {2, script(led, "put x 1", "ready 1", "deliver 1->2"), []string{""}},
		"snapshot": {3, behind[:len(behind)-1], []string{
			"", "no-fsync", "forget-hardstate", "save-hardstate-before-snapshot", "snapshot-record-before-file"}},
	} {
		for _, rule := range test.broken {
			t.Run(name+" "+rule, func(t *testing.T) {
				lines := test.lines
				if rule != "" {
					lines = script(lines, fmt.Sprintf("violate %s on %d", rule, test.id))
				}
				if name == "snapshot" {
					lines = script(lines, "until node(3).ready > 0 && node(3).first == 9 within 20")
				} else {
					lines = script(lines, fmt.Sprintf("first 1 stage %d", test.id))
				}
				crashAtEachStage(t, test.id, lines)
			})
		}
	}
}

// crashAtEachStage has the Ready that node id has in hand after the lines run to
// its end.
func crashAtEachStage(t *testing.T, id view.NodeID, lines []string) {
	rd := of(t, id, lines...).View().Node(id).Ready
	if (rd.Snapshot != nil) != (id == 3) {
		t.Fatalf("the Ready has the snapshot %v", rd.Snapshot)
	}
	stages := len(rd.Plan)
	for ran := range stages {
		here := lines
		if ran > 0 {
			here = script(lines, fmt.Sprintf("stage %d %d", id, ran))
		}
		for how, need := range map[string]level{"": withOS, "power": onDisk} {
			crashed := of(t, id, script(here, fmt.Sprintf("crash %d %s", id, how))...)
			before := *crashed
			before.At--
			frametest.Select(&before, id)
			h, left := handOf(&before), crashed.View().Node(id)
			where := fmt.Sprintf("before %v, crash %s", h.node.Stage, how)
			compare(t, where, h, left, need)
			if after := handOf(crashed); after.cutShort() != h.node.Stage {
				t.Errorf("%s: the Ready is said to be cut short at %v", where, after.cutShort())
			}
		}
	}
}

// compare compares what is said to survive, which has come at least so far, with
// what did.
func compare(t *testing.T, where string, h *hand, left *view.Node, need level) {
	t.Helper()
	rd := h.rd
	check := func(f field, said, is bool) {
		i := slices.IndexFunc(h.holdings(), func(k holding) bool { return k.field == f })
		if i < 0 {
			t.Errorf("%s: nothing is said of %v", where, f)
		} else if said != is {
			t.Errorf("%s: %v is said to be %q, and what is left has it: %v", where, f, h.holdings()[i].words, is)
		}
	}
	if hs := rd.Hard; !raft.IsEmptyHardState(hs) {
		is := left.Term == hs.Term && uint64(left.Vote) == hs.Vote && left.Commit == hs.Commit
		check(hardState, h.hardLevel() >= need, is)
	}
	if es := rd.Entries; len(es) > 0 {
		check(entries, h.level(view.SaveWAL) >= need, left.Log.Term(es[len(es)-1].Index) == es[len(es)-1].Term)
	}
	if s := rd.Snapshot; s != nil {
		check(snapshot, min(h.snapshotLevel(), h.hardLevel()) >= need, left.Disk.Snapshot >= s.Index)
	}
	if e := h.has(view.TriggerSnapshot, view.TriggeredSnapshot); e != nil {
		if said := h.level(view.TriggerSnapshot) >= need && h.hardLevel() >= need; said != (left.Disk.Snapshot >= e.Index) {
			t.Errorf("%s: the node's own snapshot is said to be there: %v", where, said)
		}
	}
}
