package show

import (
	"fmt"
	"strings"

	"go.etcd.io/etcd/raft/v3"

	"raftviz/cluster/disk"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// maxRecords is how many of the WAL's records are printed, and maxRecord how many
// characters of what one says.
const (
	maxRecords = 40
	maxRecord  = 44
)

// Files lists the WAL's records and the snapshot files, and says what recovery
// would make of them.
func Files(l *disk.Listing) string {
	var b strings.Builder
	b.WriteString("\n")
	first := max(0, len(l.Records)-maxRecords)
	if first > 0 {
		b.WriteString(lang.F("%d records before these", first) + "\n")
	}
	t := NewTable()
	t.Head("WAL record", "what it says", "bytes", "where")
	for _, r := range l.Records[first:] {
		t.Row(lang.T(r.Kind), cut(r.Text, maxRecord), r.Bytes, r.Where)
	}
	b.WriteString(t.String())
	b.WriteString(snapshotFiles(l))
	b.WriteString(recovery(l))
	return b.String()
}

func snapshotFiles(l *disk.Listing) string {
	var b strings.Builder
	for _, s := range l.Snapshots {
		chosen := lang.T("not chosen")
		if s.Chosen {
			chosen = lang.T("chosen")
		}
		b.WriteString(lang.F("%s, %d/%d, %d bytes\n  %s: %s", s.Name, s.Term, s.Index, s.Bytes, chosen, s.Why) + "\n")
	}
	if len(l.Snapshots) == 0 {
		b.WriteString(lang.T("no snapshot file") + "\n")
	}
	for _, name := range l.MissingSnapshots() {
		b.WriteString(lang.F("the WAL has a record of snapshot %s, and there is no file of it", name) + "\n")
	}
	return b.String()
}

// recovery says what a process that is killed now gets back.
func recovery(l *disk.Listing) string {
	if l.Err != nil {
		return lang.F("recovery now fails: %v", l.Err) + "\n"
	}
	r := &l.Recovered
	if r.Empty() {
		return lang.T("recovery now gives back nothing: the node would begin anew") + "\n"
	}
	t := NewTable()
	t.Head("recovery now", "gives back")
	if m := r.Snapshot.Metadata; m.Index > 0 {
		t.Row("  "+lang.T("snapshot"), fmt.Sprintf("%d/%d", m.Term, m.Index))
	} else {
		t.Row("  "+lang.T("snapshot"), lang.T("none: the log is read from its beginning"))
	}
	hard := lang.T("none")
	if !raft.IsEmptyHardState(r.Hard) {
		hard = lang.F("term %d, vote %s, commit %d", r.Hard.Term, orNone(view.NodeID(r.Hard.Vote)), r.Hard.Commit)
	}
	t.Row("  HardState", hard)
	if n := len(r.Entries); n > 0 {
		t.Row("  "+lang.T("entries"), lang.F("%d/%d to %d/%d", r.Entries[0].Term, r.Entries[0].Index, r.Entries[n-1].Term, r.Entries[n-1].Index))
	} else {
		t.Row("  "+lang.T("entries"), lang.T("none"))
	}
	return t.String()
}
