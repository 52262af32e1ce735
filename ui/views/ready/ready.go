package ready

import (
	"fmt"
	"strings"

	"go.etcd.io/etcd/raft/v3"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// readyTitle says which Ready is shown.
func readyTitle(f *frame.Frame) []paint.Piece {
	rd := f.Hand()
	switch {
	case rd == nil:
		return []paint.Piece{paint.In(theme.Title, "Ready"), paint.Label(" of " + f.Selected.String())}
	case f.InHand():
		return []paint.Piece{paint.In(theme.Title, fmt.Sprintf("Ready #%d", rd.Number)), paint.Label(" of " + f.Selected.String() + ", in hand")}
	}
	return []paint.Piece{paint.In(theme.Title, fmt.Sprintf("Ready #%d", rd.Number)), paint.Label(" of " + f.Selected.String() + ", the last one")}
}

// noReady says why there is no Ready to show.
func noReady(f *frame.Frame) string {
	n := f.View().Node(f.Selected)
	switch {
	case n == nil:
		return "no such node"
	case !n.Up:
		return n.ID.String() + " is down"
	case n.ReadyWaiting:
		return "a Ready waits: s runs a stage of it, r all of them"
	}
	return "none in hand: raft has nothing to do"
}

// field is one field of raft's Ready struct.
type field struct {
	name  string
	value string // "" when it is empty
	more  string // what value means, where there is room for it
}

// fields are those of a Ready, in the order of raft's struct.
func fields(rd *view.Ready) []field {
	fs := make([]field, 0, 8)
	add := func(name, value string) { fs = append(fs, field{name: name, value: value}) }
	soft := ""
	if rd.Soft != nil {
		soft = fmt.Sprintf("lead %s, %s", paint.Node(view.NodeID(rd.Soft.Lead)), strings.ToLower(strings.TrimPrefix(rd.Soft.RaftState.String(), "State")))
	}
	add("SoftState", soft)
	hard := ""
	if !raft.IsEmptyHardState(rd.Hard) {
		hard = fmt.Sprintf("term %d, vote %s, commit %d", rd.Hard.Term, paint.Node(view.NodeID(rd.Hard.Vote)), rd.Hard.Commit)
	}
	add("HardState", hard)
	add("Entries", view.DescribeEntries(rd.Entries))
	add("CommittedEntries", view.DescribeEntries(rd.CommittedEntries))
	add("Messages", summary(rd.Messages))
	snap := ""
	if s := rd.Snapshot; s != nil {
		snap = fmt.Sprintf("%d/%d, %s", s.Term, s.Index, s.Config.String())
	}
	add("Snapshot", snap)
	reads := ""
	if len(rd.ReadStates) > 0 {
		reads = fmt.Sprintf("%d, at index %d", len(rd.ReadStates), rd.ReadStates[0].Index)
	}
	add("ReadStates", reads)
	sync := field{"MustSync", "false", ": no fsync needed"}
	if rd.MustSync {
		sync = field{"MustSync", "true", ": save-wal fsyncs"}
	}
	return append(fs, sync)
}

// summary says which messages there are: "MsgApp → n1 n3".
func summary(ms []*view.Message) string {
	var parts []string
	for i := 0; i < len(ms); {
		t, to := ms[i].Type, []view.NodeID(nil)
		for ; i < len(ms) && ms[i].Type == t; i++ {
			to = append(to, ms[i].To)
		}
		parts = append(parts, fmt.Sprintf("%v → %s", t, paint.Names(to, " ")))
	}
	return strings.Join(parts, ", ")
}

// Draw draws what is in the Ready.
func Draw(f *frame.Frame, c grid.Canvas) {
	rd, compact := f.Hand(), c.H() < layout.LoopRows
	if !compact {
		c = paint.Heading(c, false, readyTitle(f))
	}
	if rd == nil {
		c.Text(3, 0, theme.Faint, noReady(f))
		return
	}
	if compact {
		flow(c, rd)
	} else {
		table(c, rd)
	}
	if !f.InHand() {
		c.Restyle(paint.Fade)
	}
}

// table draws a field a row, empty ones too: they show what a Ready can have.
func table(c grid.Canvas, rd *view.Ready) {
	for y, fd := range fields(rd) {
		c.Text(3, y, theme.Dim, fd.name)
		if fd.value == "" {
			c.Text(21, y, theme.Faint, "—")
			continue
		}
		c.Within(21, y, c.W()-21, theme.Text, fd.value+fd.more)
	}
}

// flow draws the fields that are not empty, several in a row. Where there are
// not enough rows for all, long ones are cut: none is left out.
func flow(c grid.Canvas, rd *view.Ready) {
	for _, share := range []int{1, 2, 3, 4} {
		if places := flowPlaces(c.W(), share, rd); share == 4 || places[len(places)-1].y < c.H() {
			for _, p := range places {
				paint.Write(c, p.x, p.y, p.end, p.pieces...)
			}
			return
		}
	}
}

// place is where a field is drawn.
type place struct {
	x, y, end int
	pieces    []paint.Piece
}

// flowPlaces puts the fields into rows, none of them wider than a share of one.
func flowPlaces(columns, share int, rd *view.Ready) []place {
	var places []place
	x, y, end := 3, 0, columns-1
	for _, fd := range fields(rd) {
		if fd.value == "" {
			continue
		}
		ps := []paint.Piece{paint.Label(fd.name + " "), paint.Plain(fd.value)}
		w := min(paint.Width(ps), (end-3)/share-2)
		if x > 3 && x+w > end {
			x, y = 3, y+1
		}
		places = append(places, place{x, y, min(x+w, end), ps})
		x += w + 3
	}
	return places
}
