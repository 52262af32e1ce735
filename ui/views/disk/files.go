// Package disk draws what is in a node's files, and what a restart would make of
// them.
package disk

import (
	"fmt"
	"sort"

	"raftviz/cluster/disk"
	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// Draw draws the selected node's files: the snapshots, and the records of the WAL,
// the newest at the bottom.
func Draw(f *frame.Frame, c grid.Canvas) {
	body := paint.Heading(c, f.Focus == layout.FilesPane, []paint.Piece{paint.In(theme.Title, lang.F("files of %v", f.Selected))}, asOf(f)...)
	y := summary(f, body)
	body = body.Sub(grid.Rect{Y: y, W: body.W(), H: body.H() - y})
	if d := f.Disk; d == nil || d.Err != nil {
		paint.Say(body, 3, 0, theme.Faint, unread(d))
		return
	}
	newFiles(f, body.W()).draw(body)
}

// asOf says of which step the files are: there are none of an older one.
func asOf(f *frame.Frame) []paint.Piece {
	switch {
	case f.Disk == nil:
		return nil
	case f.Past():
		return []paint.Piece{paint.In(theme.Warn, lang.F("the files are of the newest step, %d", f.Disk.Step))}
	}
	return []paint.Piece{paint.Label(lang.F("as of step %d", f.Disk.Step))}
}

// unread says why no files are shown.
func unread(d *frame.Disk) string {
	if d == nil {
		return lang.T("the files are being read")
	}
	return lang.F("the files cannot be read: %v", d.Err)
}

// summary draws what the files held at the step that is shown, as the view knows
// it, and returns the row below.
func summary(f *frame.Frame, c grid.Canvas) (rows int) {
	n := f.View().Node(f.Selected)
	if n == nil || n.Disk == nil {
		c.Within(3, 0, c.W()-4, theme.Faint, lang.F("%v has no files at this step; h and l select a node", f.Selected))
		return 2
	}
	d := n.Disk
	at := lang.F("step %d  ", f.At)
	snapshot := ""
	if d.Snapshot > 0 {
		snapshot = lang.F(" · snapshot %d", d.Snapshot)
	}
	paint.Write(c, 3, 0, c.W()-1, paint.Label(at), paint.Strong(lang.F("term %d, vote %s, commit %d", d.Term, paint.Node(d.Vote), d.Commit)),
		paint.Plain(lang.F(" · log up to %d%s", d.Last, snapshot)))
	x := 3 + grid.Width(at)
	var ps []paint.Piece
	if d.BufferedBytes > 0 {
		ps = append(ps, paint.In(theme.Warn, lang.F("○ %d bytes in the WAL's buffer", d.BufferedBytes)))
	}
	if d.UnsyncedBytes > 0 {
		ps = append(ps, paint.In(theme.Warn, lang.F("  □ %d bytes with the OS", d.UnsyncedBytes)))
	}
	if ps == nil {
		ps = append(ps, paint.In(theme.Good, lang.T("■ all of it is fsynced")))
	}
	paint.Write(c, x, 1, c.W()-1, ps...)
	if c.H() < roomyFiles {
		return 2
	}
	return 3
}

// roomyFiles is the number of rows from which on there is one to set the summary off.
const roomyFiles = 14

// files are the rows of a listing: a row a snapshot file, and for each segment of
// the WAL one for itself and one for each of its records.
type files struct {
	f *frame.Frame
	l *disk.Listing
	// kind, says, bytes and where are the columns of a record.
	kind, says, bytes, where int
	digits                   int
}

func newFiles(f *frame.Frame, width int) *files {
	s := &files{f: f, l: f.Disk.Listing}
	s.digits = max(len(fmt.Sprint(len(s.l.Records))), 3)
	s.kind = 3 + s.digits + 3
	s.says = s.kind + len("HardState") + 2
	s.where = min(width-1-len("in the buffer")-2, s.says+52)
	s.bytes = s.where - 2
	return s
}

func (s *files) draw(c grid.Canvas) {
	c.Right(3+s.digits, 0, theme.Faint, "#")
	c.Text(s.kind, 0, theme.Faint, lang.T("record"))
	c.Text(s.says, 0, theme.Faint, lang.T("says"))
	c.Right(s.bytes, 0, theme.Faint, lang.T("bytes"))
	c.Text(s.where, 0, theme.Faint, lang.T("is"))
	s.f.List(c.Sub(grid.Rect{Y: 1, W: c.W(), H: c.H() - 1}), frame.List{
		Pane: layout.FilesPane, Len: s.len(), Chosen: s.chosen(), Tail: true,
		Thing: s.thing, Draw: s.row,
	})
}

func (s *files) len() int { return len(s.l.Snapshots) + len(s.l.Segments) + len(s.l.Records) }

// at says what row i is: a snapshot, a segment or a record. The others are -1.
func (s *files) at(i int) (snapshot, segment, record int) {
	if i < len(s.l.Snapshots) {
		return i, -1, -1
	}
	i -= len(s.l.Snapshots)
	// The row of a segment is behind its place and the segments before it.
	n := sort.Search(len(s.l.Segments), func(k int) bool { return s.l.Segments[k].First+k > i }) - 1
	if s.l.Segments[n].First+n == i {
		return -1, n, -1
	}
	return -1, -1, i - n - 1
}

func (s *files) thing(i int) frame.Thing {
	snapshot, segment, record := s.at(i)
	t := frame.Thing{Kind: frame.File, Node: s.f.Selected}
	switch {
	case snapshot >= 0:
		t.Name = s.l.Snapshots[snapshot].Name
	case segment >= 0:
		t.Name = s.l.Segments[segment].Name
	default:
		t.Kind, t.Number = frame.Record, uint64(record)+1
	}
	return t
}

// chosen is the row of what is selected, -1 for none.
func (s *files) chosen() int {
	t := s.f.Cursors[layout.FilesPane]
	if t.Node != s.f.Selected {
		return -1
	}
	switch t.Kind {
	case frame.Record:
		if i := int(t.Number) - 1; i >= 0 && i < len(s.l.Records) {
			n := sort.Search(len(s.l.Segments), func(k int) bool { return s.l.Segments[k].First > i })
			return len(s.l.Snapshots) + n + i
		}
	case frame.File:
		for i := range s.l.Snapshots {
			if s.l.Snapshots[i].Name == t.Name {
				return i
			}
		}
		for i := range s.l.Segments {
			if s.l.Segments[i].Name == t.Name {
				return len(s.l.Snapshots) + s.l.Segments[i].First + i
			}
		}
	}
	return -1
}

func (s *files) row(c grid.Canvas, i int) {
	snapshot, segment, record := s.at(i)
	switch {
	case snapshot >= 0:
		s.snapshot(c, &s.l.Snapshots[snapshot])
	case segment >= 0:
		s.segment(c, &s.l.Segments[segment])
	default:
		s.record(c, record)
	}
}

func (s *files) snapshot(c grid.Canvas, file *disk.SnapshotFile) {
	style := theme.Dim
	if file.Chosen {
		style = theme.Text
	}
	s.file(c, "snap/", file.Name, s.bytes-8, style)
	paint.NumberRight(c, s.bytes, 0, style, file.Bytes)
	where := disk.Synced
	if file.Unsynced {
		where = disk.HandedOver
	}
	is(c, s.where, where, file.Chosen)
}

// segment draws a file of the WAL: most of it is room for records to come.
func (s *files) segment(c grid.Canvas, file *disk.Segment) {
	s.file(c, "wal/", file.Name, s.where-1, theme.Text)
	c.Text(s.where, 0, theme.Faint, lang.F("%s of %s", size(file.Used), size(file.Bytes)))
}

func (s *files) file(c grid.Canvas, folder, name string, end int, style grid.Style) {
	x := c.Text(3, 0, theme.Snapshot, folder)
	c.Within(x, 0, end-x, style, name)
}

// size is a number of bytes in a few characters.
func size(n int) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d MiB", n>>20)
}

// record draws a record: what a restart would use is ticked, all else is dim.
func (s *files) record(c grid.Canvas, i int) {
	r := &s.l.Records[i]
	kind, says := theme.Text, theme.Text
	switch {
	case !r.Used:
		kind, says = theme.Dim, theme.Dim
	case r.Kind == "HardState":
		says = theme.Strong
	case r.Kind == "entry":
		says = theme.Term(r.Term)
	}
	paint.NumberRight(c, 3+s.digits, 0, theme.Faint, i+1)
	if r.Used {
		c.Text(s.kind-2, 0, theme.Good, "✓")
	}
	c.Text(s.kind, 0, kind, lang.T(r.Kind))
	c.Within(s.says, 0, s.bytes-7-s.says, says, r.Text)
	paint.NumberRight(c, s.bytes, 0, theme.Dim, r.Bytes)
	is(c, s.where, r.Where, r.Used)
}

// is draws how far something has come: what is fsynced outlives a loss of power,
// what is with the operating system the process.
func is(c grid.Canvas, x int, where disk.Where, used bool) {
	words := [...]string{disk.Synced: lang.Mark("■ fsynced"), disk.HandedOver: lang.Mark("□ with the OS"), disk.Buffered: lang.Mark("○ in the buffer")}
	style := theme.Warn
	if where == disk.Synced {
		style = theme.Dim
		if used {
			style = theme.Good
		}
	}
	c.Text(x, 0, style, lang.T(words[where]))
}
