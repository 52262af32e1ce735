package report

import (
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// eventNames are the names of events in JSON. They are a contract: a name is
// never changed.
var eventNames = [view.Whats]string{
	view.Started:           "started",
	view.Ticked:            "ticked",
	view.Took:              "took-ready",
	view.SavedSnapshot:     "saved-snapshot",
	view.SavedWAL:          "saved-wal",
	view.AppliedSnapshot:   "applied-snapshot",
	view.AppendedStorage:   "appended-storage",
	view.Sent:              "sent",
	view.Published:         "published",
	view.Applied:           "applied",
	view.ConfigChanged:     "config-changed",
	view.ConfigRejected:    "config-rejected",
	view.Undecodable:       "undecodable",
	view.TriggeredSnapshot: "triggered-snapshot",
	view.Compacted:         "compacted",
	view.Advanced:          "advanced",
	view.Delivered:         "delivered",
	view.Dropped:           "dropped",
	view.Lost:              "lost",
	view.Duplicated:        "duplicated",
	view.Delayed:           "delayed",
	view.Unreachable:       "unreachable",
	view.Arrived:           "arrived",
	view.SnapshotReported:  "snapshot-reported",
	view.LinksChanged:      "links-changed",
	view.RoleChanged:       "role-changed",
	view.TermChanged:       "term-changed",
	view.Voted:             "voted",
	view.LeaderChanged:     "leader-changed",
	view.CommitAdvanced:    "commit-advanced",
	view.Proposed:          "proposed",
	view.Refused:           "refused",
	view.Acknowledged:      "acknowledged",
	view.Abandoned:         "abandoned",
	view.Got:               "got",
	view.ConfigProposed:    "config-proposed",
	view.TransferStarted:   "transfer-started",
	view.Campaigned:        "campaigned",
	view.TimeoutSet:        "timeout-set",
	view.Armed:             "armed",
	view.DiskArmed:         "disk-armed",
	view.Crashed:           "crashed",
	view.Stopped:           "stopped",
	view.RuleBroken:        "rule-broken",
	view.RuleObeyed:        "rule-obeyed",
	view.Omitted:           "omitted",
	view.Violated:          "violated",
	view.Noted:             "noted",
	view.Watched:           "watched",
	view.Unwatched:         "unwatched",
	view.Raft:              "raft",
}

// EventName is the name that a kind of event has in JSON.
func EventName(w view.What) string { return eventNames[w] }

func toEvent(e view.Event) Event {
	out := Event{
		Event: eventNames[e.What], Node: int(e.Node), Peer: int(e.Peer), Term: e.Term, Index: e.Index,
		Count: int(e.Count), Bytes: int(e.Bytes), Synced: e.Synced, Text: e.English(),
	}
	switch about := e.About.(type) {
	case *view.Message:
		out.Message = about.ID
	case *view.Request:
		out.Request = about.ID
	case *raftpb.Entry:
		out.Term, out.Index = about.Term, about.Index
	case *view.Ready:
		out.Index = uint64(about.Number)
	}
	return out
}
