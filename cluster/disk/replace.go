package disk

import (
	"errors"
	"os"
)

// newSuffix is what Replace writes to first is called behind the file's own name.
const newSuffix = ".new"

// Replace writes a file that is whole at any time: whatever ends the process or the
// machine, it has all of the data, or what it had before.
func Replace(path string, data []byte) error {
	f, err := os.OpenFile(path+newSuffix, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(path+newSuffix, path)
}
