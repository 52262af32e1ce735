package ready

import (
	"strings"
	"testing"

	"raftviz/cluster/node"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/inspect"
	"raftviz/ui/layout"
)

// TestWhySkipped: every stage that is not in a real Ready's plan says why.
func TestWhySkipped(t *testing.T) {
	taken := "first 1 stage 1"
	for name, test := range map[string]struct {
		lines []string
		stage view.Stage
		want  string
	}{
		"no snapshot":         {script(led, "put x 1", taken), view.SaveSnapshot, "no Snapshot in this Ready"},
		"nothing to apply":    {script(led, "put x 1", taken), view.Publish, "nothing newly committed"},
		"nothing to save":     {led, view.SaveWAL, "no Entries, and HardState unchanged"},
		"not enough applied":  {script(committing, taken), view.TriggerSnapshot, "5 entries applied since the last, and it takes more than 20"},
		"exactly enough":      {script([]string{"cluster seed=5 snapshot=5"}, append(committing[1:], taken)...), view.TriggerSnapshot, "5 entries applied since the last, and it takes more than 5"},
		"uncommitted entries": {script(committing, "violate apply-uncommitted-entries on 1", taken), view.Publish, "no Entries, which it applies (apply-uncommitted-entries)"},
	} {
		t.Run(name, func(t *testing.T) {
			h := handOf(of(t, 1, test.lines...))
			if h.state(test.stage) != skipped {
				t.Fatalf("%v is in the plan %v", test.stage, h.rd.Plan)
			}
			if got := h.whySkipped(test.stage); got != test.want {
				t.Errorf("%v is skipped because of %q, want %q", test.stage, got, test.want)
			}
		})
	}
	over := handOf(of(t, 1, script([]string{"cluster seed=5 snapshot=4"}, append(committing[1:], taken)...)...))
	if over.state(view.TriggerSnapshot) != toCome {
		t.Error("more than 4 entries are applied, and no snapshot is to come")
	}
}

func TestStates(t *testing.T) {
	for name, test := range map[string]struct {
		lines []string
		want  map[view.Stage]state
	}{
		"in hand": {script(committing, "stage 1"), map[view.Stage]state{
			view.SaveSnapshot: skipped, view.SaveWAL: done, view.AppendStorage: next, view.Send: toCome, view.Advance: toCome}},
		"finished": {script(committing, "ready 1"), map[view.Stage]state{view.SaveWAL: done, view.Advance: done}},
		"crashed":  {script(committing, "stage 1", "crash 1"), map[view.Stage]state{view.SaveWAL: done, view.AppendStorage: lost, view.Advance: lost}},
		"failed":   {script(committing, "fail-disk 1 at save-wal", "stage 1"), map[view.Stage]state{view.SaveWAL: failed, view.AppendStorage: lost}},
	} {
		t.Run(name, func(t *testing.T) {
			h := handOf(of(t, 1, test.lines...))
			for s, want := range test.want {
				if got := h.state(s); got != want {
					t.Errorf("%v is in state %d, want %d", s, got, want)
				}
			}
		})
	}
}

// TestEveryStageIsTold: what the next stage does is said in full sentences, of each
// stage of Readies with everything in them.
func TestEveryStageIsTold(t *testing.T) {
	told := map[view.Stage]bool{}
	for _, lines := range [][]string{behind, script([]string{"cluster seed=5 snapshot=4"}, append(committing[1:], "first 1 stage 1")...)} {
		id := view.NodeID(1)
		if len(lines) == len(behind) {
			id = 3
		}
		f := of(t, id, lines...)
		stages := f.View().Node(id).Ready.Plan
		for ran, s := range stages {
			if ran > 0 {
				lines = script(lines, "stage "+id.String())
				f = of(t, id, lines...)
			}
			h := handOf(f)
			if h.stage() != s {
				t.Fatalf("the next stage is %v, not %v", h.stage(), s)
			}
			text := h.sentence(s) + " " + h.crashNow()
			if !strings.HasPrefix(text, "Calls ") && !strings.HasPrefix(text, "Hands ") && !strings.HasPrefix(text, "Applies ") || !strings.Contains(text, "A crash now would lose") {
				t.Errorf("%v: %s", s, text)
			}
			told[s] = true
		}
	}
	for _, s := range view.Stages() {
		if !told[s] {
			t.Errorf("%v was never next", s)
		}
	}
}

// TestSelectedStageIsExplained: what is selected is told of, and its code shown,
// until the next step.
func TestSelectedStageIsExplained(t *testing.T) {
	f := of(t, 1, script(committing, "stage 1")...)
	draw(f, 120, 40)
	things := frametest.Things(f, frame.Stage)
	if len(things) != len(view.Stages()) {
		t.Fatalf("%d stages can be selected", len(things))
	}
	for _, thing := range things {
		f.Cursors[layout.StagesPane] = thing
		s := view.Stage(thing.Number)
		h := handOf(f)
		text := draw(f, 120, 40).Render(grid.Plain())
		if h.chosen() != s || !strings.Contains(text, node.SourceOf(s, h.rd, 0)[0].Name) {
			t.Errorf("%v is selected, and not shown:\n%s", s, text)
		}
	}
	f.At--
	frametest.Select(f, 1)
	if h := handOf(f); h.chosen() != view.SaveWAL {
		t.Errorf("at another step %v is told of", h.chosen())
	}
}

// TestEverythingCanBeSelected counts the things of a Ready with two entries and
// four messages.
func TestEverythingCanBeSelected(t *testing.T) {
	f := of(t, 1, script(led, "put x 1", "put y 2", "first 1 stage 1")...)
	draw(f, 200, 60)
	for kind, want := range map[frame.Kind]int{frame.Entry: 2, frame.Message: 4, frame.ReadyField: int(fieldCount)} {
		if got := len(frametest.Things(f, kind)); got != want {
			t.Errorf("%d things of kind %d can be selected, want %d", got, kind, want)
		}
	}
	taken := f.Ready[0].View.Step
	for _, m := range frametest.Things(f, frame.Message) {
		if m.Step != taken {
			t.Errorf("message %d is of step %d, the Ready of %d", m.Number, m.Step, taken)
		}
	}
}

// TestEverythingCanBeInspected: there is more to tell of whatever can be selected,
// of messages that are not sent yet too.
func TestEverythingCanBeInspected(t *testing.T) {
	for _, lines := range [][]string{script(led, "put x 1", "put y 2", "first 1 stage 1"), script(committing, "ready 1")} {
		f := of(t, 1, lines...)
		draw(f, 200, 60)
		for _, s := range f.Spots {
			if s.Thing.Kind != frame.Code && inspect.Describe(f, s.Thing) == nil {
				t.Errorf("nothing is told of %+v", s.Thing)
			}
		}
	}
}

// TestFieldsScroll: at 80x24 not all rows fit, and the arrow keys reach each.
func TestFieldsScroll(t *testing.T) {
	f := of(t, 1, script(led, "put x 1", "put y 2", "put z 3", "first 1 stage 1")...)
	f.Focus = layout.FieldsPane
	seen := map[frame.Thing]bool{}
	for range 40 {
		text := draw(f, 80, 24).Render(grid.Plain())
		f.Cursors[layout.FieldsPane] = f.Next(layout.FieldsPane, f.Cursors[layout.FieldsPane], 1)
		seen[f.Cursors[layout.FieldsPane]] = true
		if f.Cursors[layout.FieldsPane] == f.Ends[layout.FieldsPane][1] && !strings.Contains(text, "MustSync") {
			t.Errorf("the last row is selected and cannot be seen:\n%s", text)
		}
	}
	if len(seen) < 3+6+1 {
		t.Errorf("the arrow keys reach %d rows", len(seen))
	}
}

// TestSourceScrolls: any line can be reached, and with the next stage the line at
// hand is shown again.
func TestSourceScrolls(t *testing.T) {
	lines := script(led, "put x 1", "first 1 stage 1")
	f := of(t, 1, lines...)
	draw(f, 120, 40)
	f.Cursors[layout.SourcePane] = f.Ends[layout.SourcePane][1]
	if text := draw(f, 120, 40).Render(grid.Plain()); strings.Contains(text, "▶     w, err := n.files.Save") {
		t.Errorf("the last line is selected, and not shown:\n%s", text)
	}
	later := of(t, 1, script(lines, "stage 1 2")...)
	later.Cursors, later.Tops = f.Cursors, f.Tops
	if text := draw(later, 120, 40).Render(grid.Plain()); !strings.Contains(text, "▶     n.cfg.Send(n.hand.Messages)") {
		t.Errorf("the line at hand is not shown:\n%s", text)
	}
}

// TestLineAtHandIsShown at every size, for every stage.
func TestLineAtHandIsShown(t *testing.T) {
	lines := script(committing, "first 1 stage 1")
	for range 5 {
		f := of(t, 1, lines...)
		stage := f.View().Node(1).Stage
		for _, size := range [][2]int{{80, 24}, {80, 40}, {100, 24}, {120, 40}, {200, 60}, {300, 100}} {
			text := draw(f, size[0], size[1]).Render(grid.Plain())
			fn := node.SourceOf(stage, f.Hand(), 0)[0]
			line := strings.TrimSpace(fn.Lines[fn.Marked-fn.First])
			if !strings.Contains(text, line[:min(len(line), 20)]) {
				t.Errorf("%v at %v: %q is not shown:\n%s", stage, size, line, text)
			}
		}
		lines = script(lines, "stage 1")
	}
}
