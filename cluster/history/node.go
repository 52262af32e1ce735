package history

import (
	"encoding/binary"
	"slices"
	"sort"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/rule"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// nodeTrack is one node through the steps of a segment: a record for each step that changed
// it, and the values that its rows name.
type nodeTrack struct {
	tape tape
	// starts has the step of each group's first record.
	starts []uint32
	// row is the newest, step the step that it belongs to.
	row  row
	step int

	scratch edit
	record  []byte

	// logs has a log for each time that it was not only appended to; the row
	// has its last index.
	logs     table[*view.Log]
	kvs      table[*kv.State]
	configs  table[*view.Config]
	readies  readyTrack
	failures table[string]
}

// add keeps the node as a step left it.
func (t *nodeTrack) add(step int, n *view.Node) {
	if t.tape.first() {
		t.row, t.step = row{}, 0
		t.starts = append(t.starts, uint32(step))
	}
	e := &t.scratch
	e.row, e.mask, e.deltas = &t.row, 0, e.deltas[:0]
	t.edit(e, n)
	t.record = e.record(binary.AppendUvarint(t.record[:0], uint64(step-t.step)))
	t.tape.append(t.record)
	t.step = step
}

// placeOf is the place of v in t: the last, or a new one.
func placeOf[T comparable](t *table[T], v T) uint64 {
	if t.count == 0 || t.at(t.last()) != v {
		t.add(v)
	}
	return uint64(t.last())
}

// edit sets the slots in rising order.
func (t *nodeTrack) edit(e *edit, n *view.Node) {
	e.set(slotStage, uint64(n.Stage)|flag(n.ReadyWaiting, bitWaiting)|flag(n.Up, bitUp)|
		flag(n.Removed, bitRemoved)|flag(n.Learner, bitLearner)|flag(n.Remote, bitRemote)|flag(n.Watched, bitWatched)|uint64(n.CrashAt)<<crashShift|uint64(n.FailDiskAt)<<failShift)
	e.set(slotElectionElapsed, uint64(n.ElectionElapsed))
	e.set(slotHeartbeatElapsed, uint64(n.HeartbeatElapsed))
	e.set(slotCommit, n.Commit)
	e.set(slotApplied, n.Applied)
	// A log and a store are kept before the Ready, which refers to them.
	log, store := t.placeOfLog(n.Log), placeOf(&t.kvs, n.KV)
	e.set(slotReady, t.readies.add(n.Ready, t))
	e.set(slotLogLast, n.Log.Last())
	e.set(slotLog, log)
	e.set(slotKV, store)
	d := n.Disk
	e.set(slotDiskBuffered, uint64(d.BufferedBytes))
	e.set(slotDiskCommit, d.Commit)
	e.set(slotDiskLast, d.Last)
	editProgress(e, n.Progress)
	e.set(slotTerm, n.Term)
	e.set(slotVote, uint64(n.Vote))
	e.set(slotLead, uint64(n.Lead))
	e.set(slotRole, uint64(n.Role))
	e.set(slotTransferee, uint64(n.Transferee))
	e.set(slotElectionTimeout, uint64(n.ElectionTimeout))
	e.set(slotConfig, placeOf(&t.configs, n.Config))
	e.set(slotDiskTerm, d.Term)
	e.set(slotDiskVote, uint64(d.Vote))
	e.set(slotDiskSnapshot, d.Snapshot)
	e.set(slotFailure, placeOf(&t.failures, n.Failure))
	e.set(slotBroken, uint64(n.Broken))
	e.set(slotDiskUnsynced, uint64(d.UnsyncedBytes))
	e.set(slotOverwritten, n.Overwritten)
}

// placeOfLog keeps a log in the place of the one that it extends.
func (t *nodeTrack) placeOfLog(l *view.Log) uint64 {
	if t.logs.count == 0 || !l.Extends(t.logs.at(t.logs.last())) {
		t.logs.add(l)
	} else {
		t.logs.set(t.logs.last(), l)
	}
	return uint64(t.logs.last())
}

// editProgress sets the members' slots, and clears those of members that left.
func editProgress(e *edit, members []view.Progress) {
	slot := slotProgress
	for i := range members {
		p := &members[i]
		e.set(slot, uint64(p.ID)<<idShift|stateCode(p.State)<<stateShift|
			flag(p.RecentActive, bitRecentActive)|flag(p.Paused, bitPaused)|flag(p.Learner, bitIsLearner)|
			uint64(p.Inflight)<<inflightShift)
		e.set(slot+1, p.Match)
		e.set(slot+2, p.Next)
		e.set(slot+3, p.PendingSnapshot)
		slot += progressSlots
	}
	for ; slot < slotCount && e.row[slot] != 0; slot += progressSlots {
		for i := range progressSlots {
			e.set(slot+i, 0)
		}
	}
}

// progressStates are the values of view.Progress.State.
var progressStates = [...]string{"probe", "replicate", "snapshot"}

func stateCode(state string) uint64 { return uint64(slices.Index(progressStates[:], state)) }

func flag(set bool, bit uint64) uint64 {
	if set {
		return bit
	}
	return 0
}

// at is the node as it was after a step, nil when it was not there yet.
func (t *nodeTrack) at(id view.NodeID, step int, s *segment) *view.Node {
	group := sort.Search(len(t.starts), func(i int) bool { return int(t.starts[i]) > step }) - 1
	if group < 0 {
		return nil
	}
	c := t.tape.group(group * groupLen)
	var r row
	at := 0
	for left := min(groupLen, t.tape.count-group*groupLen); left > 0; left-- {
		f := c.next()
		if at += int(f.uint()); at > step {
			break
		}
		readRow(&f, &r)
	}
	n := t.node(id, &r)
	n.Ready = t.readies.at(r[slotReady], s, t)
	return n
}

func (t *nodeTrack) node(id view.NodeID, r *row) *view.Node {
	s := r[slotStage]
	n := &view.Node{
		ID: id, Up: s&bitUp != 0, Removed: s&bitRemoved != 0, Learner: s&bitLearner != 0,
		Remote: s&bitRemote != 0, Watched: s&bitWatched != 0,
		ReadyWaiting: s&bitWaiting != 0, Stage: view.Stage(s & stageBits),
		CrashAt: view.Stage(s >> crashShift & stageBits), FailDiskAt: view.Stage(s >> failShift & stageBits),
		Role: view.Role(r[slotRole]), Vote: view.NodeID(r[slotVote]), Lead: view.NodeID(r[slotLead]),
		ElectionElapsed: int32(r[slotElectionElapsed]), ElectionTimeout: int32(r[slotElectionTimeout]),
		HeartbeatElapsed: int32(r[slotHeartbeatElapsed]),
		Term:             r[slotTerm], Commit: r[slotCommit], Applied: r[slotApplied],
		Log: t.logs.at(int(r[slotLog])).UpTo(r[slotLogLast]), KV: t.kvs.at(int(r[slotKV])), Config: t.configs.at(int(r[slotConfig])),
		Transferee: view.NodeID(r[slotTransferee]), Failure: t.failures.at(int(r[slotFailure])),
		Broken: rule.Set(r[slotBroken]), Overwritten: r[slotOverwritten],
		Disk: &view.Disk{
			Last: r[slotDiskLast], Term: r[slotDiskTerm], Vote: view.NodeID(r[slotDiskVote]), Commit: r[slotDiskCommit],
			BufferedBytes: int(r[slotDiskBuffered]), UnsyncedBytes: int(r[slotDiskUnsynced]), Snapshot: r[slotDiskSnapshot],
		},
	}
	for i := slotProgress; i < slotCount && r[i] != 0; i += progressSlots {
		n.Progress = append(n.Progress, progress(r[i:]))
	}
	return n
}

func progress(slots []uint64) view.Progress {
	s := slots[0]
	return view.Progress{
		ID: view.NodeID(s >> idShift & 0xf), State: progressStates[s>>stateShift&0x3],
		RecentActive: s&bitRecentActive != 0, Paused: s&bitPaused != 0, Learner: s&bitIsLearner != 0,
		Inflight: int32(s >> inflightShift), Match: slots[1], Next: slots[2], PendingSnapshot: slots[3],
	}
}

// has reports whether entries are those of the node's newest log.
func (t *nodeTrack) has(entries []raftpb.Entry) bool {
	return len(entries) == 0 || t.logs.count > 0 && t.logs.at(t.logs.last()).Has(entries)
}

// appendEntries adds to b where the node's newest log has entries, nothing for
// none.
func (t *nodeTrack) appendEntries(b []byte, entries []raftpb.Entry) []byte {
	if len(entries) == 0 {
		return b
	}
	b = binary.AppendUvarint(b, uint64(t.logs.last()))
	b = binary.AppendUvarint(b, entries[0].Index)
	return binary.AppendUvarint(b, uint64(len(entries)))
}

func (t *nodeTrack) readEntries(f *fields) []raftpb.Entry {
	log := t.logs.at(int(f.uint()))
	return log.Slice(f.uint(), int(f.uint()))
}
