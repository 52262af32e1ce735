package disk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	files "raftviz/cluster/disk"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/views/disk"
)

// panes are those of the view.
var panes = map[layout.Pane]func(*frame.Frame, grid.Canvas){
	layout.FilesPane:    disk.Draw,
	layout.RecoveryPane: disk.DrawRecovery,
}

// draw draws them as a screen of w by h has room for them.
func draw(f *frame.Frame, w, h int) *grid.Grid { return frametest.Panes(f, w, h, panes) }

// check compares the view with its golden files.
func check(t *testing.T, f *frame.Frame) {
	t.Helper()
	frametest.Golden(t, f, panes)
}

var started = []string{"cluster seed=1 snapshot=4 catchup=2", "settle", "campaign 1", "settle"}

func with(lines ...string) []string { return append(started[:len(started):len(started)], lines...) }

func TestABufferedHardState(t *testing.T) {
	check(t, frametest.Files(t, 2, "cluster seed=1", "settle", "campaign 1", "settle", "put x 1", "settle"))
}

func TestWithoutFsync(t *testing.T) {
	check(t, frametest.Files(t, 1, with("put x 1", "settle", "violate no-fsync on 1", "put y 1", "settle", "put z 1", "settle", "put x 2", "settle", "put x 3", "settle")...))
}

func TestAfterSnapshotAndCompaction(t *testing.T) {
	check(t, frametest.Files(t, 3, with("put x 1", "settle", "put y 1", "settle", "put z 1", "settle", "put x 2", "settle", "put x 3", "settle", "put x 4", "settle", "put x 5", "settle")...))
}

func TestACrashedNode(t *testing.T) {
	check(t, frametest.Files(t, 2, with("put x 1", "settle", "crash 2")...))
}

func TestThePast(t *testing.T) {
	check(t, frametest.Files(t, 2, with("put x 1", "settle", "put y 语言", "settle", "back 40")...))
}

func TestABrokenRestart(t *testing.T) {
	f := frametest.Files(t, 1, with("put x 1", "settle", "violate load-newest-snapshot on 1", "crash 1")...)
	if got := draw(f, 200, 60).Render(grid.Plain()); !strings.Contains(got, "n1 breaks the rule load-newest-snapshot") {
		t.Errorf("a restart that breaks a rule is not told:\n%s", got)
	}
}

// damaged is a listing of files that recovery cannot use.
func damaged(t *testing.T) *files.Listing {
	t.Helper()
	d, err := files.Open("", files.Contents{Nodes: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	f, err := d.Create(1)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	entries := []raftpb.Entry{{Term: 1, Index: 1}, {Term: 1, Index: 2}, {Term: 1, Index: 4}}
	if _, err := f.Save(raftpb.HardState{Term: 1, Commit: 1}, entries); err != nil {
		t.Fatal(err)
	}
	l, err := f.List()
	if err != nil || l.Err == nil {
		t.Fatalf("the files are read: %v, %v", l, err)
	}
	return l
}

func TestDamagedFiles(t *testing.T) {
	f := frametest.Files(t, 1, "cluster seed=1", "settle")
	f.Disk.Listing = damaged(t)
	check(t, f)
}

func TestFilesThatAreBeingRead(t *testing.T) {
	f := frametest.Files(t, 1, "cluster seed=1", "settle")
	f.Disk = nil
	check(t, f)
}

// Rows are things, and what is selected can be seen.
func TestRecordsAndFilesAreThings(t *testing.T) {
	f := frametest.Files(t, 1, with("put x 1", "settle", "put y 1", "settle")...)
	draw(f, 120, 40)
	l := f.Disk.Listing
	if got := len(frametest.Things(f, frame.Record)); got != len(l.Records) {
		t.Errorf("%d of %d records are things", got, len(l.Records))
	}
	if got, want := len(frametest.Things(f, frame.File)), len(l.Snapshots)+len(l.Segments); got != want || want < 2 {
		t.Errorf("%d of %d files are things", got, want)
	}
	for _, s := range slices.Clone(f.Spots) {
		f.Cursors[layout.FilesPane] = s.Thing
		row := strings.Split(draw(f, 80, 24).Render(grid.Plain()), "\n")
		at := slices.IndexFunc(row, func(line string) bool { return strings.HasPrefix(line, " ▸") })
		if at < 0 || !strings.Contains(row[at], s.Thing.Name) || s.Thing.Number > 0 && !strings.Contains(row[at][:8], fmt.Sprint(s.Thing.Number)) {
			t.Fatalf("%+v is selected, and row %d is:\n%s", s.Thing, at, strings.Join(row, "\n"))
		}
	}
}

// BenchmarkDraw draws each pane with a WAL of 10,000 records, a third of which
// are not fsynced.
func BenchmarkDraw(b *testing.B) {
	f := frametest.Files(b, 1, "cluster seed=1", "settle")
	l := &files.Listing{Snapshots: f.Disk.Listing.Snapshots}
	for i := range 10_000 {
		if i%1000 == 0 {
			l.Segments = append(l.Segments, files.Segment{Name: fmt.Sprintf("%016x-%016x.wal", i/1000, i), Bytes: 1 << 20, Used: 1 << 19, First: i})
		}
		r := files.Record{Kind: "entry", Term: 2, Index: uint64(i), Text: fmt.Sprintf("2/%d put x=1", i), Bytes: 60, Used: i > 5000}
		if i >= 6666 {
			r.Where = files.HandedOver
		}
		l.Records = append(l.Records, r)
	}
	l.Killed = files.Left{Hard: raftpb.HardState{Term: 2}, First: files.Position{Term: 2, Index: 1}, Last: files.Position{Term: 2, Index: 9999}, Records: 10_000}
	l.PowerLost = l.Killed
	l.PowerLost.Records = 6666
	f.Disk.Listing = l
	g := grid.New(200, 60)
	at := layout.Compute(layout.Screen{W: 200, H: 60, Nodes: 3, Page: layout.Disk, Status: 1})
	for p, draw := range panes {
		b.Run(p.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f.Spots = f.Spots[:0]
				draw(f, g.Canvas().Sub(at.Panes[p]))
			}
		})
	}
}

func TestInChinese(t *testing.T) {
	frametest.Chinese(t)
	unread := frametest.Files(t, 1, "cluster seed=1", "settle")
	unread.Disk = nil
	broken := frametest.Files(t, 1, "cluster seed=1", "settle")
	broken.Disk.Listing = damaged(t)
	gone := frametest.Files(t, 1, with("add 4", "settle", "back 40")...)
	frametest.Select(gone, 4)
	snapshots := with("put x 1", "settle", "put y 1", "settle", "put z 1", "settle", "put x 2", "settle", "put x 3", "settle", "put x 4", "settle")
	for _, f := range []*frame.Frame{
		unread, broken, gone,
		frametest.Files(t, 3, snapshots...),
		frametest.Files(t, 1, with("put x 1", "settle", "violate no-fsync on 1", "put y 1", "settle", "put x 2", "settle", "put x 3", "settle")...),
		frametest.Files(t, 2, with("put x 1", "settle", "crash 2")...),
		frametest.Files(t, 1, with("violate load-newest-snapshot on 1", "crash 1")...),
		frametest.Files(t, 2, "cluster seed=1", "settle", "campaign 1", "settle", "put x 1", "settle"),
	} {
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			frametest.OnlyTerms(t, draw(f, size[0], size[1]).Render(grid.Plain()), "CRC", "slice", "bounds", "out", "range")
		}
	}
	frametest.RequireEqual(t, draw(frametest.Files(t, 3, snapshots...), 120, 40))
}
