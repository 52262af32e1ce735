package glossary

var readyTerms = []Term{
	{"Ready", "all that raft wants done at one moment: what to save, to send and to apply; the application does it in order, then calls Advance.", "etcd raft/node.go"},
	{"SoftState", "who leads and what the node is, when that changed; it is volatile and need not be saved.", "etcd raft/node.go"},
	{"HardState", "term, vote and commit index, when they changed; they must be on disk before any message is sent.", "Raft fig. 2; etcd raft/node.go"},
	{"ReadStates", "reads that a quorum has confirmed: each may be served once its index is applied.", "thesis §6.4; etcd raft/read_only.go"},
	{"Ready Entries", "new entries of the log: they must be on disk before the messages are sent.", "etcd raft/node.go"},
	{"Ready Snapshot", "a snapshot from the leader, to be saved before the log goes on behind it.", "Raft §7; etcd raft/node.go"},
	{"CommittedEntries", "entries that are committed, for the store to apply, in order and once.", "etcd raft/node.go"},
	{"Messages", "what to send, once Entries and HardState are on disk.", "etcd raft/node.go"},
	{"MustSync", "whether HardState and Entries must be fsynced: they must when there are entries, or the term or the vote changed.", "etcd raft/node.go"},
	{"Plan", "the stages of the Ready loop that have something to do for this Ready, in order.", "raftviz cluster/node"},
	{"stage", "one part of the application's Ready loop; between two of them a node can crash.", "raftexample raft.go serveChannels"},
	{"save-snapshot", "writes an incoming snapshot: its file first, then the WAL's record that vouches for it.", "raftexample raft.go saveSnap"},
	{"save-wal", "writes HardState and Entries to the WAL, with an fsync where MustSync says so.", "etcd server/wal"},
	{"apply-snapshot", "puts the snapshot into MemoryStorage, and has the store recover from it.", "raftexample raft.go"},
	{"append-storage", "gives HardState and Entries to MemoryStorage, from which raft reads its log.", "etcd raft/storage.go"},
	{"send", "hands the messages to the network.", "raftexample raft.go"},
	{"publish", "applies the committed entries: puts to the store, configuration changes to raft.", "raftexample raft.go publishEntries"},
	{"trigger-snapshot", "past so many applied entries, snapshots the store and compacts the log.", "raftexample raft.go maybeTriggerSnapshot"},
	{"advance", "tells raft that the Ready is done: it may hand out the next one.", "etcd raft/rawnode.go"},
}
