package cluster_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
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

// byTheClock are the packages that the lab does not need: live has the cluster go by
// the wall clock and draws a seed for it, and api serves clients, who do not wait for
// ever. Neither is imported by what the lab is made of.
var byTheClock = []string{"live", "api", "watch"}

// What the lab does is a pure function of its commands: its sources read no
// clock and no chance but the seed's, and start no goroutine.
func TestLabReadsNoClockAndNoChance(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && slices.Contains(byTheClock, path) {
			return filepath.SkipDir
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

// The lab's own packages import none of those that go by the clock.
func TestLabImportsNothingThatGoesByTheClock(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "raftviz/cluster", "raftviz/cluster/session", "raftviz/cluster/report", "raftviz/cluster/explore").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range byTheClock {
		if slices.Contains(strings.Fields(string(out)), "raftviz/cluster/"+name) {
			t.Errorf("the lab imports %s", name)
		}
	}
}
