package ready

import (
	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
	"raftviz/ui/paint"
)

// does says in full sentences what a stage of the Ready does: which call it makes,
// on what, and whether it fsyncs and why.
func (h *hand) does(s view.Stage) string {
	switch s {
	case view.SaveSnapshot:
		return h.doesSaveSnapshot()
	case view.SaveWAL:
		return h.doesSaveWAL()
	case view.ApplySnapshot:
		return h.doesApplySnapshot()
	case view.AppendStorage:
		return h.doesAppendStorage()
	case view.Send:
		return h.doesSend()
	case view.Publish:
		return h.doesPublish()
	case view.TriggerSnapshot:
		return h.doesTriggerSnapshot()
	}
	if h.node.Broken.Has(rule.SkipAdvance) {
		return lang.F("Leaves out RawNode.Advance (skip-advance): raft will give out the content of Ready #%d again.", h.rd.Number)
	}
	return lang.F("Calls RawNode.Advance: raft learns that all of Ready #%d is done, and may give out the next one.", h.rd.Number)
}

func (h *hand) doesSaveSnapshot() string {
	s := h.rd.Snapshot
	what := lang.F("snapshot %d/%d, %d bytes", s.Term, s.Index, len(s.Data))
	if h.node.Broken.Has(rule.SnapshotRecordBeforeFile) {
		return lang.F("Calls WAL.SaveSnapshot for a record of %s, %s. The file is left to apply-snapshot (snapshot-record-before-file): until then the record vouches for what is not there.", what, h.fsync())
	}
	return lang.F("Calls Snapshotter.SaveSnap, which writes %s, to a file, and then WAL.SaveSnapshot for the record that vouches for it, %s. The file comes first, so that no record is without one.", what, h.fsync())
}

// fsync says whether a write that is to be fsynced is.
func (h *hand) fsync() string {
	if h.node.Broken.Has(rule.NoFsync) {
		return lang.T("without the fsync that is due (no-fsync)")
	}
	return lang.T("and fsyncs")
}

func (h *hand) doesSaveWAL() string {
	rd, what := h.rd, saved(h.rd, lang.T("the HardState"))
	if h.node.Broken.Has(rule.ForgetHardState) && !raft.IsEmptyHardState(rd.Hard) {
		if len(rd.Entries) == 0 {
			return lang.T("Calls WAL.Save with nothing: the HardState is left out (forget-hardstate), and the disk keeps the one before.")
		}
		what = lang.F("%s and without the HardState (forget-hardstate)", paint.Entries(len(rd.Entries)))
	}
	switch {
	case rd.MustSync:
		return lang.F("Calls WAL.Save with %s, %s: MustSync is true, because %s.", what, h.fsync(), h.syncReason())
	case rd.Snapshot != nil:
		return lang.F("Calls WAL.Save with %s, %s. MustSync is false, but a snapshot came with it: a restart takes that only if its commit index is on disk, too.", what, h.fsync())
	case rd.Number == 1: // the first since the WAL was opened
		return lang.F("Calls WAL.Save with %s, %s, though MustSync is false: etcd's WAL compares with what it saved since it was opened, and that is nothing.", what, h.fsync())
	}
	return lang.F("Calls WAL.Save with %s, and leaves it in the WAL's buffer: MustSync is false, because %s.", what, h.syncReason())
}

func (h *hand) doesApplySnapshot() string {
	s := h.rd.Snapshot
	text := lang.F("Calls MemoryStorage.ApplySnapshot with snapshot %d/%d, and the store recovers from it: both are in memory, nothing is fsynced.", s.Term, s.Index)
	if h.recordOnly() {
		return lang.T("Writes the snapshot's file at last. ") + text
	}
	return text
}

func (h *hand) doesAppendStorage() string {
	var calls []string
	if !raft.IsEmptyHardState(h.rd.Hard) {
		calls = append(calls, "MemoryStorage.SetHardState")
	}
	if n := len(h.rd.Entries); n > 0 {
		calls = append(calls, lang.F("MemoryStorage.Append with %s", paint.Entries(n)))
	}
	return lang.F("Calls %s: raft reads there what is stable. It is memory, nothing is fsynced.", and(calls))
}

func (h *hand) doesSend() string {
	text := lang.F("Hands %s to the network: %s. ", messagesOf(len(h.rd.Messages)), summary(h.rd.Messages))
	wrote := min(h.level(view.SaveWAL), h.wroteHard())
	switch saves := len(h.rd.Entries) > 0 || !raft.IsEmptyHardState(h.rd.Hard); {
	case saves && h.rd.MustSync && wrote < withOS:
		return text + lang.T("What they rest on is not on disk: a crash would make them untrue.")
	case saves && h.rd.MustSync && wrote == withOS:
		return text + lang.T("What they rest on is not fsynced: a loss of power would make them untrue.")
	case saves && h.rd.MustSync:
		return text + lang.T("Only now, because what they rest on is on disk.")
	}
	return text + lang.T("They rest on nothing that had to be fsynced first.")
}

func (h *hand) doesPublish() string {
	es := h.publishes()
	text := lang.F("Applies %s to the store, in memory, and answers clients that wait for them.", named(es))
	if len(es) == 1 && es[0].Type != raftpb.EntryNormal {
		text = lang.F("Calls RawNode.ApplyConfChange for %s: the new configuration holds from here on.", named(es))
	}
	switch {
	case h.breaks(rule.ApplyUncommittedEntries):
		return text + lang.T(" They are the Ready's Entries: no quorum needs to have them (apply-uncommitted-entries).")
	case h.breaks(rule.ApplyBeforeCommit):
		return text + lang.T(" They are whatever the leader's log has, committed or not (apply-before-commit).")
	case h.node.Broken.Has(rule.ReorderApply):
		return text + lang.T(" The last one goes first (reorder-apply).")
	case h.node.Broken.Has(rule.DropConfChangeApply):
		return text + lang.T(" Configuration changes are left out (drop-confchange-apply).")
	}
	return text
}

func (h *hand) doesTriggerSnapshot() string {
	text := lang.T("Calls MemoryStorage.CreateSnapshot with what the store has")
	if h.node.Broken.Has(rule.SnapshotBeforeApply) {
		text = lang.T("Calls MemoryStorage.CreateSnapshot with what the store has, before the entries are applied that it says it is of (snapshot-before-apply)")
	}
	return lang.F("%s, then Snapshotter.SaveSnap and WAL.SaveSnapshot, %s, and MemoryStorage.Compact, which keeps at least the last %s for slow followers.",
		text, h.fsync(), paint.Entries(int(h.Settings.CatchUp)))
}

// named is the only entry, or how many there are, and which.
func named(es []raftpb.Entry) string {
	if len(es) == 0 {
		return lang.T("nothing")
	}
	first, last := &es[0], &es[len(es)-1]
	if len(es) == 1 {
		return view.SayEntry(first)
	}
	return lang.F("%d entries, %d/%d to %d/%d,", len(es), first.Term, first.Index, last.Term, last.Index)
}

func messagesOf(n int) string {
	if n == 1 {
		return lang.T("1 message")
	}
	return lang.F("%d messages", n)
}

// crashNow says what a crash right now would lose of the Ready in hand, and what
// that would mean.
func (h *hand) crashNow() string {
	var crash, power []string
	for _, k := range h.holdings() {
		switch name := lang.F("the %v", k.field); {
		case k.kept && k.level < withOS:
			crash = append(crash, name)
		case k.kept && k.level == withOS:
			power = append(power, name)
		case k.field == messages && h.state(view.Send) != done:
			crash = append(crash, name)
		}
	}
	text := lang.T("A crash now would lose nothing of it that a restart does not bring back.")
	if len(crash) > 0 {
		text = lang.F("A crash now would lose %s.", and(crash))
	}
	if len(power) > 0 {
		text += lang.F(" A loss of power would take %s too.", and(power))
	}
	return text + h.consequence()
}

// consequence is what such a crash would mean, where it means anything.
func (h *hand) consequence() string {
	commitOnly := !h.rd.MustSync && !raft.IsEmptyHardState(h.rd.Hard) && h.rd.Snapshot == nil
	switch {
	case h.rd.Snapshot != nil && h.hardLevel() >= withOS && h.snapshotLevel() < withOS:
		return lang.T(" The node could not start again: its HardState would commit what neither its log nor a snapshot has.")
	case h.promised():
		return lang.T(" Others were told already, and count on what would be gone.")
	case h.rd.Snapshot != nil && h.snapshotLevel() > h.hardLevel():
		return lang.T(" Then the snapshot is of no use: a restart takes none beyond the commit index that the WAL has.")
	case commitOnly && h.hardLevel() < withOS:
		return lang.T(" Of the HardState only the commit index is new, and raft learns that again.")
	}
	return ""
}

// and joins words as a sentence does.
func and(words []string) string {
	text := ""
	for i, word := range words {
		switch {
		case i == 0:
			text = word
		case i < len(words)-1:
			text = lang.F("%v, %v", text, word)
		default:
			text = lang.F("%s and %s", text, word)
		}
	}
	return text
}
