package scene

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// around are the rows of a screen that no view draws: the header, the tabs, and the
// status with what comes next.
func around(f *frame.Frame, w, h int) string {
	rows := strings.Split(Draw(f, w, h).Render(grid.Plain()), "\n")
	at := Layout(f, w, h).Status
	return strings.Join(append(rows[:2:2], rows[at.Y:at.Bottom()]...), "\n")
}

// named is the sample, with names where the test has words of its own.
func named(members int) *frame.Frame {
	f := canned(members)
	f.About, f.Upcoming = "#42", "tick n2"
	return f
}

func TestAroundTheViewsInChinese(t *testing.T) {
	frametest.Chinese(t)
	for name, change := range map[string]func(*frame.Frame){
		"now":       func(*frame.Frame) {},
		"past":      func(f *frame.Frame) { f.Newest, f.Upcoming = 12_345, "" },
		"branch":    func(f *frame.Frame) { f.Branch, f.Newest, f.Upcoming = "#7", 12_345, "" },
		"playing":   func(f *frame.Frame) { f.Play.On = true },
		"live":      func(f *frame.Frame) { f.Live = true },
		"running":   func(f *frame.Frame) { f.Live, f.Play.On = true, true },
		"no leader": func(f *frame.Frame) { f.View().Nodes[1].Role = view.Candidate },
		"leaders":   func(f *frame.Frame) { f.View().Nodes[2].Role = view.Leader },
		"violation": func(f *frame.Frame) { f.View().Violations = []*view.Violation{{Property: view.ElectionSafety}} },
		"violations": func(f *frame.Frame) {
			f.Newest, f.Upcoming = 1_000_000, ""
			f.View().Violations = []*view.Violation{{Property: view.StateMachineSafety}, {Property: view.ElectionSafety}}
		},
		"zoomed": func(f *frame.Frame) { f.Zoom = layout.NodesPane },
	} {
		t.Run(name, func(t *testing.T) {
			f := named(3)
			change(f)
			var all strings.Builder
			for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
				screen := around(f, size[0], size[1])
				frametest.OnlyTerms(t, screen, "lab", "ready")
				fmt.Fprintln(&all, screen)
			}
			golden.RequireEqual(t, all.String())
		})
	}
}

func TestAboveTheViewsInChinese(t *testing.T) {
	frametest.Chinese(t)
	for name, show := range map[string]func(*frame.Frame) *grid.Grid{
		"too small": func(f *frame.Frame) *grid.Grid { return Draw(f, 60, 20) },
		"prompt": func(f *frame.Frame) *grid.Grid {
			g := grid.New(60, 12)
			p := &frame.Prompt{Chosen: 1}
			for range 20 {
				p.Choices = append(p.Choices, frame.Choice{Text: "put", About: "写入键值"})
			}
			promptBox{f, p}.draw(g.Canvas(), grid.Rect{Y: 11, W: 60, H: 1})
			return g
		},
		"dialog": func(f *frame.Frame) *grid.Grid {
			g := grid.New(60, 12)
			d := &frame.Dialog{Title: "#1"}
			for range 60 {
				d.Lines = append(d.Lines, frame.Words(theme.Text, strings.Repeat("键值", 40)))
			}
			dialogBox{f, d}.draw(g.Canvas())
			return g
		},
	} {
		t.Run(name, func(t *testing.T) {
			g := show(named(3))
			frametest.OnlyTerms(t, g.Render(grid.Plain()))
			frametest.RequireEqual(t, g)
		})
	}
}
