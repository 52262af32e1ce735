package inspect

import (
	"fmt"
	"slices"

	"raftviz/cluster/disk"
	"raftviz/ui/frame"
)

// filesOf is what was read of a node's files, nil for nothing.
func filesOf(f *frame.Frame, t frame.Thing) *disk.Listing {
	if f.Disk == nil || f.Disk.Node != t.Node {
		return nil
	}
	return f.Disk.Listing
}

func describeRecord(f *frame.Frame, t frame.Thing) *Description {
	l := filesOf(f, t)
	if l == nil || t.Number == 0 || t.Number > uint64(len(l.Records)) {
		return nil
	}
	i := int(t.Number - 1)
	r := &l.Records[i]
	d := &Description{Title: fmt.Sprintf("WAL record %d of %v: %s", t.Number, t.Node, r.Kind), Term: "record"}
	d.Tells = fmt.Sprintf("As the files are at step %d.", f.Disk.Step)
	d.group(recordFields(l, i))
	d.See = []string{fmt.Sprintf("show disk %d", t.Node)}
	return d
}

func recordFields(l *disk.Listing, i int) Group {
	r := &l.Records[i]
	g := Group{Title: "walpb.Record"}
	g.addTerm("Type", r.Kind, recordKinds[r.Kind])
	if r.Index > 0 {
		g.add("Term", fmt.Sprint(r.Term))
		g.add("Index", fmt.Sprint(r.Index))
	}
	g.add("Text", r.Text)
	g.add("Bytes", fmt.Sprint(r.Bytes))
	g.add("Where", r.Where.String())
	g.addTerm("file", segmentOf(l, i), "WAL")
	g.addTerm("after a kill", back(i < l.Killed.Records), noTerm)
	g.addTerm("after power loss", back(i < l.PowerLost.Records), noTerm)
	if len(r.Data) > 0 {
		g.add("hex", hexOf(r.Data))
	}
	return g
}

// recordKinds are the words that explain the kinds of records.
var recordKinds = map[string]string{"entry": "entry", "HardState": "HardState", "snapshot": "Snapshot", "CRC": "checksum"}

func back(left bool) string {
	if left {
		return "it is there"
	}
	return "it is gone"
}

// segmentOf is the file that has a record.
func segmentOf(l *disk.Listing, i int) string {
	if l.Records[i].Where == disk.Buffered {
		return "none yet"
	}
	name := ""
	for _, s := range l.Segments {
		if s.First <= i {
			name = s.Name
		}
	}
	return name
}

func describeFile(f *frame.Frame, t frame.Thing) *Description {
	l := filesOf(f, t)
	if l == nil {
		return nil
	}
	var g Group
	term := "WAL"
	segment := slices.IndexFunc(l.Segments, func(s disk.Segment) bool { return s.Name == t.Name })
	snapshot := slices.IndexFunc(l.Snapshots, func(s disk.SnapshotFile) bool { return s.Name == t.Name })
	switch {
	case segment >= 0:
		g = segmentFields(l, segment)
	case snapshot >= 0:
		g, term = snapshotFileFields(&l.Snapshots[snapshot]), "Snapshot"
	default:
		return nil
	}
	d := &Description{Title: fmt.Sprintf("%s of %v", t.Name, t.Node), Term: term}
	d.Tells = fmt.Sprintf("As the files are at step %d.", f.Disk.Step)
	d.group(g)
	d.See = []string{fmt.Sprintf("show disk %d", t.Node)}
	return d
}

func segmentFields(l *disk.Listing, i int) Group {
	s, end := &l.Segments[i], len(l.Records)
	if i+1 < len(l.Segments) {
		end = l.Segments[i+1].First
	}
	g := Group{Title: "segment of the WAL"}
	g.addTerm("records", fmt.Sprintf("%d, from number %d", end-s.First, s.First+1), "record")
	g.addTerm("used", fmt.Sprintf("%d bytes", s.Used), noTerm)
	g.addTerm("allocated", fmt.Sprintf("%d bytes", s.Bytes), noTerm)
	return g
}

func snapshotFileFields(s *disk.SnapshotFile) Group {
	g := Group{Title: "snapshot file"}
	g.addTerm("position", position(s.Term, s.Index), "Index")
	g.add("Bytes", fmt.Sprint(s.Bytes))
	g.addTerm("fsynced", yes(!s.Unsynced), "Where")
	g.addTerm("chosen", yes(s.Chosen), noTerm)
	g.addTerm("why", s.Why, noTerm)
	return g
}
