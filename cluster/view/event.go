package view

// Event is something that happened in a step, in raft's terms. Which fields
// mean something depends on What; String says it in words.
type Event struct {
	What What
	// Node is the one it happened to, Peer the other one that it concerns.
	Node, Peer NodeID
	// Synced says whether what was written was fsynced.
	Synced bool
	// Count is a number of entries, messages, ticks or votes.
	Count int32
	// Bytes is a size.
	Bytes int32
	// Term and Index are a position in the log; Index is a message's or
	// request's number where the event is about one.
	Term, Index uint64
	// Text has what is not a number: a reason, a configuration, a line of raft's log.
	Text string
	// About is what the event is about: a *Message, a *Ready, a *raftpb.Entry, a
	// *Request or a *Violation, nil for none.
	About any
}

// What tells events apart.
type What uint8

// The events. The comment says which fields they use beyond Node.
const (
	// Started: Index is the last entry it starts with, Text how it started.
	Started What = iota
	// Ticked: Count is the timer, Bytes what it counts up to, Text its name.
	Ticked
	// Took a Ready in hand: About it; Index is its number.
	Took
	// SavedSnapshot: Text says what of it. Term, Index, Bytes, Synced.
	SavedSnapshot
	// SavedWAL: Count entries of the Ready that it is About, Bytes, Synced; Text is
	// "HardState" when there was one.
	SavedWAL
	// AppliedSnapshot to MemoryStorage and store: Term, Index.
	AppliedSnapshot
	// AppendedStorage: Count entries up to Term, Index.
	AppendedStorage
	// Sent Count messages: About the Ready that has them.
	Sent
	// Published Count entries up to Term, Index.
	Published
	// Applied one normal entry to the store: About it.
	Applied
	// ConfigChanged: About the entry that was applied, Text the new configuration.
	ConfigChanged
	// ConfigRejected: About a committed change that cannot be applied, Text why.
	ConfigRejected
	// Undecodable: About a committed entry that the store could not read, Text why.
	Undecodable
	// TriggeredSnapshot: Index and Term of the snapshot, Bytes.
	TriggeredSnapshot
	// Compacted: the log now begins behind Index.
	Compacted
	// Advanced: the Ready with number Index is done.
	Advanced
	// Delivered: About the message.
	Delivered
	// Dropped: About the message, by a user.
	Dropped
	// Lost: About the message, Text why.
	Lost
	// Duplicated: About the message, Count the number of the copy.
	Duplicated
	// Delayed: About the message, Count the tick it is due at.
	Delayed
	// Unreachable: Node's raft was told that Peer cannot be reached.
	Unreachable
	// SnapshotReported: Node's raft was told how the MsgSnap to Peer ended: Text.
	SnapshotReported
	// Arrived: About a message that came out of a real wire and waits to be delivered.
	Arrived
	// LinksChanged: Text.
	LinksChanged
	// RoleChanged: Text is the new role, Term the term.
	RoleChanged
	// TermChanged: Term is the new one.
	TermChanged
	// Voted for Peer in Term.
	Voted
	// LeaderChanged: Peer is whom Node now believes to lead in Term, 0 for none.
	LeaderChanged
	// CommitAdvanced to Index.
	CommitAdvanced
	// Proposed: About the client's request.
	Proposed
	// Refused by raft: Text is the reason.
	Refused
	// Acknowledged: About the client's request, a read's with its answer, which
	// Text has in words; a put was applied at Term/Index.
	Acknowledged
	// Abandoned: About the request whose node is gone, Text why.
	Abandoned
	// Got: About a get with its answer, which Text has in words.
	Got
	// ConfigProposed: Text is the change.
	ConfigProposed
	// TransferStarted to Peer.
	TransferStarted
	// Campaigned: a user started an election.
	Campaigned
	// TimeoutSet to Count ticks.
	TimeoutSet
	// Armed: Node will crash before the stage in Text.
	Armed
	// DiskArmed: Node's next write in the stage in Text will fail.
	DiskArmed
	// Crashed: Bytes were lost, Text says how.
	Crashed
	// Stopped by itself: Text is the reason.
	Stopped
	// RuleBroken: from now on Node breaks the rule in Text; Node is 0 for all.
	RuleBroken
	// RuleObeyed: Node no longer breaks the rule in Text; Node is 0 for all.
	RuleObeyed
	// Omitted: Node did not do what Text says, because it breaks the rule named there.
	Omitted
	// Violated: a safety property did not hold after the step: About it.
	Violated
	// Noted: Text.
	Noted
	// Watched: from here on Node's process tells how Node is; Count is how many of its
	// steps were skipped.
	Watched
	// Unwatched: it does no longer: Text says why.
	Unwatched
	// Raft is a line of raft's own log, at level info or above: Text.
	Raft
	whats
)

// Whats is the number of kinds of events: each What is below it.
const Whats = int(whats)
