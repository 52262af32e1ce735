package disk

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"go.etcd.io/etcd/server/v3/etcdserver/api/snap"

	"raftviz/cluster/lang"
)

// SnapshotFile is one file of the snapshotter.
type SnapshotFile struct {
	Name        string
	Term, Index uint64
	Bytes       int
	// Chosen is set for the one that recovery takes; Why says why it does or not.
	Chosen bool
	Why    string
	// Unsynced is set while it was not fsynced: a loss of power takes it.
	Unsynced bool
	// damage is why it cannot be read, nil when it can.
	damage error
}

// addSnapshots adds the snapshot files.
func (l *Listing) addSnapshots(t *Taken) error {
	for _, path := range t.snapshots {
		info, err := os.Stat(path)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return reason(err)
		}
		s := SnapshotFile{Name: filepath.Base(path), Bytes: int(info.Size()), Unsynced: slices.Contains(t.unsynced, path)}
		if _, err := fmt.Sscanf(s.Name, "%016x-%016x.snap", &s.Term, &s.Index); err != nil {
			s.Why = lang.T("not a name that the snapshotter gives")
		} else if _, err := snap.Read(nil, path); err != nil {
			s.damage = fmt.Errorf("snapshot %s: %w", s.Name, reason(err))
			s.Why = lang.F("damaged: %v", reason(err))
		}
		l.Snapshots = append(l.Snapshots, s)
	}
	slices.SortStableFunc(l.Snapshots, func(a, b SnapshotFile) int { return int(a.Index) - int(b.Index) })
	return nil
}

// judge says of each snapshot file whether recovery takes it, and why.
func (l *Listing) judge() {
	for i := range l.Snapshots {
		s := &l.Snapshots[i]
		if s.Why == "" {
			s.Chosen, s.Why = l.verdict(s)
		}
		if s.Unsynced {
			s.Why = lang.F("%s; not fsynced", s.Why)
		}
	}
}

// verdict says whether recovery takes a snapshot file that can be read, and why.
func (l *Listing) verdict(s *SnapshotFile) (chosen bool, why string) {
	best := l.Recovered.Snapshot.Metadata
	commit := l.Recovered.Hard.Commit
	switch {
	case !slices.ContainsFunc(l.Records, func(r Record) bool { return r.Kind == "snapshot" && r.Term == s.Term && r.Index == s.Index }):
		return false, lang.T("the WAL has no record of it, so nothing vouches for it")
	case l.Err != nil:
		return false, lang.T("the WAL has a record of it")
	case s.Term == best.Term && s.Index == best.Index:
		return true, lang.T("the newest that the WAL vouches for")
	case s.Index > commit:
		return false, lang.F("above the last HardState's commit index %d: the WAL vouches for none of these", commit)
	}
	return false, lang.T("the WAL vouches for it, and for a newer one")
}

// MissingSnapshots are the snapshots that the WAL has a record of and no file is
// there of, as "2/8".
func (l *Listing) MissingSnapshots() (missing []string) {
	for i := range l.Records {
		r := &l.Records[i]
		if r.Kind != "snapshot" || r.Index == 0 {
			continue
		}
		if !slices.ContainsFunc(l.Snapshots, func(s SnapshotFile) bool { return s.Term == r.Term && s.Index == r.Index }) {
			missing = append(missing, r.Text)
		}
	}
	return missing
}
