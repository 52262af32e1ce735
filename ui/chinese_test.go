package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"raftviz/cluster/lang"
	"raftviz/ui/filter"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/scene"
	"raftviz/ui/theme"
	"raftviz/ui/views/timeline"
)

// openInChinese shows a fresh cluster in Chinese.
func openInChinese(t *testing.T, w, h int, lines ...string) *screen {
	t.Helper()
	lang.Use(lang.Chinese)
	t.Cleanup(func() { lang.Use(lang.English) })
	return open(t, w, h, lines...)
}

// ownWords are the texts of a frame that this package has put there: without those of
// commands, which their package says, and of dialogs that are one long text.
func ownWords(f *frame.Frame) string {
	words := []string{f.Title, f.About}
	if f.Status.Line == "" {
		words = append(words, f.Status.Note)
	}
	hints := append(f.Keys, f.Last...)
	if d := f.Dialog; d != nil && len(d.Lines) == 0 {
		words = append(words, d.Title, d.Note)
		hints = append(hints, d.Keys...)
		for _, it := range d.Menu {
			words = append(words, it.Does, it.Disabled)
		}
		for _, fd := range d.Fields {
			words = append(words, fd.Name, fd.About)
		}
	}
	for _, h := range hints {
		words = append(words, h.Does)
	}
	return strings.Join(words, "\n")
}

// names are those of views and panes, which package layout has, of what filters are
// made of, of keys, and of the session's branches and options.
func names() []string {
	all := slices.Concat(layout.PageNames(), filter.KindNames(), []string{
		"CheckQuorum", "PreVote", "Raft", "alt-d", "alt-r", "alt-s", "alt-t", "key", "kind", "main", "node",
	})
	for p := range layout.Panes {
		all = append(all, strings.Fields(p.String())...)
	}
	return all
}

// TestKeysSpeakChinese presses every key of the main screen: in a fresh cluster, in one
// in which a lot has happened, where it looks back, and in one that goes on by itself.
func TestKeysSpeakChinese(t *testing.T) {
	for name, begin := range map[string]func(t *testing.T) *screen{
		"fresh": func(t *testing.T) *screen { return openInChinese(t, 120, 40) },
		"rich":  func(t *testing.T) *screen { return openInChinese(t, 120, 40, richSession...) },
		"past": func(t *testing.T) *screen {
			s := openInChinese(t, 120, 40, richSession...)
			s.do("goto 40")
			return s
		},
		"live": func(t *testing.T) *screen {
			s := openInChinese(t, 120, 40, richSession...)
			s.m.living = &living{}
			return s
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			at := s.m.at
			for i := range s.m.keys {
				b := &s.m.keys[i]
				if b.place != onMain || b.do == nil {
					continue
				}
				s.wait(s.m.perform(b))
				frametest.OnlyTerms(t, ownWords(s.m.frame()), names()...)
				s.m.overlay = nil
				s.m.pause()
				s.do(fmt.Sprintf("goto %d", at))
			}
		})
	}
}

// TestHelpSpeaksChinese reads all of it, but for what the timeline has to say.
func TestHelpSpeaksChinese(t *testing.T) {
	s := openInChinese(t, 80, 24)
	for _, living := range []*living{nil, {}} {
		s.m.living = living
		lines := s.m.helpLines()
		for _, l := range lines[:len(lines)-len(timeline.Signs())] {
			if len(l) == 0 {
				continue
			}
			frametest.OnlyTerms(t, l[len(l)-1].Text, append(names(), "OSC", "match", "next")...)
			if w := frame.Widest([]frame.Line{l}); w > s.m.textWidth() {
				t.Errorf("%v is %d columns wide; %d fit on the smallest screen", l, w, s.m.textWidth())
			}
		}
	}
}

// TestNotesSpeakChinese has what the status row says of commands.
func TestNotesSpeakChinese(t *testing.T) {
	s := openInChinese(t, 120, 40, "cluster seed=1")
	for _, tt := range []struct{ line, note string }{
		{"settle", "15 步"},
		{"settle", "无事可做"},
		{"campaign 1", ""},
		{"settle", " 步"},
		{"until leader != 0", "条件已成立"},
		{"goto 3", "在此执行命令会开始一个新分支"},
	} {
		s.press(":", tt.line, "enter")
		s.status(tt.line, tt.note)
	}
}

// TestDialogsInChinese draws what opens above the screen, without the screen.
func TestDialogsInChinese(t *testing.T) {
	s := openInChinese(t, 120, 40, richSession...)
	s.do("tick 2")
	for _, tt := range []struct{ name, key string }{
		{"members", "m"}, {"faults", "f"}, {"put", "p"}, {"seeds", "C"}, {"branches", "B"}, {"follow", "F"}, {"quit", "q"},
	} {
		s.m.overlay = nil
		s.press(tt.key)
		t.Run(tt.name, func(t *testing.T) {
			golden.RequireEqual(t, dialog(s.m))
		})
	}
}

// TestKeysInChinese draws the bottom line of each view, and of an older step.
func TestKeysInChinese(t *testing.T) {
	s := openInChinese(t, 80, 24, richSession...)
	var b strings.Builder
	for _, s.m.width = range []int{80, 120, 200} {
		for p := range layout.Pages {
			s.press(fmt.Sprint(int(p) + 1))
			b.WriteString(bottomLine(s.m))
		}
		s.do("back")
		b.WriteString(bottomLine(s.m) + "\n")
		s.do("forward")
	}
	golden.RequireEqual(t, b.String())
}

func bottomLine(m *Model) string {
	lines := strings.Split(m.View(), "\n")
	return lines[len(lines)-1] + "\n"
}

// dialog is what is open above the screen.
func dialog(m *Model) string {
	f := m.frame()
	lines := strings.Split(scene.Draw(f, m.width, m.height).Render(grid.Plain()), "\n")
	var b strings.Builder
	for _, s := range f.Spots {
		if s.Thing.Kind == frame.Above {
			for _, l := range lines[s.Rect.Y:s.Rect.Bottom()] {
				b.WriteString(ansi.Cut(l, s.Rect.X, s.Rect.Right()) + "\n")
			}
		}
	}
	return b.String()
}

// TestWholeScreensInChinese draws each view with all that is around it, but for the code
// that is shown beside a Ready.
func TestWholeScreensInChinese(t *testing.T) {
	s := openInChinese(t, 80, 24, richSession...)
	words := slices.Concat(frametest.CommandLines(), names(), onScreens)
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		s.m.width, s.m.height = size[0], size[1]
		for p := range layout.Pages {
			s.press(fmt.Sprint(int(p) + 1))
			t.Run(fmt.Sprintf("%v/%dx%d", p, size[0], size[1]), func(t *testing.T) {
				f := s.m.frame()
				g := scene.Draw(f, size[0], size[1])
				at := scene.Layout(f, size[0], size[1])
				g.Canvas().Sub(at.Panes[layout.SourcePane]).Clear(theme.Text)
				frametest.OnlyTerms(t, g.Render(grid.Plain()), words...)
			})
		}
	}
}

// onScreens are keys and values of richSession, raft's words for progress, what it
// calls messages on arrows, and letters of the logs' marks.
var onScreens = []string{
	"App", "AppResp", "HbResp", "Probe", "Replicate", "blue", "cas", "colour", "green", "match", "next", "probe", "replicate",
}
