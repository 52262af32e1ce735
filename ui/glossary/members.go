package glossary

var memberTerms = []Term{
	{"progress", "what the leader knows of a member's log.", "etcd raft/tracker/progress.go"},
	{"State", "how the leader sends to the member: probe asks carefully where the logs agree, replicate streams entries, snapshot waits for one to arrive.", "etcd raft/tracker/state.go"},
	{"Match", "the highest index up to which the member is known to have the log; it has that on disk, but for the leader, which counts itself before it has saved.", "Raft fig. 2 matchIndex; etcd raft/raft.go appendEntry"},
	{"Next", "the index of the next entry to send to the member.", "Raft fig. 2 nextIndex; etcd tracker/progress.go"},
	{"Inflight", "MsgApps sent and not acknowledged yet; a full window stops the leader from sending more.", "etcd raft/tracker/inflights.go"},
	{"Paused", "the leader sends the member no entries now: it is being probed and has not answered, its window is full, or a snapshot is on its way.", "etcd tracker/progress.go IsPaused"},
	{"RecentActive", "the member was heard of since the leader last checked; only with CheckQuorum does it check, each election timeout, and step down without a majority of these.", "etcd tracker/progress.go; thesis §6.2"},
	{"PendingSnapshot", "the index of the snapshot that is on its way to the member.", "etcd tracker/progress.go"},
	{"configuration", "which nodes vote and which only learn; each node uses the one that it has applied.", "Raft §6; etcd raftpb ConfState"},
	{"Voters", "the members whose majority elects leaders and commits entries; in a joint configuration, the incoming half.", "Raft §6"},
	{"VotersOutgoing", "the old half of a joint configuration: until it is left, every decision needs a majority of both.", "Raft §6 joint consensus; thesis §4.3"},
	{"Learners", "members that get the log and have no vote.", "thesis §4.2.1"},
	{"LearnersNext", "voters of the old half that become learners when the joint configuration is left.", "etcd raftpb ConfState"},
	{"AutoLeave", "raft itself proposes to leave the joint configuration once it is applied.", "etcd raftpb ConfState"},
	{"quorum", "a majority of the voters, of both halves in a joint configuration.", "Raft §5, §6"},
	{"ConfState", "the configuration as a snapshot carries it.", "etcd raftpb"},
	{"ConfChange", "an entry that changes the configuration; it takes effect when it is applied.", "Raft §6; etcd raft/confchange"},
}
