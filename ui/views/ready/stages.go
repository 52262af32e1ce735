package ready

import (
	"fmt"
	"slices"
	"strings"

	"go.etcd.io/etcd/raft/v3"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// DrawLoop draws the Ready loop: what is done, what is next, what is to come.
func DrawLoop(f *frame.Frame, c grid.Canvas) {
	rd := f.Hand()
	if c.H() < layout.LoopRows {
		body := paint.Heading(c, false, readyTitle(f), progressOf(f, rd)...)
		if rd != nil {
			stageLine(f, body, rd)
		}
		return
	}
	body := paint.Heading(c, false, []paint.Piece{paint.In(theme.Title, "the Ready loop")}, progressOf(f, rd)...)
	for y, s := range loop(rd) {
		stageRow(f, body.Row(y), rd, s)
	}
}

// loop has all stages: those of the Ready's plan in its order, which a broken rule
// may have changed, and between them those that have nothing to do.
func loop(rd *view.Ready) []view.Stage {
	all := view.Stages()
	if rd == nil {
		return all
	}
	plan := rd.Plan
	for y, s := range all {
		if slices.Contains(rd.Plan, s) {
			all[y], plan = plan[0], plan[1:]
		}
	}
	return all
}

// progressOf says how far the Ready is: "2 of 5".
func progressOf(f *frame.Frame, rd *view.Ready) []paint.Piece {
	switch {
	case rd == nil:
		return nil
	case f.InHand():
		at := slices.Index(rd.Plan, f.View().Node(f.Selected).Stage) + 1
		return []paint.Piece{paint.In(theme.AccentStrong, fmt.Sprintf("%d / %d", at, len(rd.Plan)))}
	case done(f, view.Advance) == nil:
		return []paint.Piece{paint.In(theme.Bad, "✗ lost")}
	}
	return []paint.Piece{paint.In(theme.Good, "✓ done")}
}

// done is the step that ran the stage, nil when none has.
func done(f *frame.Frame, s view.Stage) *view.Step {
	for _, step := range f.Ready {
		if step.Kind == view.KindStage && step.Node == f.Selected && step.Stage == s {
			return step
		}
	}
	return nil
}

// mark is the glyph and style of a stage: ✓ done, ▶ next, · to come or skipped.
func mark(f *frame.Frame, rd *view.Ready, s view.Stage) (string, grid.Style) {
	n := f.View().Node(f.Selected)
	switch {
	case rd == nil || !slices.Contains(rd.Plan, s):
		return " ", theme.Faint
	case f.InHand() && n.Stage == s:
		return "▶", theme.AccentStrong
	case done(f, s) != nil, f.InHand() && slices.Index(rd.Plan, s) < slices.Index(rd.Plan, n.Stage):
		return "✓", theme.Good
	case !f.InHand():
		return "✗", theme.Bad
	}
	return "·", theme.Dim
}

// stageRow draws one stage and what it did or would do.
func stageRow(f *frame.Frame, c grid.Canvas, rd *view.Ready, s view.Stage) {
	glyph, style := mark(f, rd, s)
	c.Text(3, 0, style, glyph)
	name, note := style, theme.Dim
	switch glyph {
	case "✓":
		name, note = theme.Text, theme.Text
	case "·", "✗":
		name = theme.Dim
	}
	c.Text(5, 0, name, s.String())
	c.Within(23, 0, c.W()-23, note, stageNote(f, rd, s, glyph))
}

// stageNote is what a stage did, or what it will do.
func stageNote(f *frame.Frame, rd *view.Ready, s view.Stage, glyph string) string {
	if step := done(f, s); step != nil && glyph != "▶" {
		return outcome(step)
	}
	switch glyph {
	case " ":
		return ""
	case "✗":
		return "not done"
	}
	return work(rd, s)
}

// outcome is what a stage's step did, in few words: the stage's name stands
// beside them, and the Ready's content.
func outcome(step *view.Step) string {
	var parts []string
	lost, published := 0, ""
	for _, e := range step.Events {
		switch e.What {
		case view.Published:
			published = fmt.Sprintf("applied %s up to %d/%d", paint.Entries(int(e.Count)), e.Term, e.Index)
			if e.Count > 1 {
				return published // one by one they are too many
			}
		case view.Lost:
			lost++
		}
		if s := did(e); s != "" {
			parts = append(parts, s)
		}
	}
	if lost > 0 {
		parts = append(parts, fmt.Sprintf("%d lost", lost))
	}
	if len(parts) == 0 {
		return published
	}
	return strings.Join(parts, "; ")
}

// did is one event of a stage in few words, "" where the stage's name says it.
func did(e view.Event) string {
	switch e.What {
	case view.SavedWAL:
		if e.Synced {
			return fmt.Sprintf("%d bytes, fsync", e.Bytes)
		}
		return fmt.Sprintf("%d bytes, no fsync", e.Bytes)
	case view.SavedSnapshot, view.TriggeredSnapshot:
		return fmt.Sprintf("snapshot %d/%d, %d bytes", e.Term, e.Index, e.Bytes)
	case view.AppliedSnapshot:
		return fmt.Sprintf("recovered from snapshot %d/%d", e.Term, e.Index)
	case view.AppendedStorage:
		if e.Count == 0 {
			return "HardState"
		}
		return fmt.Sprintf("%s up to %d/%d", paint.Entries(int(e.Count)), e.Term, e.Index)
	case view.Raft, view.CommitAdvanced, view.Published, view.Advanced, view.Acknowledged, view.Abandoned,
		view.Lost, view.Unreachable, view.SnapshotReported, view.Violated:
		return ""
	}
	// Whatever else happened says its own name; of the node, the pane says it.
	return strings.TrimPrefix(strings.TrimPrefix(e.String(), e.Node.String()+" "), "sent ")
}

// work is what a stage has to do.
func work(rd *view.Ready, s view.Stage) string {
	switch s {
	case view.SaveSnapshot:
		return "snapshot file, then the WAL's record, fsync"
	case view.SaveWAL:
		if rd.MustSync || rd.Snapshot != nil {
			return saved(rd) + ", fsync"
		}
		return saved(rd) + ", no fsync needed"
	case view.ApplySnapshot:
		return fmt.Sprintf("snapshot %d/%d → MemoryStorage, store", rd.Snapshot.Term, rd.Snapshot.Index)
	case view.AppendStorage:
		return saved(rd) + " → MemoryStorage"
	case view.Send:
		return summary(rd.Messages)
	case view.Publish:
		return "apply " + view.DescribeEntries(rd.CommittedEntries)
	case view.TriggerSnapshot:
		return "snapshot the store, compact the log"
	}
	return "tell raft that all of it is done"
}

func saved(rd *view.Ready) string {
	var parts []string
	if n := len(rd.Entries); n > 0 {
		parts = append(parts, paint.Entries(n))
	}
	if !raft.IsEmptyHardState(rd.Hard) {
		parts = append(parts, "HardState")
	}
	return strings.Join(parts, " and ")
}

// stageLine draws the stages that have something to do in one row. Where they
// do not all fit, those done longest ago are left out.
func stageLine(f *frame.Frame, c grid.Canvas, rd *view.Ready) {
	plan := rd.Plan
	for len(plan) > 1 && 3*len(plan)+paint.Width(stagePieces(f, rd, plan)) > c.W()-1 {
		if glyph, _ := mark(f, rd, plan[0]); glyph == "▶" {
			break
		}
		plan = plan[1:]
	}
	paint.Write(c, 3, 0, c.W()-1, stagePieces(f, rd, plan)...)
}

func stagePieces(f *frame.Frame, rd *view.Ready, plan []view.Stage) []paint.Piece {
	var ps []paint.Piece
	for i, s := range plan {
		if i > 0 {
			ps = append(ps, paint.Plain("  "))
		}
		glyph, style := mark(f, rd, s)
		name := style
		if glyph == "✓" {
			name = theme.Text
		}
		ps = append(ps, paint.In(style, glyph+" "), paint.In(name, s.String()))
	}
	return ps
}
