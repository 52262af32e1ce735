package node

import (
	"fmt"
	"reflect"
	"unsafe"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"
	"go.etcd.io/etcd/raft/v3/tracker"
)

// internals are fields of raft's private state that have no accessor. This is
// the only file that reaches into raft, for two reasons:
//
// The lab must be deterministic, and raft draws randomizedElectionTimeout from
// a private source seeded with the wall clock, so the lab sets it.
//
// The screen shows what an engineer asks about: the timers, the part of the log
// that is not stable yet, and each follower's inflight window.
//
// All but randomizedElectionTimeout is only read. The pointers hold for the
// life of the RawNode: raft never replaces the structs they point into.
type internals struct {
	electionElapsed, heartbeatElapsed, randomizedElectionTimeout *int

	progress         *tracker.ProgressTracker
	unstableSnapshot **raftpb.Snapshot
	unstableEntries  *[]raftpb.Entry
	unstableOffset   *uint64
	transferee       *uint64
}

// reveal finds the fields. It panics, naming the field, when this version of
// raft has moved one; TestInternals fails then.
func reveal(rn *raft.RawNode) internals {
	r := reflect.ValueOf(rn).Elem().FieldByName("raft").Elem()
	log := field(r, "raftLog").Elem()
	unstable := field(log, "unstable")
	return internals{
		electionElapsed:           pointer[int](r, "electionElapsed"),
		heartbeatElapsed:          pointer[int](r, "heartbeatElapsed"),
		randomizedElectionTimeout: pointer[int](r, "randomizedElectionTimeout"),
		progress:                  pointer[tracker.ProgressTracker](r, "prs"),
		transferee:                pointer[uint64](r, "leadTransferee"),
		unstableSnapshot:          pointer[*raftpb.Snapshot](unstable, "snapshot"),
		unstableEntries:           pointer[[]raftpb.Entry](unstable, "entries"),
		unstableOffset:            pointer[uint64](unstable, "offset"),
	}
}

func pointer[T any](v reflect.Value, name string) *T {
	f := field(v, name)
	if want := reflect.TypeFor[T](); f.Type() != want {
		panic(fmt.Sprintf("node: raft's field %s is a %v, not a %v, in this version of raft", name, f.Type(), want))
	}
	return (*T)(unsafe.Pointer(f.UnsafeAddr()))
}

func field(v reflect.Value, name string) reflect.Value {
	f := v.FieldByName(name)
	if !f.IsValid() {
		panic(fmt.Sprintf("node: %v has no field %s in this version of raft", v.Type(), name))
	}
	return f
}
