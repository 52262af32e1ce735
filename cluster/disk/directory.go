package disk

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"go.etcd.io/etcd/client/pkg/v3/fileutil"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

const (
	markerName = "raftviz.json"
	lockName   = "lock"
	// format is the layout of a data directory; a newer one is refused.
	format = 1
)

// Directory is a data directory: one run owns it, and each node has a
// directory in it.
type Directory struct {
	path      string
	temporary bool
	lock      *fileutil.LockedFile
	marker    marker
	// fsync is set where the WAL really fsyncs.
	fsync bool
	// unsynced[i] is what node i+1 did not fsync in this run.
	unsynced [view.MaxNodes]unsynced
	// sound[i] is the snapshot that node i+1 recovers from, where its files were
	// inspected, found sound and not opened since; nil where they were not.
	sound [view.MaxNodes]*raftpb.Snapshot
}

// marker is the file that makes a directory ours.
type marker struct {
	Format int `json:"format"`
	Contents
	// Started is set once all of these have had their files.
	Started bool `json:"started"`
}

// Contents says what a data directory is for.
type Contents struct {
	// Nodes is how many nodes the cluster was started with.
	Nodes int `json:"nodes"`
	// Node is the one that the files are of, 0 where they are of all of them.
	Node view.NodeID `json:"node,omitempty"`
}

// Open takes a data directory. An empty path is a temporary directory, which Close
// removes; any other is created if need be and kept. A directory with files of
// somebody else, one that another run has locked, or one made for another cluster
// or node is an error, and is left as it was.
func Open(path string, c Contents) (*Directory, error) {
	if path == "" {
		tmp, err := os.MkdirTemp("", "raftviz-")
		if err != nil {
			return nil, fmt.Errorf("no temporary directory: %w; set TMPDIR to one that can be written", reason(err))
		}
		return &Directory{path: tmp, temporary: true, marker: marker{Format: format, Contents: c}}, nil
	}
	d := &Directory{path: path}
	isNew, err := d.inspect()
	if err != nil {
		return nil, err
	}
	if err := d.take(); err != nil {
		return nil, err
	}
	if isNew {
		err = d.mark(marker{Format: format, Contents: c})
	} else {
		err = d.readMarker(c)
	}
	if err != nil {
		d.lock.Close()
		return nil, err
	}
	return d, nil
}

// inspect reports whether the directory is empty or missing.
func (d *Directory) inspect() (isNew bool, err error) {
	files, err := os.ReadDir(d.path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return true, nil
	case err != nil:
		return false, d.errorf("cannot be read: %v", reason(err))
	case len(files) == 0:
		return true, nil
	}
	if _, err := os.Stat(filepath.Join(d.path, markerName)); err == nil {
		return false, nil
	}
	// A run that ended while it took the directory leaves these.
	if !slices.ContainsFunc(files, func(f os.DirEntry) bool { return f.Name() != lockName && !unfinished(f.Name()) }) {
		return true, nil
	}
	return false, d.errorf("is not raftviz's: it has files and no %s; name a new or empty directory", markerName)
}

func (d *Directory) take() error {
	if err := os.MkdirAll(d.path, 0o700); err != nil {
		return d.errorf("cannot be made: %v; name one that can be written", reason(err))
	}
	lock, err := fileutil.TryLockFile(filepath.Join(d.path, lockName), os.O_WRONLY|os.O_CREATE, fileutil.PrivateFileMode)
	if errors.Is(err, fileutil.ErrLocked) {
		return d.errorf("is in use by another run; end that run or name another directory")
	}
	if err != nil {
		return d.errorf("cannot be written: %v; name one that can", reason(err))
	}
	d.lock = lock
	return nil
}

func (d *Directory) mark(m marker) error {
	d.marker = m
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if err := Replace(filepath.Join(d.path, markerName), append(data, '\n'), 0o600); err != nil {
		return d.errorf("cannot be written: %v; name one that can", reason(err))
	}
	return nil
}

func (d *Directory) readMarker(c Contents) error {
	data, err := os.ReadFile(filepath.Join(d.path, markerName))
	if err != nil {
		return d.errorf("cannot be read: %v", reason(err))
	}
	if err := json.Unmarshal(data, &d.marker); err != nil {
		return d.errorf("has a damaged %s: %v", markerName, err)
	}
	if d.marker.Format != format {
		return d.errorf("has format %d; this raftviz reads format %d", d.marker.Format, format)
	}
	switch {
	case d.marker.Node != c.Node && c.Node == 0:
		return d.errorf("holds %v alone, not a whole cluster; name another directory", d.marker.Node)
	case d.marker.Node != c.Node && d.marker.Node == 0:
		return d.errorf("holds a whole cluster, not %v alone; name another directory", c.Node)
	case d.marker.Node != c.Node:
		return d.errorf("holds %v, not %v; name another directory", d.marker.Node, c.Node)
	case c.Node == 0 && d.marker.Nodes != c.Nodes:
		return d.errorf("holds a cluster started with nodes=%d, not nodes=%d; give that number or name another directory", d.marker.Nodes, c.Nodes)
	}
	return nil
}

// Fsync makes the WALs that are opened from now on really fsync. Without it what a
// missing fsync loses is modelled, and nothing is: a real one only costs time.
func (d *Directory) Fsync() { d.fsync = true }

// Folders are where node id's WAL and its snapshots are.
func (d *Directory) Folders(id view.NodeID) (wal, snap string) {
	f := d.files(id)
	return f.walDir, f.snapDir
}

// Path is where the directory is, "" where it is temporary.
func (d *Directory) Path() string {
	if d.temporary {
		return ""
	}
	return d.path
}

// Started notes that every node of the first configuration has its files.
func (d *Directory) Started() error {
	if d.temporary || d.marker.Started {
		return nil
	}
	m := d.marker
	m.Started = true
	return d.mark(m)
}

// Lacks is an error when node id, of the first configuration, had files here
// and has none any more.
func (d *Directory) Lacks(id view.NodeID) error {
	if !d.marker.Started || d.Has(id) {
		return nil
	}
	return d.errorf("has no files of %v any more; restore them or name another directory", id)
}

// Has reports whether node id has files here.
func (d *Directory) Has(id view.NodeID) bool {
	_, err := os.Stat(filepath.Join(d.node(id), "wal"))
	return err == nil
}

func (d *Directory) node(id view.NodeID) string { return filepath.Join(d.path, id.String()) }

// Close gives the directory up, and removes it if it is temporary. Nodes'
// files are closed before.
func (d *Directory) Close() error {
	if d.temporary {
		return os.RemoveAll(d.path)
	}
	return d.lock.Close()
}

func (d *Directory) errorf(format string, args ...any) error {
	return fmt.Errorf("data directory %q %s", d.path, fmt.Sprintf(format, args...))
}

// reason leaves out of a file error the operation and the path, which the
// message around it names.
func reason(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
