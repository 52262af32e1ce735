package rule

import (
	"raftviz/cluster/lang"
)

// Summary says in one line what a node does that breaks the rule.
func (r Rule) Summary() string { return lang.T(explanations[r].summary) }

// CaughtBy names what finds that the rule is broken: safety properties with a
// comma between them, or in words an error, or what a cluster can no longer do.
func (r Rule) CaughtBy() string { return lang.T(explanations[r].caughtBy) }

// Explanation is one paragraph: what the node does, the contract that it breaks and
// where that is written, and the damage.
func (r Rule) Explanation() string { return lang.T(explanations[r].text) }

type explanation struct{ summary, caughtBy, text string }

var explanations = [rules]explanation{
	SendBeforeSave: {
		summary:  "sends a Ready's messages before it saves anything",
		caughtBy: "election-safety",
		text: "The send stage runs first. raft says that no message may leave before the latest HardState, and the entries " +
			"that it speaks of, are on disk (raft/doc.go, step 2; Ready.Messages in raft/node.go). A vote or an " +
			"acknowledgement is a promise: a node that crashes after it was sent and before it was saved does not know that " +
			"it gave it. It votes a second time in the term, and two nodes lead it; or it has forgotten an entry that the " +
			"leader counted when it committed it.",
	},
	SaveHardStateBeforeSnapshot: {
		summary:  "saves the HardState before the snapshot that came with it",
		caughtBy: `the node cannot start: "state.commit is out of range"`,
		text: "The save-wal stage runs before save-snapshot. A snapshot from the leader brings a commit index with it, and " +
			"the snapshot is what has the entries up to there. If the node crashes with the one on disk and not the other, " +
			"its HardState commits what its log does not have, and raft refuses to start (loadState in raft/raft.go). This " +
			"was raftexample's bug: HardState saved before the incoming snapshot.",
	},
	SnapshotRecordBeforeFile: {
		summary:  "writes the WAL's record of a snapshot before its file",
		caughtBy: `the node cannot start: "state.commit is out of range"`,
		text: "The save-snapshot stage writes only the WAL's record, and apply-snapshot the file. The record vouches for the " +
			"file: after a crash between the two it vouches for one that is not there. Recovery falls back to an older " +
			"snapshot, the entries between that and the new one are in no log, and raft refuses to start with a commit index " +
			"beyond the gap. This was raftexample's bug: the record before the file. etcd writes the file first, so that a " +
			"crash leaves at worst a file that nobody asks for (SaveSnap in etcdserver/storage.go).",
	},
	ForgetHardState: {
		summary:  "never writes the HardState to the WAL, only entries",
		caughtBy: "election-safety",
		text: "The save-wal stage leaves the HardState out. Term, vote and commit index are to be written whenever they are in " +
			"a Ready (raft/doc.go, step 1); term and vote are two of the three things that Raft keeps on stable storage " +
			"(Raft figure 2). A node that starts again has voted in no term, and votes once more in one in which it has.",
	},
	NoFsync: {
		summary:  "never calls fsync: a loss of power takes what was saved",
		caughtBy: "leader-completeness, durability, state-machine-safety",
		text: "What MustSync asks to fsync is handed to the operating system and no further; snapshot files too. Ready.MustSync " +
			"says when the write must be synchronous (MustSync in raft/node.go: entries, term or vote have changed). A killed " +
			"process loses nothing by it, and so tests with kill -9 find nothing. When the power fails, the node forgets " +
			"entries and votes that others were told of; when it fails for a quorum, what clients were told is gone.",
	},
	ForgetVoteOnRestart: {
		summary:  "starts again without the vote that is in its HardState",
		caughtBy: "election-safety",
		text: "Recovery gives raft the HardState with no vote in it. Storage.InitialState is to return the HardState that was " +
			"saved (raft/storage.go). The node knows the term and not that it has voted in it, so that a second candidate of " +
			"that term gets its vote as well: two leaders. This is a part of raftexample's bug: HardState not restored on replay.",
	},
	LoadNewestSnapshot: {
		summary:  "has the store load the newest snapshot file, vouched for or not",
		caughtBy: "state-machine-safety",
		text: "At a restart raft starts from the newest snapshot that the WAL vouches for, and the store from the newest file. " +
			"They differ when the node crashed with the file on disk, and without the commit index that goes with it " +
			"(ValidSnapshotEntries in etcd's wal, LoadNewestAvailable in its snap). raft then has old entries applied over " +
			"newer content. This is raftexample's bug that was never fixed: the store loads the newest snapshot file.",
	},
	LoadSnapshotLate: {
		summary:  "has the store load its snapshot once the log is replayed, not before",
		caughtBy: "state-machine-safety",
		text: "After a restart raft hands out the entries behind the snapshot and no others (newLogWithSize in raft/log.go), so the store " +
			"must begin with the snapshot. Here it begins with nothing, and the snapshot is loaded behind the last entry that the WAL had: " +
			"what the entries wrote is undone. This is half of what raftexample did with one nil for two meanings, \"replay is done\" " +
			"and \"load the snapshot\"; the other half was that the node never served.",
	},
	ApplyBeforeCommit: {
		summary:  "as leader applies entries once they are saved, before a quorum has them",
		caughtBy: "durability, state-machine-safety",
		text: "The publish stage of a leader applies all that its log has, committed or not, and so answers its clients. Only " +
			"Ready.CommittedEntries may be applied (raft/node.go); a write is done when a quorum has its entry. A leader " +
			"that is cut off acknowledges writes that nobody else has, and the next leader replaces them.",
	},
	ApplyUncommittedEntries: {
		summary:  "applies a Ready's Entries in place of its CommittedEntries",
		caughtBy: "state-machine-safety",
		text: "The publish stage applies what there is to save, not what is committed (raft/doc.go, step 3). A follower shows " +
			"data that no quorum has agreed on; when another leader replaces those entries, it has applied what the others " +
			"never will. This was raftexample's bug: it published rd.Entries.",
	},
	ReorderApply: {
		summary:  "applies the committed entries of a Ready last one first",
		caughtBy: "state-machine-safety",
		text: "The publish stage goes through the entries backwards. Updates must be processed in the order in which Ready " +
			"returned them (raft/doc.go, step 4); replicas are equal because they apply equal logs in order (Raft section " +
			"5.3). Of two puts of one key the older one stays, on this node alone.",
	},
	DropConfChangeApply: {
		summary:  "does not give committed configuration changes to ApplyConfChange",
		caughtBy: "state-machine-safety, election-safety",
		text: "The publish stage skips ApplyConfChange, which must be called for each change that the node does not reject " +
			"(Node.ApplyConfChange in raft/node.go): in etcd's raft a configuration holds from there on. The node goes on to " +
			"count votes by the old one. Where the others need three of five, it needs two of three, and both halves of a " +
			"partition elect a leader. raftexample's bug was the weaker sister: it dropped the ConfState that the call returns.",
	},
	SnapshotBeforeApply: {
		summary:  "takes its snapshots before the entries that they stand for are applied",
		caughtBy: "state-machine-safety",
		text: "The trigger-snapshot stage runs before publish, and the snapshot says that it is of the index that publish is " +
			"about to reach. A snapshot is the state after all entries up to its index (MemoryStorage.CreateSnapshot in " +
			"raft/storage.go). Nothing shows until the node starts from it: the last writes are neither in the snapshot nor " +
			"behind it. This was raftexample's bug: the snapshot before the published entries were applied.",
	},
	SkipAdvance: {
		summary:  "never calls Advance: each Ready comes again and again",
		caughtBy: "state-machine-safety",
		text: "The advance stage does not call RawNode.Advance, with which every Ready must be handed back (RawNode.Ready in " +
			"raft/rawnode.go). raft takes it that nothing was saved or applied, and its next Ready has the same entries: they " +
			"are saved again, which does no harm, and applied again, which does. On such a node settle does not end; use " +
			"stage, ready or step.",
	},
	SkipSnapshotConfState: {
		summary:  "sends a MsgSnap as raft made it, with the ConfState of the last snapshot",
		caughtBy: "a node that joined since stays empty",
		text: "raft makes a MsgSnap from what Storage.Snapshot returns: the last snapshot taken, with the configuration of that " +
			"time. A node that has joined since is not in it and ignores the snapshot (restore in raft/raft.go), is asked how " +
			"far it is, and is sent the same again. No safety property breaks; the new member never becomes one. This was " +
			"raftexample's bug: MsgSnap with a ConfState older than the join.",
	},
	NoReportSnapshot: {
		summary:  "never tells raft how a MsgSnap ended",
		caughtBy: "the follower's progress stays in StateSnapshot",
		text: "raft sends a follower nothing while a snapshot is on its way to it, and must be told when that has failed " +
			"(Node.ReportSnapshot in raft/node.go). If the MsgSnap is lost and nobody says so, the follower's progress stays " +
			"in StateSnapshot for as long as this leader leads: no safety property breaks, and a node that is up gets " +
			"nothing. This was raftexample's bug: ReportUnreachable and ReportSnapshot empty.",
	},
}
