package cluster_test

import "testing"

// TestWhatIsOverwrittenIsNotSaved has a leader that was cut off save two entries
// which another leader's overwrite: until it has saved what stands in their place,
// its files hold its log only up to the entry before.
func TestWhatIsOverwrittenIsNotSaved(t *testing.T) {
	l := withLeader(t, nil)
	do(t, l.Isolate(1))
	do(t, l.Put("x", "lost", 1))
	do(t, l.Put("y", "lost", 1))
	do(t, l.Settle())
	last := l.View().Node(1).Disk.Last
	do(t, l.Campaign(2))
	do(t, l.Settle())
	do(t, l.Heal())
	since := l.Len()
	do(t, l.Run(2))

	steps := 0
	for i := since; i < l.Len(); i++ {
		n := l.Step(i).View.Node(1)
		if n.Log.Term(last-1) == n.Log.Term(last-2) || n.Overwritten == 0 {
			continue
		}
		steps++
		if n.Disk.Last != last || n.Saved() != last-2 {
			t.Errorf("step %d: the files hold the log up to %d, and %d in all; want %d and %d", i, n.Saved(), n.Disk.Last, last-2, last)
		}
	}
	if steps == 0 {
		t.Error("no step has entries that overwrite others and are not saved")
	}
	if n := l.View().Node(1); n.Overwritten != 0 || n.Saved() != n.Log.Last() {
		t.Errorf("at the end the files hold the log up to %d of %d", n.Saved(), n.Log.Last())
	}
}
