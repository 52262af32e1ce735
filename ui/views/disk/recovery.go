package disk

import (
	"strings"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/disk"
	"raftviz/cluster/lang"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// DrawRecovery says what a restart would make of the files after a crash now, and
// why.
func DrawRecovery(f *frame.Frame, c grid.Canvas) {
	body := paint.Heading(c, f.Focus == layout.RecoveryPane, []paint.Piece{paint.In(theme.Title, lang.T("recovery"))}, asOf(f)...)
	if d := f.Disk; d == nil || d.Err != nil {
		paint.Say(body, 3, 0, theme.Faint, unread(d))
		return
	}
	r := recovery{c: body, l: f.Disk.Listing, id: f.Selected, short: body.H() < roomyRecovery}
	n := f.Step(f.Newest).View.Node(f.Selected)
	if n != nil {
		r.up, r.broken = n.Up, n.Broken
	}
	r.draw()
}

// roomyRecovery is the number of rows from which on each part of a recovery has
// its own.
const roomyRecovery = 16

// recovery is the text about one listing, as it is written row by row.
type recovery struct {
	c  grid.Canvas
	l  *disk.Listing
	id view.NodeID
	up bool
	// broken are the rules that the node breaks.
	broken rule.Set
	short  bool
	y      int
}

func (r *recovery) draw() {
	killed := lang.F("%v is down: a restart (R) begins with", r.id)
	if r.up {
		killed = lang.T("if its process is killed now (c), a restart begins with")
	}
	r.left(killed, &r.l.Killed, r.l.Err)
	r.gap()
	if r.same() && r.up {
		r.say(3, theme.Dim, lang.T("if its machine loses power now: with the same, since all that was handed to the operating system is fsynced"))
	} else if !r.same() {
		r.left(lang.T("if its machine loses power now, a restart begins with"), &r.l.PowerLost, r.l.PowerLost.Err)
	}
	r.gap()
	for _, broken := range []rule.Rule{rule.LoadNewestSnapshot, rule.LoadSnapshotLate, rule.ForgetVoteOnRestart} {
		if r.broken.Has(broken) {
			r.say(3, theme.Bad, lang.F("✗ but %v breaks the rule %v", r.id, broken))
		}
	}
	r.snapshots()
}

// same reports whether a loss of power leaves what a kill does.
func (r *recovery) same() bool {
	k, p := &r.l.Killed, &r.l.PowerLost
	return r.l.Err == nil && p.Err == nil && k.Records == p.Records && k.Snapshot == p.Snapshot
}

// say writes a text from column x on, in as many rows as it needs.
func (r *recovery) say(x int, style grid.Style, text string) {
	r.y = paint.Say(r.c, x, r.y, style, text)
}

// gap leaves a row free where there is room.
func (r *recovery) gap() {
	if !r.short {
		r.y++
	}
}

// left says what is left after one kind of crash, and why that.
func (r *recovery) left(when string, left *disk.Left, err error) {
	r.say(3, theme.Strong, when)
	switch {
	case err != nil:
		r.say(5, theme.Bad, lang.F("✗ nothing: it fails. %s", view.Recorded(err.Error())))
	case left.Empty():
		r.say(5, theme.Text, lang.T("nothing: it would begin anew"))
	case r.short:
		r.say(5, theme.Text, lang.F("snapshot: %s · %s · entries: %s", snapshotLeft(left), hardLeft(left), entriesLeft(left)))
	default:
		r.part(lang.T("snapshot"), whySnapshot(left))
		r.part("HardState", lang.F("%s: the last one that is left", hardLeft(left)))
		r.part(lang.T("entries"), whyEntries(left))
	}
	if lost := r.lost(left); lost != "" {
		r.say(5, theme.Warn, lang.F("✗ lost: %s", lost))
	} else if err == nil && !r.short {
		r.part(lang.T("lost"), lang.T("nothing"))
	}
}

// part writes a name and what there is to say of it.
func (r *recovery) part(name, text string) {
	r.c.Text(5, r.y, theme.Dim, name)
	r.say(16, theme.Text, text)
}

func snapshotLeft(l *disk.Left) string {
	if l.Snapshot.Index == 0 {
		return lang.T("none")
	}
	return l.Snapshot.String()
}

// whySnapshot says which snapshot recovery takes, and why.
func whySnapshot(l *disk.Left) string {
	if l.Snapshot.Index == 0 {
		return lang.T("none: the log is read from its beginning")
	}
	return lang.F("%v: the newest that has a file, and a record in the WAL at or below commit %d", l.Snapshot, l.Hard.Commit)
}

func hardLeft(l *disk.Left) string {
	if raft.IsEmptyHardState(l.Hard) {
		return lang.T("no HardState")
	}
	return lang.F("term %d, vote %s, commit %d", l.Hard.Term, paint.Node(view.NodeID(l.Hard.Vote)), l.Hard.Commit)
}

func entriesLeft(l *disk.Left) string {
	switch {
	case l.Last.Index == 0:
		return lang.T("none")
	case l.First == l.Last:
		return l.Last.String()
	}
	return lang.F("%v to %v", l.First, l.Last)
}

// whyEntries says which entries are left, and why these.
func whyEntries(l *disk.Left) string {
	text := entriesLeft(l)
	if l.Snapshot.Index > 0 {
		text = lang.F("%s behind the snapshot", text)
	}
	if l.Last.Index == 0 {
		return text
	}
	return lang.F("%s; of records with one index the last one counts", text)
}

// lost says what goes with a crash, "" for nothing.
func (r *recovery) lost(left *disk.Left) string {
	var parts []string
	var first, last disk.Position
	var hard *disk.Record
	for i := range r.l.Records[left.Records:] {
		switch rec := &r.l.Records[left.Records+i]; rec.Kind {
		case "HardState":
			hard = rec
		case "entry":
			last = disk.Position{Term: rec.Term, Index: rec.Index}
			if first.Index == 0 {
				first = last
			}
		case "snapshot":
			parts = append(parts, lang.F("the WAL's record of snapshot %s", rec.Text))
		}
	}
	if first.Index > 0 {
		parts = append(parts, lang.F("entries %s, which others may count on", entriesLeft(&disk.Left{First: first, Last: last})))
	}
	if hard != nil {
		parts = append(parts, "HardState "+hard.Text)
	}
	if hard != nil && len(parts) == 1 && !r.short {
		parts[0] += harmless(&left.Hard, &hard.Hard)
	}
	for i := range r.l.Snapshots {
		if s := &r.l.Snapshots[i]; s.Unsynced && left == &r.l.PowerLost {
			parts = append(parts, lang.F("the file of snapshot %d/%d", s.Term, s.Index))
		}
	}
	return strings.Join(parts, lang.T("; "))
}

// harmless says that raft can do without the newer of two HardStates: MustSync
// asks for no fsync where term and vote are the same.
func harmless(older, newer *raftpb.HardState) string {
	if older.Term != newer.Term || older.Vote != newer.Vote {
		return ""
	}
	return lang.T(" (only its commit index is newer, which raft learns again)")
}

// snapshots says of each snapshot file whether recovery takes it, and why.
func (r *recovery) snapshots() {
	for i := range r.l.Snapshots {
		s := &r.l.Snapshots[len(r.l.Snapshots)-1-i]
		if r.y >= r.c.H() {
			return
		}
		mark := paint.In(theme.Dim, "· ")
		if s.Chosen {
			mark = paint.In(theme.Good, "✓ ")
		}
		x := paint.Write(r.c, 3, r.y, r.c.W()-1, mark, paint.Plain(lang.F("snapshot %d/%d: ", s.Term, s.Index)))
		r.say(x, theme.Dim, s.Why)
	}
	for _, name := range r.l.MissingSnapshots() {
		r.say(3, theme.Warn, lang.F("✗ snapshot %s has a record in the WAL, and no file", name))
	}
	if !r.short && r.l.Err == nil {
		r.gap()
		r.say(3, theme.Dim, lang.T("✓ among the records: what a restart after a kill would use"))
	}
}
