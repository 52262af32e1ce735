package inspect

import (
	"fmt"
	"slices"

	"raftviz/cluster/disk"
	"raftviz/cluster/lang"
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
	d := &Description{Title: lang.F("%s: %s", nameOf(t), lang.T(r.Kind)), Term: "record"}
	d.Tells = asOf(f)
	d.group(recordFields(l, i))
	d.See = []string{fmt.Sprintf("show disk %d", t.Node)}
	return d
}

// asOf says when the files were read.
func asOf(f *frame.Frame) string { return lang.F("As the files are at step %d.", f.Disk.Step) }

func recordFields(l *disk.Listing, i int) Group {
	r := &l.Records[i]
	g := Group{Title: "walpb.Record"}
	g.addTerm("Type", lang.T(r.Kind), recordKinds[r.Kind])
	if r.Index > 0 {
		g.add("Term", fmt.Sprint(r.Term))
		g.add("Index", fmt.Sprint(r.Index))
	}
	g.add("Text", r.Text)
	g.add("Bytes", fmt.Sprint(r.Bytes))
	g.add("Where", lang.T(r.Where.String()))
	g.addTerm(lang.T("file"), segmentOf(l, i), "WAL")
	g.addTerm(lang.T("after a kill"), back(i < l.Killed.Records), noTerm)
	g.addTerm(lang.T("after power loss"), back(i < l.PowerLost.Records), noTerm)
	if len(r.Data) > 0 {
		g.add("hex", hexOf(r.Data))
	}
	return g
}

// recordKinds are the words that explain the kinds of records.
var recordKinds = map[string]string{
	lang.Mark("entry"): "entry", "HardState": "HardState", lang.Mark("snapshot"): "Snapshot", "CRC": "checksum", lang.Mark("metadata"): "",
}

func back(left bool) string {
	if left {
		return lang.T("it is there")
	}
	return lang.T("it is gone")
}

// segmentOf is the file that has a record.
func segmentOf(l *disk.Listing, i int) string {
	if l.Records[i].Where == disk.Buffered {
		return lang.T("none yet")
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
	d := &Description{Title: lang.F("%s of %v", t.Name, t.Node), Term: term}
	d.Tells = asOf(f)
	d.group(g)
	d.See = []string{fmt.Sprintf("show disk %d", t.Node)}
	return d
}

func segmentFields(l *disk.Listing, i int) Group {
	s, end := &l.Segments[i], len(l.Records)
	if i+1 < len(l.Segments) {
		end = l.Segments[i+1].First
	}
	g := Group{Title: lang.T("segment of the WAL")}
	g.addTerm(lang.T("records"), lang.F("%d, from number %d", end-s.First, s.First+1), "record")
	g.addTerm(lang.T("used"), lang.F("%d bytes", s.Used), noTerm)
	g.addTerm(lang.T("allocated"), lang.F("%d bytes", s.Bytes), noTerm)
	return g
}

func snapshotFileFields(s *disk.SnapshotFile) Group {
	g := Group{Title: lang.T("snapshot file")}
	g.addTerm(lang.T("position"), position(s.Term, s.Index), "Index")
	g.add("Bytes", fmt.Sprint(s.Bytes))
	g.addTerm(lang.T("fsynced"), yes(!s.Unsynced), "Where")
	g.addTerm(lang.T("chosen"), yes(s.Chosen), noTerm)
	g.addTerm(lang.T("why"), s.Why, noTerm)
	return g
}
