package walkthrough

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pelletier/go-toml/v2"

	"raftviz/cluster/disk"
	"raftviz/cluster/lang"
)

// maxState is the size of the largest file that is taken for one of ours, in bytes.
const maxState = 1 << 20

// readState reads a file of ours into what it keeps; ok is false where there is none.
func readState(path string, into any) (ok bool, err error) {
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case !info.Mode().IsRegular() || info.Size() > maxState:
		return false, lang.E("%s is none of the program's: it is no regular file, or larger than 1 MiB", path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return false, err
	}
	if err := toml.Unmarshal(data, into); err != nil {
		return false, lang.E("%s cannot be read: %w", path, err)
	}
	return true, nil
}

// writeState writes a file that only its user can read. Where path is a link, the file
// that it leads to.
func writeState(path string, state any) error {
	data, err := toml.Marshal(state)
	if err != nil {
		return err
	}
	if to, err := filepath.EvalSymlinks(path); err == nil {
		path = to
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return disk.Replace(path, data, 0o600)
}
