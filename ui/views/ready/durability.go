package ready

import (
	"slices"
	"strings"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// level is how far something has come on its way to the disk.
type level uint8

const (
	// inMemory is lost when the process ends.
	inMemory level = iota
	// inBuffer is in the WAL's own buffer, and lost when the process ends, too.
	inBuffer
	// withOS was handed to the operating system and not fsynced: a crash keeps it,
	// a loss of power does not.
	withOS
	// onDisk is fsynced.
	onDisk
)

func (l level) String() string {
	return lang.T([...]string{
		lang.Mark("only in memory"), lang.Mark("in the WAL's buffer"), lang.Mark("with the OS, not fsynced"), lang.Mark("fsynced"),
	}[l])
}

// after is the level of what had come to l once the disk is in such a state: the
// WAL's buffer is handed over as a whole, and one fsync makes all durable.
func (l level) after(d *view.Disk) level {
	if l == inBuffer && d.BufferedBytes == 0 {
		l = withOS
	}
	if l == withOS && d.UnsyncedBytes == 0 {
		l = onDisk
	}
	return l
}

// level is how durable that is now what a stage has written, if it has.
func (h *hand) level(s view.Stage) level {
	if h.state(s) != done {
		return inMemory
	}
	at, step := inBuffer, h.ran[s]
	for i, later := range h.Ready {
		if step == nil || i == 0 || later.View.Step < step.View.Step {
			continue
		}
		if later == step && synced(step) {
			at = onDisk
		}
		at = at.after(later.View.Node(h.Selected).Disk)
	}
	return at.after(h.node.Disk)
}

// synced reports whether the step says that all it wrote was fsynced.
func synced(s *view.Step) bool {
	said := false
	for _, e := range s.Events {
		if e.What == view.SavedWAL || e.What == view.SavedSnapshot {
			if !e.Synced {
				return false
			}
			said = true
		}
	}
	return said
}

// has reports whether a stage has run in which that happened.
func (h *hand) has(s view.Stage, what view.What) *view.Event {
	if step := h.ran[s]; step != nil {
		if i := slices.IndexFunc(step.Events, func(e view.Event) bool { return e.What == what }); i >= 0 {
			return &step.Events[i]
		}
	}
	return nil
}

// hardLevel is how durable the Ready's HardState is.
func (h *hand) hardLevel() level {
	if e := h.has(view.SaveWAL, view.SavedWAL); e != nil && e.Text == "" {
		return inMemory // save-wal left it out: forget-hardstate
	}
	return h.level(view.SaveWAL)
}

// snapshotLevel is how durable the Ready's Snapshot is: its file, and the WAL's
// record that vouches for it.
func (h *hand) snapshotLevel() level {
	at := h.level(view.SaveSnapshot)
	if h.recordOnly() {
		if h.has(view.ApplySnapshot, view.SavedSnapshot) == nil {
			return inMemory
		}
		at = min(at, h.level(view.ApplySnapshot))
	}
	return at
}

// recordOnly reports whether save-snapshot wrote the WAL's record and no file.
func (h *hand) recordOnly() bool {
	e := h.has(view.SaveSnapshot, view.SavedSnapshot)
	return e != nil && strings.Contains(e.Text, "no file yet")
}

// holding is how durable one thing of the Ready is.
type holding struct {
	field field
	level level
	// words say it, and what that means.
	words string
	// kept is set for what is written to the disk at all, waits for what is still to be
	// applied or sent.
	kept, waits bool
}

// holdings are those of what the Ready has.
func (h *hand) holdings() []holding {
	if h.cutShort() != view.NoStage {
		return h.remains()
	}
	var hs []holding
	add := func(f field, l level, words string) {
		hs = append(hs, holding{field: f, level: l, words: words, kept: true})
	}
	if !raft.IsEmptyHardState(h.rd.Hard) {
		add(hardState, h.hardLevel(), h.hardWords())
	}
	if len(h.rd.Entries) > 0 {
		add(entries, h.level(view.SaveWAL), h.level(view.SaveWAL).String())
	}
	if h.rd.Snapshot != nil {
		add(snapshot, h.snapshotLevel(), h.snapshotWords())
	}
	if len(h.publishes()) > 0 {
		hs = append(hs, holding{field: committed, words: h.appliedWords(), waits: h.state(view.Publish) != done})
	}
	if len(h.rd.Messages) > 0 {
		hs = append(hs, holding{field: messages, words: h.sentWords(), waits: h.state(view.Send) != done})
	}
	return hs
}

func (h *hand) hardWords() string {
	l := h.hardLevel()
	if l == inMemory && h.state(view.SaveWAL) == done {
		return lang.T("left out (forget-hardstate)")
	}
	return l.String()
}

// snapshotWords say too when a restart would not take what is on the disk: the WAL
// vouches for no snapshot beyond the commit index that it has.
func (h *hand) snapshotWords() string {
	l := h.snapshotLevel()
	switch {
	case l == inMemory && h.recordOnly():
		return lang.T("a record in the WAL, and no file")
	case l > h.hardLevel():
		return lang.F("%v; of use with commit %d", l, h.rd.Snapshot.Index)
	}
	return l.String()
}

func (h *hand) appliedWords() string {
	s := h.has(view.TriggerSnapshot, view.TriggeredSnapshot)
	switch {
	case h.state(view.Publish) != done:
		return lang.T("not applied yet")
	case s != nil && !h.breaks(rule.SnapshotBeforeApply) && h.level(view.TriggerSnapshot) == onDisk:
		return lang.F("applied, in snapshot %d", s.Index)
	}
	return lang.T("applied, only in memory")
}

func (h *hand) sentWords() string {
	switch {
	case h.state(view.Send) != done:
		return lang.T("not sent yet")
	case h.promised():
		return lang.T("sent ahead of the fsync")
	}
	return lang.T("sent")
}

// promised reports whether messages were sent that a crash would make untrue: what
// must be fsynced is not even with the operating system.
func (h *hand) promised() bool {
	return len(h.rd.Messages) > 0 && h.state(view.Send) == done && h.rd.MustSync && min(h.level(view.SaveWAL), h.wroteHard()) < withOS
}

// wroteHard is the level of the HardState, onDisk when there is none to save.
func (h *hand) wroteHard() level {
	if raft.IsEmptyHardState(h.rd.Hard) {
		return onDisk
	}
	return h.hardLevel()
}

// remains are what the disk has of a Ready that was cut short, as the node that is
// down shows it.
func (h *hand) remains() []holding {
	var hs []holding
	add := func(f field, kept bool, words string) {
		l := inMemory
		if kept {
			l = onDisk
			if h.node.Disk.UnsyncedBytes > 0 {
				l = withOS
			}
		}
		hs = append(hs, holding{field: f, level: l, words: words, kept: true})
	}
	verdict := map[bool]string{true: lang.T("the disk has it"), false: lang.T("lost")}
	if hard := h.rd.Hard; !raft.IsEmptyHardState(hard) {
		kept := h.node.Term == hard.Term && uint64(h.node.Vote) == hard.Vote && h.node.Commit == hard.Commit
		add(hardState, kept, verdict[kept])
	}
	if es := h.rd.Entries; len(es) > 0 {
		kept := 0
		for i := range es {
			if h.node.Log.Term(es[i].Index) == es[i].Term {
				kept++
			}
		}
		words := verdict[kept > 0]
		if kept > 0 && kept < len(es) {
			words = lang.F("the disk has %d of %d", kept, len(es))
		}
		add(entries, kept > 0, words)
	}
	if s := h.rd.Snapshot; s != nil {
		kept := h.node.Disk.Snapshot >= s.Index
		add(snapshot, kept, verdict[kept])
	}
	if len(h.publishes()) > 0 {
		words := lang.T("applied, lost with the store")
		if h.state(view.Publish) != done {
			words = lang.T("never applied")
		}
		hs = append(hs, holding{field: committed, words: words})
	}
	if len(h.rd.Messages) > 0 {
		words := lang.T("sent before")
		if h.state(view.Send) != done {
			words = lang.T("never sent")
		}
		hs = append(hs, holding{field: messages, words: words})
	}
	return hs
}

// publishes are the entries that publish applies, which a broken rule may change.
func (h *hand) publishes() []raftpb.Entry {
	switch {
	case h.breaks(rule.ApplyUncommittedEntries):
		return h.rd.Entries
	case h.breaks(rule.ApplyBeforeCommit) && h.taken != nil && h.taken.Role == view.Leader:
		log := h.taken.Log
		if first := max(h.taken.Applied+1, log.First()); first <= log.Last() {
			return log.Slice(first, int(log.Last()+1-first))
		}
	}
	return h.rd.CommittedEntries
}
