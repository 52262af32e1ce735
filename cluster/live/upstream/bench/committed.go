package main

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"

	"go.etcd.io/etcd/server/v3/storage/wal"
	"go.etcd.io/etcd/server/v3/storage/wal/walpb"
	"go.uber.org/zap"

	"raftviz/cluster/live/upstream"
)

// committed counts the PUTs of connections that a stopped cluster committed. A node
// that fell so far behind that it was sent a snapshot has not all of them in its WAL,
// and gives an error; the one that led always has.
func committed(nodes []*upstream.Node) (count int, err error) {
	errs := make([]error, len(nodes))
	for i, n := range nodes {
		var got int
		got, errs[i] = logged(n)
		count = max(count, got)
	}
	if count == 0 {
		return 0, errors.Join(errs...)
	}
	return count, nil
}

// logged counts those that are in a node's log and committed. It reads the WAL, which both programs write with etcd's: neither tells it
// over HTTP, and 204 comes before. The last of all has been synced, since something
// was put after it.
func logged(n *upstream.Node) (count int, err error) {
	dir, err := walDir(n.Dir)
	if err != nil {
		return 0, err
	}
	w, err := wal.OpenForRead(zap.NewNop(), dir, walpb.Snapshot{})
	if err != nil {
		return 0, err
	}
	defer func() { _ = w.Close() }()
	_, state, entries, err := w.ReadAll()
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		if e.Index <= state.Commit && bytes.Contains(e.Data, []byte(keys)) {
			count++
		}
	}
	return count, nil
}

// walDir is where a node's WAL is.
func walDir(dir string) (found string, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".wal" {
			found = filepath.Dir(path)
		}
		return err
	})
	if err == nil && found == "" {
		err = errors.New("no WAL in " + dir)
	}
	return found, err
}
