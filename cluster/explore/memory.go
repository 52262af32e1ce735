package explore

import (
	"os"
	"runtime/debug"

	"raftviz/cluster/disk"
)

const (
	// segmentBytes is the size of a WAL segment while exploring: a run fills few.
	segmentBytes = 16 << 10
	// collectAt is Go's GOGC while exploring. The WAL of each node that starts has
	// buffers of over a megabyte, and little else is kept for long.
	collectAt = 1000
	// memory is a directory in memory, where there is one.
	memory = "/dev/shm"
)

// UseMemory makes many short runs cheap for the whole process: small WAL segments,
// and temporary files in memory, if it has room and TMPDIR names no other place. It
// is called before the first search.
func UseMemory(o Options) {
	disk.SetSegmentBytes(segmentBytes)
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	if os.Getenv("TMPDIR") == "" && hasRoom(memory, needs(o)) {
		os.Setenv("TMPDIR", memory)
	}
}

// needs bounds the bytes of all files that there are at a time.
func needs(o Options) int {
	const aNode, aStep = 1 << 19, 100
	return o.Workers * (9*aNode + aStep*o.Steps)
}

// hasRoom tries whether so many bytes can be written to a directory.
func hasRoom(dir string, bytes int) bool {
	file, err := os.CreateTemp(dir, "raftviz-")
	if err != nil {
		return false
	}
	defer os.Remove(file.Name())
	defer file.Close()
	chunk := make([]byte, 1<<20)
	for ; bytes > 0; bytes -= len(chunk) {
		if _, err := file.Write(chunk); err != nil {
			return false
		}
	}
	return true
}
