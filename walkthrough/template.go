package walkthrough

import (
	_ "embed"
	"errors"
	"io/fs"
	"os"

	"raftviz/cluster/lang"
)

//go:embed template.md
var template string

// WriteTemplate writes a lesson to begin with to a new file: one that passes Check. A
// file that is there already is left alone.
func WriteTemplate(file string) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	switch {
	case errors.Is(err, fs.ErrExist):
		return lang.E("%s: is there already; give the name of a new file", file)
	case err != nil:
		return err
	}
	_, err = f.WriteString(template)
	return errors.Join(err, f.Close())
}
