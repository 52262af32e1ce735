package disk

import (
	"errors"
	"os"
)

// unsynced is what a node handed to the operating system and did not fsync. It
// outlives the node's process, and so belongs to the directory.
type unsynced struct {
	// durable is the fsynced length of the WAL's last segment, once the WAL may
	// have flushed its buffer without an fsync; 0 while all that is in the file is
	// fsynced.
	durable int
	// files are the paths of the snapshot files that were not fsynced.
	files []string
	// bytes is the size of what was not fsynced because the node skips that,
	// without the WAL's framing.
	bytes int
}

// add notes a snapshot file.
func (u *unsynced) add(path string, size int) {
	u.files = append(u.files, path)
	u.bytes += size
}

// lose takes the snapshot files away, as a loss of power may. The same one may
// have been written twice.
func (u *unsynced) lose() error {
	files := u.files
	*u = unsynced{}
	for _, path := range files {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}
