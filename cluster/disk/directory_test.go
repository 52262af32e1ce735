package disk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTemporaryDirectoryIsRemoved(t *testing.T) {
	d, err := Open("", Contents{Nodes: 3})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(d.path); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", d.path, err)
	}
}

func TestDirectoryIsKeptAndTakenAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "one")
	for range 2 {
		d, err := Open(path, Contents{Nodes: 3})
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOpenRefusesWhatIsNotItsOwn(t *testing.T) {
	tests := map[string]struct {
		prepare func(t *testing.T, path string)
		want    string
	}{
		"somebody's files": {
			func(t *testing.T, path string) { write(t, filepath.Join(path, "thesis.tex"), "x") },
			"is not raftviz's",
		},
		"a file": {
			func(t *testing.T, path string) { write(t, path, "x") },
			"not a directory",
		},
		"below a file": {
			func(t *testing.T, path string) { write(t, filepath.Dir(path), "x") },
			"not a directory",
		},
		"damaged marker": {
			func(t *testing.T, path string) { write(t, filepath.Join(path, markerName), "{") },
			"damaged " + markerName,
		},
		"newer format": {
			func(t *testing.T, path string) { write(t, filepath.Join(path, markerName), `{"format":2,"nodes":3}`) },
			"reads format 1",
		},
		"other number of nodes": {
			func(t *testing.T, path string) { write(t, filepath.Join(path, markerName), `{"format":1,"nodes":5}`) },
			"nodes=5, not nodes=3",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "parent", "data")
			test.prepare(t, path)
			_, err := Open(path, Contents{Nodes: 3})
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error is %v, want %q in it", err, test.want)
			}
		})
	}
}

func TestDirectoryInUseIsRefused(t *testing.T) {
	path := t.TempDir()
	d, err := Open(path, Contents{Nodes: 3})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := Open(path, Contents{Nodes: 3}); err == nil || !strings.Contains(err.Error(), "in use by another run") {
		t.Errorf("error is %v", err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestADirectoryThatWasBeingTakenIsNew(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{lockName, replacePrefix + "1"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d, err := Open(dir, Contents{Nodes: 3})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if d, err = Open(dir, Contents{Nodes: 3}); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}
