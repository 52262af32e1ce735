package show

import (
	"fmt"
	"strings"

	"go.etcd.io/etcd/raft/v3"

	"raftviz/cluster/disk"
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
		fmt.Fprintf(&b, "%d records before these\n", first)
	}
	t := newTable()
	t.row("WAL record", "what it says", "bytes", "where")
	for _, r := range l.Records[first:] {
		t.row(r.Kind, cut(r.Text, maxRecord), r.Bytes, r.Where)
	}
	b.WriteString(t.String())
	b.WriteString(snapshotFiles(l))
	b.WriteString(recovery(l))
	return b.String()
}

func snapshotFiles(l *disk.Listing) string {
	var b strings.Builder
	for _, s := range l.Snapshots {
		chosen := "not chosen"
		if s.Chosen {
			chosen = "chosen"
		}
		fmt.Fprintf(&b, "%s, %d/%d, %d bytes\n  %s: %s\n", s.Name, s.Term, s.Index, s.Bytes, chosen, s.Why)
	}
	if len(l.Snapshots) == 0 {
		b.WriteString("no snapshot file\n")
	}
	for _, name := range l.MissingSnapshots() {
		fmt.Fprintf(&b, "the WAL has a record of snapshot %s, and there is no file of it\n", name)
	}
	return b.String()
}

// recovery says what a process that is killed now gets back.
func recovery(l *disk.Listing) string {
	if l.Err != nil {
		return fmt.Sprintf("recovery now fails: %v\n", l.Err)
	}
	r := &l.Recovered
	if r.Empty() {
		return "recovery now gives back nothing: the node would begin anew\n"
	}
	t := newTable()
	t.row("recovery now", "gives back")
	if m := r.Snapshot.Metadata; m.Index > 0 {
		t.row("  snapshot", fmt.Sprintf("%d/%d", m.Term, m.Index))
	} else {
		t.row("  snapshot", "none: the log is read from its beginning")
	}
	hard := "none"
	if !raft.IsEmptyHardState(r.Hard) {
		hard = fmt.Sprintf("term %d, vote %s, commit %d", r.Hard.Term, orNone(view.NodeID(r.Hard.Vote)), r.Hard.Commit)
	}
	t.row("  HardState", hard)
	if n := len(r.Entries); n > 0 {
		t.row("  entries", fmt.Sprintf("%d/%d to %d/%d", r.Entries[0].Term, r.Entries[0].Index, r.Entries[n-1].Term, r.Entries[n-1].Index))
	} else {
		t.row("  entries", "none")
	}
	return t.String()
}
