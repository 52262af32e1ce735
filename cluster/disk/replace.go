package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// replacePrefix begins the names of files that Replace has not finished.
const replacePrefix = ".raftviz-"

// Replace makes data the content of the file at path, wholly or not at all: whatever
// ends the process or the machine, it has all of the data, or what it had before.
func Replace(path string, data []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), replacePrefix+"*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // it is gone when all went well
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// unfinished reports whether a file is one that a process left that ended in Replace.
func unfinished(name string) bool { return strings.HasPrefix(name, replacePrefix) }
