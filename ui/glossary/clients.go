package glossary

var clientTerms = []Term{
	{"key", "a key of the replicated store; each node has its own copy, which has what its applied entries have put.", "Raft §2, §5.3"},
	{"operation", "what a client asked for, and what it was told.", "Raft §8"},
	{"request", "a client's put or read; a put is acknowledged when the node asked has applied it.", "Raft §8"},
	{"Fate", "what became of it: acknowledged, still pending, or lost; of a lost one the client cannot know whether it took effect.", "Raft §8"},
	{"proposal", "what a leader is asked to append to the log; whoever does not lead passes it on, or drops it.", "etcd raft/node.go"},
	{"ReadIndex", "the leader's commit index when a read was asked for, once a quorum confirms that it still leads.", "thesis §6.4"},
	{"linearizable", "each operation seems to take effect at one moment between its call and its answer.", "Raft §8"},
	{"election-safety", "at most one leader can be elected in a term.", "Raft fig. 3, §5.2"},
	{"leader-append-only", "a leader never overwrites or deletes entries of its log.", "Raft fig. 3, §5.3"},
	{"log-matching", "two logs that have an entry with the same index and term are the same up to there.", "Raft fig. 3, §5.3"},
	{"leader-completeness", "an entry committed in a term is in the logs of the leaders of all later terms.", "Raft fig. 3, §5.4"},
	{"state-machine-safety", "no two nodes apply different entries at the same index.", "Raft fig. 3, §5.4.3"},
	{"durability", "a write that was acknowledged is never lost.", "Raft §8"},
	{"linearizability", "clients see one copy of the data: each operation seems to take effect at one moment.", "Raft §8"},
}
