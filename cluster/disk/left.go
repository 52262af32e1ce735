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

// leave works out what is left when all goes that has not come as far as a place.
func (l *Listing) leave(as Where) Left {
	var left Left
	for left.Records < len(l.Records) && l.Records[left.Records].Where <= as {
		if r := &l.Records[left.Records]; r.Kind == "HardState" {
			left.Hard = r.Hard
		}
		left.Records++
	}
	left.choose(l, as)
	if left.Err == nil {
		left.replay(l.Records[:left.Records])
	}
	return left
}

// choose chooses the snapshot, as Files.chooseSnapshot does: the newest that the
// WAL vouches for, at or below the commit index, and that has a file.
func (left *Left) choose(l *Listing, as Where) {
	for i := range l.Records[:left.Records] {
		r := &l.Records[i]
		if r.Kind != "snapshot" || r.Index > left.Hard.Commit || r.Index <= left.Snapshot.Index {
			continue
		}
		for k := range l.Snapshots {
			if s := &l.Snapshots[k]; s.Term == r.Term && s.Index == r.Index && (as > Synced || !s.Unsynced) {
				left.Snapshot, left.Err = Position{s.Term, s.Index}, s.damage
			}
		}
	}
}

// errGap is the WAL's own: entries that do not join those before them.
var errGap = errors.New("WAL: its entries do not join the snapshot or one another")

// replay reads the entries behind the snapshot, as the WAL's ReadAll does: each
// takes the place of those from its index on.
func (left *Left) replay(records []Record) {
	var entries []Position
	for i := range records {
		r := &records[i]
		if r.Kind != "entry" || r.Index <= left.Snapshot.Index {
			continue
		}
		up := r.Index - left.Snapshot.Index - 1
		if up > uint64(len(entries)) {
			left.Err = errGap
			return
		}
		entries = append(entries[:up], Position{r.Term, r.Index})
	}
	if n := len(entries); n > 0 && entries[0].Term >= left.Snapshot.Term { // see behind
		left.First, left.Last = entries[0], entries[n-1]
	}
}
