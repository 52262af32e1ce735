package upstream

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
)

// Programs are the executables of both.
type Programs struct{ Raftviz, Upstream string }

// Path is the executable of a kind.
func (p Programs) Path(k Kind) string {
	if k == Raftviz {
		return p.Raftviz
	}
	return p.Upstream
}

// Version is a line of raftexample's.
type Version string

const (
	// Newest is the last raftexample that can be had. It runs on another raft library
	// than raftviz.
	Newest Version = "3.6"
	// SameLibrary runs on the raft library that raftviz runs on, but lacks three fixes:
	// a member that joins by a snapshot stays out.
	SameLibrary Version = "3.5"
)

// modFiles has for each version the file that pins it. Only raftexample is built with
// the second; go mod tidy would have it pin what is here, which does not build with it.
var modFiles = map[Version]string{Newest: "go.mod", SameLibrary: "raftexample-3.5.mod"}

// ErrNoModules says that raftexample's modules are neither in the cache nor to be had
// from a proxy.
var ErrNoModules = errors.New("its modules cannot be had")

// BuildUpstream builds raftexample into dir. Its error is ErrNoModules where there is
// nothing to build.
func BuildUpstream(dir string, v Version) (string, error) {
	file, ok := modFiles[v]
	if !ok {
		return "", fmt.Errorf("upstream: no version %q; %s or %s", v, Newest, SameLibrary)
	}
	module, err := moduleDir()
	if err != nil {
		return "", err
	}
	const program = "go.etcd.io/etcd/v3/contrib/raftexample"
	// It reads the source of all that the program imports, and compiles nothing.
	if err := goTool(module, "list", "-modfile="+file, "-deps", "-f", "{{.ImportPath}}", program); err != nil {
		return "", fmt.Errorf("%w: %w", ErrNoModules, err)
	}
	path := filepath.Join(dir, "raftexample-"+string(v))
	return path, goTool(module, "build", "-modfile="+file, "-o", path, program)
}

// BuildRaftviz builds raftviz into dir, from the module around this one.
func BuildRaftviz(dir string) (string, error) {
	module, err := moduleDir()
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "raftviz")
	return path, goTool(filepath.Join(module, "../../.."), "build", "-o", path, "./cmd/raftviz")
}

// moduleDir is where this module is; the working directory is in it, in a test and
// for go run ./bench.
func moduleDir() (string, error) {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOMOD: %w", err)
	}
	return filepath.Dir(string(bytes.TrimSpace(out))), nil
}

// goTool runs the go command in a directory.
func goTool(dir string, args ...string) error {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s in %s: %w: %s", args[0], dir, err, bytes.TrimSpace(out))
	}
	return nil
}
