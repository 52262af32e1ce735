package history

import (
	"encoding/binary"
	"math/bits"

	"raftviz/cluster/view"
)

// row is a node as numbers. Those that change most come first: the mask of a
// record is short then.
type row [rowLen]uint64

const (
	slotStage = iota // with the flags that change with it
	slotElectionElapsed
	slotHeartbeatElapsed
	slotCommit
	slotApplied
	slotReady
	slotLogLast
	slotLog
	slotKV
	slotDiskBuffered
	slotDiskCommit
	slotDiskLast
	slotProgress // the first of progressSlots for each member
	slotCount    = slotProgress + view.MaxNodes*progressSlots
	slotTerm     = slotCount + iota - slotProgress - 2
	slotVote
	slotLead
	slotRole
	slotTransferee
	slotElectionTimeout
	slotConfig
	slotDiskTerm
	slotDiskVote
	slotDiskSnapshot
	slotFailure
	slotBroken
	slotDiskUnsynced
	slotOverwritten
	rowLen
)

const progressSlots = 4

// The bits of slotStage and of a member's first progress slot.
const (
	stageBits  = 0xf
	bitWaiting = 1 << 4
	bitUp      = 1 << 5
	bitRemoved = 1 << 6
	bitLearner = 1 << 7
	crashShift = 8
	failShift  = 12
	bitRemote  = 1 << 16
	bitWatched = 1 << 17

	bitRecentActive = 1 << 0
	bitPaused       = 1 << 1
	bitIsLearner    = 1 << 2
	stateShift      = 3
	idShift         = 5
	inflightShift   = 9
)

// Every slot has a bit in a mask of 64.
var _ [64 - rowLen]struct{}

// edit makes a row another one, slot by slot in rising order, and notes which
// slots differ and by how much.
type edit struct {
	row    *row
	mask   uint64
	deltas []byte
}

func (e *edit) set(slot int, value uint64) {
	if before := e.row[slot]; before != value {
		e.mask |= 1 << slot
		e.deltas = binary.AppendVarint(e.deltas, int64(value-before))
		e.row[slot] = value
	}
}

// record adds to b what the edit did.
func (e *edit) record(b []byte) []byte {
	return append(binary.AppendUvarint(b, e.mask), e.deltas...)
}

// readRow adds to v what an edit recorded.
func readRow(f *fields, v *row) {
	for m := f.uint(); m != 0; m &= m - 1 {
		v[bits.TrailingZeros64(m)] += uint64(f.int())
	}
}
