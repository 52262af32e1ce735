package live

import (
	"time"

	"go.etcd.io/etcd/client/pkg/v3/fileutil"
	"go.uber.org/zap"
)

// How many files of a kind are kept, of those that no restart needs any more, and how
// often the others are removed: etcd's server does so too, and raftexample fills the
// disk. A WAL segment that is needed is locked.
const (
	keptFiles  = 5
	purgeEvery = 10 * time.Second
)

// purge removes a node's old WAL segments and snapshots until end. What cannot be
// removed stays: it costs room alone.
func purge(walDir, snapDir string) (end func()) {
	stop := make(chan struct{})
	wal, _ := fileutil.PurgeFileWithDoneNotify(zap.NewNop(), walDir, "wal", keptFiles, purgeEvery, stop)
	snap, _ := fileutil.PurgeFileWithDoneNotify(zap.NewNop(), snapDir, "snap", keptFiles, purgeEvery, stop)
	return func() {
		close(stop)
		<-wal
		<-snap
	}
}
