package ready

import (
	"os"
	"testing"

	"raftviz/cluster/disk"
)

// TestMain makes the nodes' WAL segments small: the tests start many clusters.
func TestMain(m *testing.M) {
	disk.SetSegmentBytes(64 << 10)
	os.Exit(m.Run())
}
