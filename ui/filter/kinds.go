package filter

import (
	"slices"
	"strings"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/report"
	"raftviz/cluster/view"
)

// kinds is a set of events by what happened, and of messages by their type. The
// zero kinds has all events.
type kinds struct {
	whats [view.Whats]bool
	types []raftpb.MessageType
	some  bool
}

func (k *kinds) add(o kinds) {
	for w, has := range o.whats {
		k.whats[w] = k.whats[w] || has
	}
	k.types = append(k.types, o.types...)
	k.some = true
}

// group is a name for events that belong together.
type group struct {
	name  string
	whats []view.What
}

// groups are the words that one looks for first. An event's own name is a kind
// as well, and so is a message's type.
var groups = []group{
	{"client", []view.What{view.Proposed, view.Refused, view.Acknowledged, view.Abandoned, view.Got}},
	{"commit", []view.What{view.CommitAdvanced}},
	{"crash", []view.What{view.Armed, view.Crashed, view.Stopped, view.Abandoned}},
	{"disk", []view.What{view.SavedSnapshot, view.SavedWAL, view.DiskArmed}},
	{"election", []view.What{view.Campaigned, view.Voted, view.RoleChanged, view.LeaderChanged, view.TermChanged}},
	{"fault", []view.What{view.Armed, view.Crashed, view.Stopped, view.DiskArmed, view.LinksChanged, view.Dropped, view.Lost,
		view.Delayed, view.Duplicated, view.RuleBroken, view.RuleObeyed, view.Omitted}},
	{"member", []view.What{view.ConfigProposed, view.ConfigChanged, view.ConfigRejected, view.TransferStarted, view.Watched, view.Unwatched}},
	{"message", []view.What{view.Sent, view.Delivered, view.Arrived, view.Dropped, view.Lost, view.Duplicated, view.Delayed}},
	{"snapshot", []view.What{view.SavedSnapshot, view.AppliedSnapshot, view.TriggeredSnapshot, view.Compacted, view.SnapshotReported}},
	{"violation", []view.What{view.Violated}},
}

func groupNames() []string {
	names := make([]string, len(groups))
	for i, g := range groups {
		names[i] = g.name
	}
	return names
}

// KindNames are all that can stand behind kind: the groups first, then events by
// the names that they have in JSON, then the types of messages.
func KindNames() []string {
	names := groupNames()
	for w := range view.Whats {
		if n := report.EventName(view.What(w)); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	for _, t := range sentTypes {
		names = append(names, t.String())
	}
	return names
}

// KindName is the kind that an event is followed by: the type of the message
// that it is about, else its own name.
func KindName(e *view.Event) string {
	if m, ok := e.About.(*view.Message); ok {
		return m.Type.String()
	}
	return report.EventName(e.What)
}

// sentTypes are the messages that nodes send to one another.
var sentTypes = []raftpb.MessageType{
	raftpb.MsgApp, raftpb.MsgAppResp, raftpb.MsgHeartbeat, raftpb.MsgHeartbeatResp, raftpb.MsgVote, raftpb.MsgVoteResp,
	raftpb.MsgPreVote, raftpb.MsgPreVoteResp, raftpb.MsgSnap, raftpb.MsgProp, raftpb.MsgReadIndex, raftpb.MsgReadIndexResp,
	raftpb.MsgTimeoutNow, raftpb.MsgTransferLeader,
}

// kindsOf is what a name stands for: what is called so, else whatever has a word
// in its name that begins so. ok is false when nothing has.
func kindsOf(name string) (k kinds, ok bool) {
	name = strings.ToLower(name)
	if k = named(func(n string) bool { return n == name }); k.some {
		return k, true
	}
	k = named(func(n string) bool {
		return strings.HasPrefix(n, name) || strings.Contains(n, "-"+name) || strings.HasPrefix(n, "msg"+name)
	})
	return k, k.some
}

// named is all whose name, in lower case, is one of those.
func named(is func(name string) bool) (k kinds) {
	for _, g := range groups {
		if is(g.name) {
			for _, w := range g.whats {
				k.whats[w], k.some = true, true
			}
		}
	}
	for w := range view.Whats {
		if is(report.EventName(view.What(w))) {
			k.whats[w], k.some = true, true
		}
	}
	for _, t := range sentTypes {
		if is(strings.ToLower(t.String())) {
			k.types, k.some = append(k.types, t), true
		}
	}
	return k
}
