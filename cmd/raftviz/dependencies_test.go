package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Every direct dependency earns its place in one line of docs/dependencies.md.
func TestEveryDirectDependencyHasItsLine(t *testing.T) {
	page, err := os.ReadFile("../../docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "mod", "edit", "-json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		t.Fatal(err)
	}
	direct := 0
	for _, r := range mod.Require {
		if r.Indirect {
			continue
		}
		direct++
		if !strings.Contains(string(page), "`"+r.Path+"` |") {
			t.Errorf("docs/dependencies.md does not say what %s is for", r.Path)
		}
	}
	if direct == 0 {
		t.Error("go.mod has no direct dependency")
	}
}
