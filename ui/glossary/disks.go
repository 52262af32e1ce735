package glossary

var diskTerms = []Term{
	{"WAL", "the write-ahead log: the file to which entries and HardStates are appended before anything else is done with them.", "etcd server/wal"},
	{"record", "one piece of the WAL: an entry, a HardState, or the position of a snapshot, with a checksum.", "etcd server/wal/walpb"},
	{"Where", "how far the bytes have come: in the process's buffer a crash takes them, with the operating system a loss of power does, fsynced they stay.", "etcd server/wal"},
	{"file", "a file of the node's data directory.", "etcd server/wal, server/etcdserver/api/snap"},
	{"disk Last", "the last entry saved, or the snapshot if that is newer.", "etcd server/wal"},
	{"disk HardState", "the term, vote and commit index saved last: with these the node would begin again.", "Raft fig. 2 persistent state"},
	{"BufferedBytes", "saved without an fsync: they are in the WAL's own buffer, and a crash loses them.", "etcd server/wal"},
	{"UnsyncedBytes", "handed to the operating system and not fsynced: a crash keeps them, a loss of power does not.", "etcd server/wal"},
	{"disk Snapshot", "the index of the newest snapshot file.", "etcd server/etcdserver/api/snap"},
	{"checksum", "recovery reads the file only if this fits its content.", "etcd server/etcdserver/api/snap"},
}
