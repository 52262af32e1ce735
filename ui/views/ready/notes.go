package ready

import (
	"strings"

	"go.etcd.io/etcd/raft/v3"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
)

// note is what a stage did, what it has to do, or why it does not run; in few
// words, as the stage's name stands beside them, and for so many columns.
func (h *hand) note(s view.Stage, columns int) string {
	switch h.state(s) {
	case skipped:
		return grid.Fit(columns, lang.F("skipped: %s", h.whySkipped(s)), lang.F("skipped: %s", h.brieflySkipped(s)))
	case lost:
		return lang.F("not run: the node %s", h.why())
	case failed:
		return lang.F("failed: %s", view.Recorded(h.node.Failure))
	case done:
		if step := h.ran[s]; step != nil {
			return outcome(step)
		}
	}
	return work(h.rd, s)
}

// outcome is what a stage's step did, in few words: the stage's name stands
// beside them, and the Ready's content.
func outcome(step *view.Step) string {
	var parts []string
	lost, published := 0, ""
	for _, e := range step.Events {
		switch e.What {
		case view.Published:
			published = lang.F("applied %s up to %d/%d", paint.Entries(int(e.Count)), e.Term, e.Index)
			if e.Count > 1 {
				return published // one by one they are too many
			}
		case view.Lost:
			lost++
		}
		if s := did(e); s != "" {
			parts = append(parts, s)
		}
	}
	if lost > 0 {
		parts = append(parts, lang.F("%d lost", lost))
	}
	if len(parts) == 0 {
		return published
	}
	return strings.Join(parts, lang.T("; "))
}

// did is one event of a stage in few words, "" where the stage's name says it.
func did(e view.Event) string {
	switch e.What {
	case view.SavedWAL:
		if e.Synced {
			return lang.F("%d bytes, fsync", e.Bytes)
		}
		return lang.F("%d bytes, no fsync", e.Bytes)
	case view.SavedSnapshot, view.TriggeredSnapshot:
		return lang.F("snapshot %d/%d, %d bytes", e.Term, e.Index, e.Bytes)
	case view.AppliedSnapshot:
		return lang.F("recovered from snapshot %d/%d", e.Term, e.Index)
	case view.AppendedStorage:
		if e.Count == 0 {
			return "HardState"
		}
		return lang.F("%s up to %d/%d", paint.Entries(int(e.Count)), e.Term, e.Index)
	case view.Raft, view.CommitAdvanced, view.Published, view.Advanced, view.Acknowledged, view.Abandoned,
		view.Lost, view.Unreachable, view.SnapshotReported, view.Violated:
		return ""
	}
	// Whatever else happened says its own name; of the node, the pane says it.
	return strings.TrimPrefix(strings.TrimPrefix(e.String(), e.Node.String()+" "), "sent ")
}

// work is what a stage has to do.
func work(rd *view.Ready, s view.Stage) string {
	switch s {
	case view.SaveSnapshot:
		return lang.T("snapshot file, then the WAL's record, fsync")
	case view.SaveWAL:
		if rd.MustSync || rd.Snapshot != nil {
			return lang.F("%s, fsync", saved(rd, "HardState"))
		}
		return lang.F("%s, no fsync needed", saved(rd, "HardState"))
	case view.ApplySnapshot:
		return lang.F("snapshot %d/%d → MemoryStorage, store", rd.Snapshot.Term, rd.Snapshot.Index)
	case view.AppendStorage:
		return saved(rd, "HardState") + " → MemoryStorage"
	case view.Send:
		return summary(rd.Messages)
	case view.Publish:
		return lang.F("apply %s", paint.EntryList(rd.CommittedEntries))
	case view.TriggerSnapshot:
		return lang.T("snapshot the store, compact the log")
	}
	return lang.T(purposes[view.Advance])
}

// saved is what is saved of a Ready, in which the HardState is called hard.
func saved(rd *view.Ready, hard string) string {
	var parts []string
	if n := len(rd.Entries); n > 0 {
		parts = append(parts, paint.Entries(n))
	}
	if !raft.IsEmptyHardState(rd.Hard) {
		parts = append(parts, hard)
	}
	return and(parts)
}

// purposes say what the stages are there for.
var purposes = [...]string{
	view.SaveSnapshot:    lang.Mark("the leader's snapshot to a file and the WAL"),
	view.SaveWAL:         lang.Mark("HardState and Entries to the WAL, with fsync if due"),
	view.ApplySnapshot:   lang.Mark("the leader's snapshot to MemoryStorage and store"),
	view.AppendStorage:   lang.Mark("HardState and Entries to MemoryStorage"),
	view.Send:            lang.Mark("Messages to the network"),
	view.Publish:         lang.Mark("CommittedEntries to the store"),
	view.TriggerSnapshot: lang.Mark("a snapshot of the store, and a shorter log"),
	view.Advance:         lang.Mark("tell raft that all of it is done"),
}
