package cluster_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The core must not depend on the screen, nor on package testing, which brings
// flags of its own into the program.
func TestCoreDependsOnNoFrontend(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "raftviz/cluster/...", "raftviz/kv/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range strings.Fields(string(out)) {
		for _, banned := range []string{"github.com/charmbracelet/bubble", "github.com/charmbracelet/lipgloss", "raftviz/ui", "raftviz/walkthrough", "raftviz/cmd"} {
			if strings.HasPrefix(pkg, banned) {
				t.Errorf("the core imports %s", pkg)
			}
		}
		if pkg == "testing" {
			t.Error("the core imports testing")
		}
	}
}

// What the lab does is a pure function of its commands: its sources read no
// clock and no chance but the seed's, and start no goroutine.
func TestLabReadsNoClockAndNoChance(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		// A module inside this one is another program.
		if _, none := os.Stat(filepath.Join(path, "go.mod")); none == nil {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			switch name {
			case "time", "math/rand", "math/rand/v2", "crypto/rand":
				t.Errorf("%s imports %s", path, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
