package scene

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"raftviz/cluster/rule"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// checkScreen compares the frame as drawn on a screen with its golden file.
func checkScreen(t *testing.T, f *frame.Frame, w, h int) {
	t.Helper()
	g := Draw(f, w, h)
	frametest.RequireEqual(t, g)
}

func TestScreen(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}, {60, 20}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			checkScreen(t, canned(3), size[0], size[1])
		})
	}
}

func TestManyNodes(t *testing.T) {
	for _, members := range []int{1, 5, 9} {
		t.Run(fmt.Sprint(members), func(t *testing.T) { checkScreen(t, canned(members), 80, 24) })
	}
}

// TestStates shows what a cluster can be in besides at work.
func TestStates(t *testing.T) {
	f := canned(5)
	v := f.View()
	lead, down, failed, removed, learner := v.Nodes[1], v.Nodes[0], v.Nodes[2], v.Nodes[3], v.Nodes[4]
	lead.Transferee, lead.CrashAt = 5, view.Send
	lead.Config = &view.Config{Voters: []view.NodeID{1, 2, 3}, Outgoing: []view.NodeID{1, 2}, Learners: []view.NodeID{5}}
	lead.Progress[0].State, lead.Progress[0].Paused = "probe", true
	lead.Progress[4].State, lead.Progress[4].PendingSnapshot = "snapshot", 6
	down.Up, down.Lead = false, 0
	failed.Up, failed.Failure = false, "the disk of n3 failed while it saved the WAL"
	removed.Up, removed.Removed = false, true
	learner.Learner, learner.Log = true, learner.Log.Compact(3, 1)
	v.Links = &view.Links{Groups: [][]view.NodeID{{1, 2}, {3}}, Cut: []view.Link{{From: 4, To: 5}}}
	for _, size := range [][2]int{{80, 24}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) { checkScreen(t, f, size[0], size[1]) })
	}
}

// TestViolation shows a property that does not hold after the step that is
// shown, and the nodes that break rules.
func TestViolation(t *testing.T) {
	found := &view.Violation{
		Property: view.StateMachineSafety, Nodes: []view.NodeID{1, 2}, Term: 2, Index: 7, Steps: [2]int{162, 214},
		Text: "n1 applied 2/7 put y=3 and n2 applied 3/7 put x=a-rather-long-value at index 7",
	}
	f := canned(3)
	v := f.View()
	v.Violations = []*view.Violation{found, {Property: view.ElectionSafety}, found}
	shown := f.Step(f.At)
	shown.Events = append(shown.Events, view.Event{What: view.Violated, Node: 2, Term: 2, Index: 7, About: found})
	v.Nodes[0].Broken = rule.Set(0).With(rule.NoFsync)
	v.Nodes[1].Broken = v.Nodes[0].Broken.With(rule.SaveHardStateBeforeSnapshot).With(rule.SkipAdvance)
	v.Nodes[2].Broken = rule.Set(0).With(rule.SaveHardStateBeforeSnapshot)
	f.Status = frame.Status{Line: "until leader == 2 within 50", Note: found.String(), Error: true}
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) { checkScreen(t, f, size[0], size[1]) })
	}
	if Clipped(f, 80, 24) {
		t.Error("the violation is not told in full")
	}
}

// TestBranch shows an older step of a branch.
func TestBranch(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			f := canned(3)
			f.Branch, f.Newest, f.Upcoming = "no-vote", 12_345, ""
			checkScreen(t, f, size[0], size[1])
		})
	}
}

// TestPausedByABreakpoint shows what has ended a command.
func TestPausedByABreakpoint(t *testing.T) {
	f := canned(3)
	f.Status = frame.Status{Line: "step 256", Note: `breakpoint 2 at step 214: any(messages, len(#.entries) > 0) && node(1).role == "leader"`, Paused: true}
	checkScreen(t, f, 80, 24)
}

// TestALongErrorIsNotCut draws errors that need more than a row, and one that
// needs more than there is.
func TestALongErrorIsNotCut(t *testing.T) {
	f := canned(3)
	for _, words := range []int{10, 20, 30} {
		f.Status = frame.Status{Line: "deliver #99", Note: strings.Repeat("word ", words-1) + "last", Error: true}
		if got := Draw(f, 80, 24).Render(grid.Plain()); !strings.Contains(got, "last") || Clipped(f, 80, 24) {
			t.Errorf("an error of %d words is cut:\n%s", words, got)
		}
	}
	f.Status.Note = strings.Repeat("word ", 60)
	if !Clipped(f, 80, 24) {
		t.Error("an error of 60 words is said to fit")
	}
}

func TestReadyThatWasCutShort(t *testing.T) {
	f := canned(3)
	lead := f.View().Nodes[1]
	f.Ready[0].View.Nodes = append([]*view.Node(nil), f.Ready[0].View.Nodes...)
	before := *lead
	f.Ready[0].View.Nodes[1] = &before
	lead.Ready, lead.Stage, lead.Up, lead.Progress = nil, view.NoStage, false, nil
	checkScreen(t, f, 120, 40)
}

func TestLookingBack(t *testing.T) {
	f := canned(3)
	f.Newest, f.Upcoming, f.Play = 240, "", frame.Play{On: true, Speed: "4×"}
	f.Focus, f.Cursors[layout.EventsPane] = layout.EventsPane, frame.Thing{Kind: frame.Event, Step: 212}
	checkScreen(t, f, 80, 24)
}

func TestPromptAndDialogs(t *testing.T) {
	for name, open := range map[string]func(*frame.Frame){
		"prompt": func(f *frame.Frame) {
			f.Prompt = &frame.Prompt{
				Input: frame.Input{Text: "cr", Cursor: 2}, Chosen: 0, Hint: "crash N [at STAGE] [power]",
				Choices: []frame.Choice{{Text: "crash", About: "kill the process"}, {Text: "create"}},
			}
		},
		"menu": func(f *frame.Frame) {
			f.Dialog = &frame.Dialog{
				Title: "members", Chosen: 1, Keys: []frame.Hint{{Key: "enter", Does: "choose"}},
				Menu: []frame.Item{{Key: "a", Does: "add n4", Line: "add 4"}, {Key: "p", Does: "promote n2", Disabled: "n2 is no learner"}},
			}
		},
		"form": func(f *frame.Frame) {
			f.Dialog = &frame.Dialog{
				Title: "put", Field: 1, Note: "a key is needed", Keys: []frame.Hint{{Key: "esc", Does: "close"}},
				Fields: []frame.Field{{Name: "key", About: "its name"}, {Name: "value", Input: frame.Input{Text: "語 two", Cursor: 1}}},
			}
		},
		"text": func(f *frame.Frame) {
			d := &frame.Dialog{Title: "show log", Scroll: 3, Keys: []frame.Hint{{Key: "esc", Does: "close"}}}
			for i := range 60 {
				d.Lines = append(d.Lines, frame.Words(theme.Text, fmt.Sprintf("line %d", i)))
			}
			f.Dialog = d
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := canned(3)
			open(f)
			checkScreen(t, f, 80, 24)
		})
	}
}

// TestNoLineIsWiderThanTheScreen draws all numbers of nodes on all kinds of
// screens, with texts that do not fit.
func TestNoLineIsWiderThanTheScreen(t *testing.T) {
	const seed = 11
	r := rand.New(rand.NewPCG(seed, seed))
	look := grid.NewPalette(theme.Dark(), termenv.TrueColor)
	for range 600 {
		w, h, members := 1+r.IntN(300), 1+r.IntN(100), 1+r.IntN(9)
		f := canned(members)
		f.Status.Note = strings.Repeat("語 and more ", r.IntN(20))
		f.Status.Error = r.IntN(2) == 0
		f.Branch = strings.Repeat("語", r.IntN(60))
		f.Upcoming = strings.Repeat("long ", r.IntN(60))
		f.Selected = view.NodeID(1 + r.IntN(members))
		f.Focus, f.Page = layout.Pane(r.IntN(int(layout.Panes))), layout.Page(r.IntN(int(layout.Pages)))
		if r.IntN(2) == 0 {
			f.Prompt = &frame.Prompt{Input: frame.Input{Text: strings.Repeat("語x", r.IntN(200)), Cursor: r.IntN(400)}, Chosen: -1,
				Choices: []frame.Choice{{Text: strings.Repeat("a", r.IntN(400)), About: "語"}}}
		}
		if r.IntN(2) == 0 {
			f.Dialog = &frame.Dialog{Title: strings.Repeat("t", r.IntN(300)), Lines: make([]frame.Line, r.IntN(200)), Scroll: r.IntN(300)}
		}
		lines := strings.Split(Draw(f, w, h).Render(look), "\n")
		if len(lines) != h {
			t.Fatalf("seed %d: %d lines on a screen of %dx%d", seed, len(lines), w, h)
		}
		for y, line := range lines {
			if got := ansi.StringWidth(line); got != w {
				t.Fatalf("seed %d: row %d is %d columns wide on a screen of %dx%d with %d nodes", seed, y, got, w, h, members)
			}
		}
	}
}
