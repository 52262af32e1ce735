package cluster_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

func start(t *testing.T, change func(*cluster.Settings)) *cluster.Lab {
	t.Helper()
	s := cluster.Defaults()
	if change != nil {
		change(&s)
	}
	l, err := cluster.New(s, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// withLeader is a settled cluster that node 1 leads.
func withLeader(t *testing.T, change func(*cluster.Settings)) *cluster.Lab {
	t.Helper()
	l := start(t, change)
	do(t, l.Settle())
	do(t, l.Campaign(1))
	do(t, l.Settle())
	if l.View().Leader() != 1 {
		t.Fatalf("n%d leads", l.View().Leader())
	}
	return l
}

func do(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// happened reports whether an event's words have appeared since a step.
func happened(l *cluster.Lab, since int, words string) bool {
	for i := since; i < l.Len(); i++ {
		for _, e := range l.Step(i).Events {
			if strings.Contains(e.String(), words) {
				return true
			}
		}
	}
	return false
}

func value(l *cluster.Lab, id view.NodeID, key string) string {
	v, _ := l.View().Node(id).KV.Get(key)
	return v
}

// Whatever stage of whatever Ready a node dies before, and however: what was
// acknowledged is there when it is back, and the cluster goes on.
func TestACrashBeforeAnyStageLosesNothingAcknowledged(t *testing.T) {
	for _, id := range []view.NodeID{1, 2} {
		for _, stage := range view.Stages() {
			for _, power := range []bool{false, true} {
				t.Run(fmt.Sprintf("%v at %v power=%v", id, stage, power), func(t *testing.T) {
					l := withLeader(t, func(s *cluster.Settings) { s.Snapshot, s.CatchUp = 3, 1 })
					do(t, l.Put("before", "1", 0))
					do(t, l.Settle())
					acknowledged := happened(l, 0, "acknowledged")
					if !acknowledged {
						t.Fatal("the first put was not acknowledged")
					}
					do(t, l.CrashAt(id, stage, power))
					for i := range 6 {
						do(t, l.Put("during", fmt.Sprint(i), 0))
						do(t, l.Run(3))
					}
					armed := stage != view.SaveSnapshot && stage != view.ApplySnapshot // nobody is sent one here
					if up := l.View().Node(id).Up; up == armed {
						t.Fatalf("%v is up: %v", id, up)
					}
					if !l.View().Node(id).Up {
						do(t, l.Restart(id))
					}
					do(t, l.Run(60))
					do(t, l.Put("after", "1", 0))
					do(t, l.Run(5))
					for n := view.NodeID(1); n <= 3; n++ {
						if value(l, n, "before") != "1" || value(l, n, "after") != "1" {
							t.Errorf("%v has %v", n, l.View().Node(n).KV.Map())
						}
					}
				})
			}
		}
	}
}

func TestALaggingFollowerIsCaughtUpBySnapshot(t *testing.T) {
	for _, stage := range []view.Stage{view.NoStage, view.SaveSnapshot, view.SaveWAL, view.ApplySnapshot, view.AppendStorage} {
		t.Run("crash at "+stage.String(), func(t *testing.T) {
			l := withLeader(t, func(s *cluster.Settings) { s.Snapshot, s.CatchUp = 5, 2 })
			do(t, l.Crash(3, false))
			for i := range 30 {
				do(t, l.Put("x", fmt.Sprint(i), 0))
				do(t, l.Settle())
			}
			do(t, l.Restart(3))
			since := l.Len()
			if stage != view.NoStage {
				do(t, l.CrashAt(3, stage, true))
			}
			do(t, l.Run(30))
			if !l.View().Node(3).Up {
				do(t, l.Restart(3))
				do(t, l.Run(30))
			}
			if !happened(l, since, "MsgSnap") || !happened(l, since, "n1's raft was told that its snapshot to n3 arrived") {
				t.Error("no snapshot was sent")
			}
			if value(l, 3, "x") != "29" || l.View().Node(1).Progress[2].State != "replicate" {
				t.Errorf("n3 has %v, progress is %+v", l.View().Node(3).KV.Map(), l.View().Node(1).Progress)
			}
		})
	}
}

func TestASecondChangeWhileOneIsPendingIsRefused(t *testing.T) {
	l := withLeader(t, nil)
	since := l.Len()
	do(t, l.Add(4, false))
	do(t, l.Add(5, false))
	if !happened(l, since, "n1 refused: configuration change: possible unapplied conf change") {
		t.Error("nobody said that the second change was refused")
	}
	do(t, l.Run(5))
	if got := l.View().Node(1).Config.String(); got != "voters=(n1 n2 n3 n4)" {
		t.Errorf("configuration is %s", got)
	}
}

// A follower forwards the change, so the leader refuses it in another step.
func TestAForwardedChangeThatIsRefusedIsReported(t *testing.T) {
	l := withLeader(t, nil)
	do(t, l.Cut(view.Link{From: 1, To: 2}))
	do(t, l.Cut(view.Link{From: 1, To: 3}))
	do(t, l.Add(4, false))
	since := l.Len()
	do(t, l.Add(5, true))
	do(t, l.Settle())
	if !happened(l, since, "refused: configuration change") {
		t.Error("nobody said that the change was refused")
	}
}

func TestARemovedLeaderStopsAndTheOthersGoOn(t *testing.T) {
	l := withLeader(t, nil)
	do(t, l.Remove(1))
	do(t, l.Settle())
	if n := l.View().Node(1); n.Up || !n.Removed {
		t.Errorf("n1 is up: %v, removed: %v", n.Up, n.Removed)
	}
	do(t, l.Run(40))
	do(t, l.Put("x", "1", 0))
	do(t, l.Settle())
	if value(l, 2, "x") != "1" || value(l, 3, "x") != "1" {
		t.Error("the others do not go on")
	}
	do(t, l.Restart(1)) // it replays its own removal
	do(t, l.Run(3))
	since := l.Len()
	do(t, l.Add(1, false))
	if !happened(l, since, "n1 was removed, and a raft ID is never used twice") {
		t.Error("a removed node was added again")
	}
}

func TestAChangeThatLeavesNoVotersIsNotApplied(t *testing.T) {
	l := withLeader(t, func(s *cluster.Settings) { s.Nodes = 1 })
	since := l.Len()
	do(t, l.Remove(1))
	do(t, l.Settle())
	if !happened(l, since, "did not apply") || !l.View().Node(1).Up {
		t.Error("the last voter was removed")
	}
	do(t, l.Put("x", "1", 0))
	do(t, l.Settle())
	if value(l, 1, "x") != "1" {
		t.Error("the cluster does not go on")
	}
}

func TestJointConsensusNeedsBothHalves(t *testing.T) {
	l := withLeader(t, nil)
	do(t, l.Change([]raftpb.ConfChangeSingle{
		{Type: raftpb.ConfChangeAddNode, NodeID: 4},
		{Type: raftpb.ConfChangeRemoveNode, NodeID: 2},
		{Type: raftpb.ConfChangeRemoveNode, NodeID: 3},
	}, raftpb.ConfChangeTransitionJointExplicit))
	do(t, l.Run(3))
	if got := l.View().Node(1).Config.String(); got != "voters=(n1 n4)&&(n1 n2 n3)" {
		t.Fatalf("configuration is %s", got)
	}
	do(t, l.Partition([][]view.NodeID{{1, 4}, {2, 3}}))
	do(t, l.Put("x", "1", 0))
	do(t, l.Run(2))
	if value(l, 1, "x") != "" {
		t.Error("committed without the outgoing half")
	}
	do(t, l.Heal())
	do(t, l.Run(3))
	if value(l, 1, "x") != "1" {
		t.Error("not committed with both halves")
	}
	do(t, l.LeaveJoint())
	do(t, l.Run(3))
	if got := l.View().Node(1).Config.String(); got != "voters=(n1 n4)" {
		t.Errorf("configuration is %s", got)
	}
}

func TestReadIndexAnswersOnlyWithAQuorum(t *testing.T) {
	l := withLeader(t, nil)
	do(t, l.Put("x", "1", 0))
	do(t, l.Settle())
	since := l.Len()
	do(t, l.Read("x", 2))
	do(t, l.Settle())
	if !happened(l, since, "answered by n2: x=1") {
		t.Error("a follower's read was not answered")
	}
	do(t, l.Isolate(1))
	since = l.Len()
	do(t, l.Read("x", 1))
	do(t, l.Get("x", 1))
	do(t, l.Settle())
	if happened(l, since, "answered by n1") || !happened(l, since, "client gets x=1 from n1's own store") {
		t.Error("a leader without a quorum answered a linearizable read, or no stale one")
	}
}

func TestTransferMovesLeadership(t *testing.T) {
	l := withLeader(t, nil)
	do(t, l.Transfer(3))
	do(t, l.Settle())
	if l.View().Leader() != 3 {
		t.Errorf("n%d leads", l.View().Leader())
	}
}

func TestCheckQuorumMakesALeaderStepDown(t *testing.T) {
	for _, on := range []bool{false, true} {
		l := withLeader(t, func(s *cluster.Settings) { s.CheckQuorum = on })
		do(t, l.Isolate(1))
		do(t, l.Run(25))
		if leads := l.View().Node(1).Role == view.Leader; leads == on {
			t.Errorf("checkquorum=%v: n1 leads: %v", on, leads)
		}
	}
}

func TestPreVoteKeepsTheTermOfAnIsolatedNode(t *testing.T) {
	for _, on := range []bool{false, true} {
		l := withLeader(t, func(s *cluster.Settings) { s.PreVote = on })
		do(t, l.Isolate(3))
		do(t, l.Run(60))
		if grew := l.View().Node(3).Term > 2; grew == on {
			t.Errorf("prevote=%v: n3 is at term %d", on, l.View().Node(3).Term)
		}
	}
}

func TestARestartedClusterGoesOnFromItsFiles(t *testing.T) {
	dir := t.TempDir() + "/data"
	s := cluster.Defaults()
	s.Snapshot, s.CatchUp = 4, 1
	for run := range 3 {
		l, err := cluster.New(s, dir)
		do(t, err)
		do(t, l.Until(func(v *view.View) (bool, error) { return v.Leader() != 0, nil }, 100))
		do(t, l.Run(3))
		if run > 0 && value(l, 2, "x") != fmt.Sprint(run-1) {
			t.Errorf("run %d finds %v", run, l.View().Node(2).KV.Map())
		}
		for range 5 {
			do(t, l.Put("x", fmt.Sprint(run), 0))
			do(t, l.Settle())
		}
		do(t, l.Close())
	}
}

// A run that ends before any node has saved its first Ready leaves empty files.
func TestAClusterThatNeverSavedBootstrapsAgain(t *testing.T) {
	dir := t.TempDir() + "/data"
	for range 2 {
		l, err := cluster.New(cluster.Defaults(), dir)
		do(t, err)
		do(t, l.Close())
	}
	l, err := cluster.New(cluster.Defaults(), dir)
	do(t, err)
	do(t, l.Until(func(v *view.View) (bool, error) { return v.Leader() != 0, nil }, 100))
	do(t, l.Close())
}

// A snapshot is sent with data, position and configuration of one moment: with a
// newer configuration on older data the follower would apply the changes between
// twice, and end in a joint configuration that nobody else has.
func TestACaughtUpFollowerHasTheLeadersJointConfiguration(t *testing.T) {
	l := withLeader(t, func(s *cluster.Settings) { s.Snapshot, s.CatchUp = 1000, 0 })
	do(t, l.Crash(3, false))
	for range 2 {
		do(t, l.Put("a", "1", 0))
		do(t, l.Settle())
	}
	do(t, l.Snapshot(1))
	explicit := raftpb.ConfChangeTransitionJointExplicit
	do(t, l.Change([]raftpb.ConfChangeSingle{{Type: raftpb.ConfChangeAddNode, NodeID: 4}}, explicit))
	do(t, l.Run(2))
	do(t, l.LeaveJoint())
	do(t, l.Run(2))
	do(t, l.Change([]raftpb.ConfChangeSingle{{Type: raftpb.ConfChangeRemoveNode, NodeID: 2}}, explicit))
	do(t, l.Run(2))
	do(t, l.Restart(3))
	do(t, l.Run(9))
	want := "voters=(n1 n3 n4)&&(n1 n2 n3 n4)"
	for id := view.NodeID(1); id <= 4; id++ {
		if got := l.View().Node(id).Config.String(); got != want {
			t.Errorf("configuration of %v is %s, want %s", id, got, want)
		}
	}
}

func TestASnapshotIsRefusedWhileANewerOneIsInHand(t *testing.T) {
	l := withLeader(t, func(s *cluster.Settings) { s.Snapshot, s.CatchUp = 100, 0 })
	do(t, l.Isolate(3))
	for range 2 {
		do(t, l.Put("a", "1", 0))
		do(t, l.Settle())
	}
	do(t, l.Snapshot(1))
	do(t, l.Heal())
	do(t, l.Tick(1, 1))
	do(t, l.Ready(1))
	do(t, l.Until(func(v *view.View) (bool, error) { return v.Node(3).Stage == view.SaveSnapshot, nil }, 20))
	for range 2 {
		do(t, l.Snapshot(3))
		do(t, l.Stage(3, 1))
	}
	do(t, l.Crash(3, false))
	do(t, l.Restart(3))
	do(t, l.Run(5))
	if n := l.View().Node(3); !n.Up || value(l, 3, "a") != "1" {
		t.Errorf("n3 is up: %v, and has %v; %s", n.Up, n.KV.Map(), n.Failure)
	}
}

// What an earlier run left uncommitted may commit in this one, and must not pass
// for the answer to a request of this one.
func TestAnOldProposalIsNoAnswerToANewRequest(t *testing.T) {
	dir := t.TempDir() + "/data"
	l, err := cluster.New(cluster.Defaults(), dir)
	do(t, err)
	do(t, l.Settle())
	do(t, l.Campaign(1))
	do(t, l.Settle())
	do(t, l.Isolate(1))
	do(t, l.Put("x", "OLD", 0))
	do(t, l.Ready(1))
	do(t, l.Close())

	l, err = cluster.New(cluster.Defaults(), dir)
	do(t, err)
	defer l.Close()
	do(t, l.Settle())
	do(t, l.Campaign(1))
	do(t, l.Settle())
	since := l.Len()
	do(t, l.Put("y", "NEW", 1))
	do(t, l.Settle())
	for i := since; i < l.Len(); i++ {
		for _, e := range l.Step(i).Events {
			if e.What == view.Acknowledged && e.Index != l.View().Node(1).Log.Last() {
				t.Errorf("%v", e)
			}
		}
	}
	if value(l, 1, "x") != "OLD" || value(l, 1, "y") != "NEW" {
		t.Errorf("n1 has %v", l.View().Node(1).KV.Map())
	}
}

func TestLostFilesAreNotTakenForANewNode(t *testing.T) {
	for name, lose := range map[string]func(t *testing.T, dir string){
		"emptied WAL": func(t *testing.T, dir string) {
			segments, err := filepath.Glob(dir + "/n2/wal/*.wal")
			if err != nil || len(segments) != 1 {
				t.Fatal(segments, err)
			}
			do(t, os.Truncate(segments[0], 0))
		},
		"no directory": func(t *testing.T, dir string) { do(t, os.RemoveAll(dir+"/n2")) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir() + "/data"
			l, err := cluster.New(cluster.Defaults(), dir)
			do(t, err)
			do(t, l.Settle())
			do(t, l.Close())
			lose(t, dir)
			if _, err := cluster.New(cluster.Defaults(), dir); err == nil || !strings.Contains(err.Error(), "n2") {
				t.Errorf("error is %v", err)
			}
		})
	}
}

func TestAFullDiskStopsTheNode(t *testing.T) {
	l := withLeader(t, nil)
	do(t, l.FailDisk(1, view.SaveWAL))
	since := l.Len()
	do(t, l.Put("x", "1", 0))
	do(t, l.Settle())
	if n := l.View().Node(1); n.Up || !strings.Contains(n.Failure, "no space left on device") {
		t.Errorf("n1 is up: %v, failure: %q", n.Up, n.Failure)
	}
	if happened(l, since, "acknowledged") || happened(l, since, "n1 sent") {
		t.Error("something was acknowledged or sent that was not saved")
	}
	do(t, l.Restart(1))
	do(t, l.Run(40))
	if !l.View().Node(1).Up {
		t.Error("n1 does not restart")
	}
	if err := l.FailDisk(1, view.Send); err == nil || !strings.Contains(err.Error(), "writes nothing") {
		t.Errorf("error is %v", err)
	}
}

func TestNodesAddedLaterReachTheOthersOfAPartition(t *testing.T) {
	l := withLeader(t, nil)
	do(t, l.Isolate(3))
	do(t, l.Add(4, false))
	do(t, l.Run(10))
	if l.View().Node(4).Log.Last() == 0 {
		t.Error("n4 has nothing")
	}
}

// step and until may end within a round of ticks; tick all and run finish it.
func TestTicksStayEven(t *testing.T) {
	l := start(t, nil)
	do(t, l.Settle())
	do(t, l.Until(func(v *view.View) (bool, error) { return v.Node(1).ElectionElapsed == 3, nil }, 20))
	do(t, l.TickAll(2))
	for id := view.NodeID(1); id <= 3; id++ {
		if got := l.View().Node(id).ElectionElapsed; got != 5 {
			t.Errorf("electionElapsed of %v is %d, want 5", id, got)
		}
	}
}

func TestTheScheduleGoesOnWhenTheLastNodeCrashes(t *testing.T) {
	l := withLeader(t, func(s *cluster.Settings) { s.Nodes = 1 })
	do(t, l.Put("x", "1", 0))
	do(t, l.CrashAt(1, view.Publish, false))
	do(t, l.Run(20))
	do(t, l.Restart(1))
	do(t, l.Run(40))
	if value(l, 1, "x") != "1" {
		t.Errorf("n1 has %v", l.View().Node(1).KV.Map())
	}
	do(t, l.CrashAt(1, view.Send, false))
	var timeout *cluster.Timeout
	if err := l.Until(func(v *view.View) (bool, error) { return false, nil }, 30); !errors.As(err, &timeout) {
		t.Errorf("error is %v", err)
	}
	if err := l.Run(1); l.View().Node(1).Up == (err != nil) {
		t.Errorf("n1 is up: %v, error is %v", l.View().Node(1).Up, err)
	}
}

func TestErrorsSayWhatIsAllowed(t *testing.T) {
	l := start(t, nil)
	do(t, l.Crash(3, false))
	for want, err := range map[string]error{
		"tick: unknown node 7; nodes are 1, 2, 3":                                                            l.Tick(7, 1),
		"tick: n3 is down; up are 1, 2":                                                                      l.Tick(3, 1),
		"restart: n1 is up; down are 3":                                                                      l.Restart(1),
		"timeout: 25 ticks is out of range; with election=10 raft draws from 10..19":                         l.SetTimeout(1, 25),
		"deliver: no message #9 is in flight; in flight are none":                                            l.Deliver(cluster.Which{ID: 9}),
		"partition: n1 is in two groups; each node is in one":                                                l.Partition([][]view.NodeID{{1}, {1, 2}}),
		"cut: a node has no link to itself; name two nodes":                                                  l.Cut(view.Link{From: 1, To: 1}),
		"add: node 12 is out of range; allowed is 1..9":                                                      l.Add(12, false),
		"link: loss=101% is out of range; allowed is 0%..100%":                                               l.SetLink(view.LinkRule{LossPercent: 101}),
		"link: delay=3..2 is out of range; allowed is 0..1000, the smaller one first":                        l.SetLink(view.LinkRule{MinDelay: 3, MaxDelay: 2}),
		"change: names no node; give +N, ~N or -N, or leave-joint":                                           l.Change(nil, 0),
		"cluster: nodes=10 is out of range; allowed is 1..9":                                                 cluster.Settings{Nodes: 10}.Validate(),
		"cluster: voters= and learners= need index=: they are the configuration of a snapshot at that index": withVoters().Validate(),
	} {
		if err == nil || err.Error() != want {
			t.Errorf("error is\n%v, want\n%s", err, want)
		}
	}
}

func withVoters() cluster.Settings {
	s := cluster.Defaults()
	s.Voters = []view.NodeID{1}
	return s
}
