package ui

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/scene"
)

// What holds on every screen, whatever it shows.

// unsound says what is wrong with the screen as it is drawn now, nil for nothing.
func unsound(m *Model) error {
	text := m.View()
	if m.width == 0 || m.trace.len == 0 {
		if text != "" {
			return fmt.Errorf("a screen of which nothing is known shows %q", text)
		}
		return nil
	}
	f := m.frame()
	drawn := scene.Draw(f, m.width, m.height).Render(grid.Plain())
	return errors.Join(
		unsoundText(drawn, m.width, m.height),
		unsoundLayout(scene.Layout(f, m.width, m.height), f),
		unlike(ansi.Strip(text), drawn),
	)
}

// unlike is an error unless two drawings of the same screen are the same.
func unlike(a, b string) error {
	if a != b {
		return fmt.Errorf("two drawings of one screen differ:\n%s\n\n%s", a, b)
	}
	return nil
}

// unsoundText is what is wrong with a text that shall fill w by h cells.
func unsoundText(text string, w, h int) error {
	if !utf8.ValidString(text) {
		return errors.New("the screen is no UTF-8")
	}
	lines := strings.Split(text, "\n")
	if len(lines) != h && h > 0 {
		return fmt.Errorf("%d lines on a screen of %d", len(lines), h)
	}
	for y, l := range lines {
		if i := strings.IndexFunc(l, unprintable); i >= 0 {
			return fmt.Errorf("line %d has %q", y, l[i:min(i+8, len(l))])
		}
		if n := ansi.StringWidth(l); n != w && h > 0 {
			return fmt.Errorf("line %d is %d columns wide, not %d: %q", y, n, w, l)
		}
	}
	return nil
}

// unprintable reports whether a rune does something else to a terminal than to
// fill cells.
func unprintable(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.Is(unicode.Mn, r) || r == 0xfe0f || r == 0x200d
}

// unsoundLayout is what is wrong with where things are.
func unsoundLayout(l layout.Layout, f *frame.Frame) error {
	if l.TooSmall {
		if len(f.Spots) > 0 {
			return fmt.Errorf("a screen that is too small has %d spots", len(f.Spots))
		}
		return nil
	}
	rects := append([]grid.Rect{l.Header, l.Tabs, l.Status, l.Keys}, l.Panes[:]...)
	for i, r := range rects {
		if r.Intersect(l.Screen) != r && !r.Empty() {
			return fmt.Errorf("%v is not within the screen, %v", r, l.Screen)
		}
		for _, other := range rects[:i] {
			if !r.Intersect(other).Empty() {
				return fmt.Errorf("%v overlaps %v", r, other)
			}
		}
	}
	for _, s := range f.Spots {
		room := l.Screen
		if s.Pane != layout.NoPane {
			room = l.Panes[s.Pane]
		}
		if !s.Rect.Empty() && s.Rect.Intersect(room) != s.Rect {
			return fmt.Errorf("%+v of %v is at %v, not within %v", s.Thing, s.Pane, s.Rect, room)
		}
	}
	return nil
}
