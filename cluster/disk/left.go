package disk

import (
	"errors"
	"fmt"

	"go.etcd.io/etcd/raft/v3/raftpb"
)

// Left is what a restart would begin with if a node ended now: what recovery
// makes of the records and files that the crash leaves.
type Left struct {
	// Snapshot is the position of the snapshot that it begins with, zero for none.
	Snapshot Position
	// Hard is the last HardState that is left, empty for none.
	Hard raftpb.HardState
	// First and Last are the entries behind the snapshot, zero for none.
	First, Last Position
	// Records is how many of the WAL's records are left: the crash takes those behind.
	Records int
	// Err is why it would not begin at all, nil when it would.
	Err error
}

// Position is one in raft's log.
type Position struct{ Term, Index uint64 }

func (p Position) String() string { return fmt.Sprintf("%d/%d", p.Term, p.Index) }

// Empty reports whether nothing is left: the node would begin anew.
func (l *Left) Empty() bool {
	return l.Err == nil && l.Snapshot.Index == 0 && l.Last.Index == 0 && l.Hard == (raftpb.HardState{})
}

// leave works out what is left when all goes that has not come as far as a
// place, and which of the records say so.
func (l *Listing) leave(as Where) (left Left, used []int) {
	hard := -1
	for left.Records < len(l.Records) && l.Records[left.Records].Where <= as {
		if l.Records[left.Records].Kind == "HardState" {
			hard = left.Records
		}
		left.Records++
	}
	if hard >= 0 {
		left.Hard, used = l.Records[hard].Hard, append(used, hard)
	}
	if i := left.choose(l, as); i >= 0 {
		used = append(used, i)
	}
	if left.Err == nil {
		used = append(used, left.replay(l.Records[:left.Records])...)
	}
	if left.Err != nil {
		return left, nil
	}
	return left, used
}

// choose chooses the snapshot, as Files.chooseSnapshot does: the newest that the
// WAL vouches for, at or below the commit index, and that has a file. It returns
// the place of its record, -1 for none.
func (left *Left) choose(l *Listing, as Where) (record int) {
	record = -1
	for i := range l.Records[:left.Records] {
		r := &l.Records[i]
		if r.Kind != "snapshot" || r.Index > left.Hard.Commit || r.Index <= left.Snapshot.Index {
			continue
		}
		for k := range l.Snapshots {
			if s := &l.Snapshots[k]; s.Term == r.Term && s.Index == r.Index && (as > Synced || !s.Unsynced) {
				left.Snapshot, left.Err, record = Position{s.Term, s.Index}, s.damage, i
			}
		}
	}
	return record
}

// errGap is the WAL's own: entries that do not join those before them.
var errGap = errors.New("WAL: its entries do not join the snapshot or one another")

// replay reads the entries behind the snapshot, as the WAL's ReadAll does: each
// takes the place of those from its index on. It returns the places of their records.
func (left *Left) replay(records []Record) (entries []int) {
	for i := range records {
		r := &records[i]
		if r.Kind != "entry" || r.Index <= left.Snapshot.Index {
			continue
		}
		up := r.Index - left.Snapshot.Index - 1
		if up > uint64(len(entries)) {
			left.Err = errGap
			return nil
		}
		entries = append(entries[:up], i)
	}
	n := len(entries)
	if n == 0 || records[entries[0]].Term < left.Snapshot.Term { // see behind
		return nil
	}
	first, last := &records[entries[0]], &records[entries[n-1]]
	left.First, left.Last = Position{first.Term, first.Index}, Position{last.Term, last.Index}
	return entries
}
