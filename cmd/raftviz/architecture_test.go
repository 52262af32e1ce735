package main

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
)

// Each package has its line in docs/architecture.md; all views have one together.
func TestEveryPackageHasItsLine(t *testing.T) {
	page, err := os.ReadFile("../../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	packages := map[string]bool{}
	for _, top := range []string{"kv", "cluster", "walkthrough", "ui", "cmd"} {
		err := fs.WalkDir(os.DirFS("../.."), top, func(file string, _ fs.DirEntry, err error) error {
			if dir := path.Dir(file); path.Ext(file) == ".go" && !strings.HasPrefix(dir, "ui/views/") {
				packages[dir] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if !packages["ui"] || !packages["cluster/command/show"] {
		t.Fatalf("packages are missing among %v", packages)
	}
	for dir := range packages {
		if !strings.Contains(string(page), "`"+dir+"`") {
			t.Errorf("docs/architecture.md does not say what %s is", dir)
		}
	}
}
