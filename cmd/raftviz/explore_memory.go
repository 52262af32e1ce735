package main

import (
	"os"
	"runtime/debug"

	"raftviz/cluster/disk"
	"raftviz/cluster/explore"
)

const (
	// segmentBytes is the size of a WAL segment while exploring: a run fills few.
	segmentBytes = 16 << 10
	// collectAt is Go's GOGC while exploring. The WAL of each node that starts has
	// buffers of over a megabyte, and little else is kept for long.
	collectAt = 400
	// memory is a directory in memory, where there is one.
	memory = "/dev/shm"
)

// useMemory makes many short runs cheap: small WAL segments, and files in memory,
// if it has room and the user names no other place with TMPDIR.
func useMemory(o explore.Options) {
	disk.SetSegmentBytes(segmentBytes)
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	if os.Getenv("TMPDIR") == "" && hasRoom(memory, needs(o)) {
		os.Setenv("TMPDIR", memory)
	}
}

// needs bounds the bytes of all files that there are at a time.
func needs(o explore.Options) int {
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
