package node

import (
	"testing"

	"go.etcd.io/etcd/raft/v3"
)

// TestInternals fails when a new version of raft has moved a private field that
// internals.go reads, or gives it another meaning.
func TestInternals(t *testing.T) {
	storage := raft.NewMemoryStorage()
	n := &Node{}
	rn, err := raft.NewRawNode(&raft.Config{
		ID: 1, ElectionTick: 10, HeartbeatTick: 1, Storage: storage,
		MaxSizePerMsg: 1 << 20, MaxInflightMsgs: MaxInflightMsgs, Logger: (*logger)(n),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := rn.Bootstrap([]raft.Peer{{ID: 1}, {ID: 2}}); err != nil {
		t.Fatal(err)
	}
	in := reveal(rn)
	if got := *in.unstableOffset; got != 1 || len(*in.unstableEntries) != 2 || *in.unstableSnapshot != nil {
		t.Errorf("unstable entries are %v from %d, snapshot %v", *in.unstableEntries, got, *in.unstableSnapshot)
	}
	if got := len(in.progress.Progress); got != 2 {
		t.Errorf("progress has %d members", got)
	}
	if *in.transferee != raft.None {
		t.Errorf("leadership is being transferred to %d", *in.transferee)
	}

	rd := rn.Ready()
	if err := storage.Append(rd.Entries); err != nil {
		t.Fatal(err)
	}
	rn.Advance(rd)
	for _, timeout := range []int{10, 19} {
		ticks := 0
		*in.electionElapsed = 0
		*in.randomizedElectionTimeout = timeout
		for before := rn.BasicStatus().HardState.Term; rn.BasicStatus().HardState.Term == before; ticks++ {
			if *in.electionElapsed != ticks {
				t.Fatalf("after %d ticks electionElapsed is %d", ticks, *in.electionElapsed)
			}
			rn.Tick()
		}
		if ticks != timeout {
			t.Errorf("a timeout of %d ticks took %d", timeout, ticks)
		}
	}
	if *in.heartbeatElapsed != 0 {
		t.Errorf("a candidate's heartbeatElapsed is %d", *in.heartbeatElapsed)
	}
}
