package disk

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"go.etcd.io/etcd/server/v3/etcdserver/api/snap"
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

// addSnapshots adds the snapshot files, and says what recovery makes of each.
func (l *Listing) addSnapshots(f *Files) error {
	paths, err := filepath.Glob(filepath.Join(f.snapDir, "*.snap"))
	if err != nil {
		return err
	}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return reason(err)
		}
		s := SnapshotFile{Name: filepath.Base(path), Bytes: int(info.Size())}
		if _, err := fmt.Sscanf(s.Name, "%016x-%016x.snap", &s.Term, &s.Index); err != nil {
			s.Why = "not a name that the snapshotter gives"
		} else {
			l.judge(&s, path)
		}
		if slices.Contains(f.unsynced.files, path) {
			s.Unsynced = true
			s.Why += "; not fsynced"
		}
		l.Snapshots = append(l.Snapshots, s)
	}
	slices.SortStableFunc(l.Snapshots, func(a, b SnapshotFile) int { return int(a.Index) - int(b.Index) })
	return nil
}

// judge says whether recovery takes a snapshot file, and why.
func (l *Listing) judge(s *SnapshotFile, path string) {
	chosen := l.Recovered.Snapshot.Metadata
	commit := l.Recovered.Hard.Commit
	_, err := snap.Read(nil, path)
	switch {
	case err != nil:
		s.damage = fmt.Errorf("snapshot %s: %w", s.Name, reason(err))
		s.Why = "damaged: " + reason(err).Error()
	case !slices.ContainsFunc(l.Records, func(r Record) bool { return r.Kind == "snapshot" && r.Term == s.Term && r.Index == s.Index }):
		s.Why = "the WAL has no record of it, so nothing vouches for it"
	case l.Err != nil:
		s.Why = "the WAL has a record of it"
	case s.Term == chosen.Term && s.Index == chosen.Index:
		s.Chosen, s.Why = true, "the newest that the WAL vouches for"
	case s.Index > commit:
		s.Why = fmt.Sprintf("above the last HardState's commit index %d: the WAL vouches for none of these", commit)
	default:
		s.Why = "the WAL vouches for it, and for a newer one"
	}
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
