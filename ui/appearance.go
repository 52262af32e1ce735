package ui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"raftviz/cluster/lang"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// Appearance is how the screen looks and feels. The zero Appearance is as it is
// when nobody has said anything.
type Appearance struct {
	// Theme is the name of a theme; "" is auto.
	Theme string
	// ASCII is set when no sign but those of ASCII may be drawn.
	ASCII bool
	// NoMouse is set when the mouse is left to the terminal.
	NoMouse bool
	// View is the name of the view that is shown first; "" is the first one.
	View string
	// Speed is how fast playing is, as a multiple of four steps a second; 0 is 1.
	Speed float64
	// Keys are the keys of actions, by the actions' names, in the place of those
	// that they have by themselves.
	Keys map[string][]string
}

// Check is an error that says what of it is unknown, and what is allowed.
func (a Appearance) Check() error {
	if _, ok := theme.Named(a.theme()); !ok {
		return lang.E("theme %q is unknown; allowed are %s", a.Theme, theme.Allowed())
	}
	if _, ok := layout.ParsePage(a.View); !ok && a.View != "" {
		return lang.E("view %q is unknown; allowed are %s", a.View, strings.Join(layout.PageNames(), ", "))
	}
	if _, ok := parseSpeed(a.Speed); !ok {
		return lang.E("speed %v is unknown; allowed are %s", a.Speed, strings.Join(speedNames(), ", "))
	}
	return nil
}

func (a Appearance) theme() string {
	if a.Theme == "" {
		return theme.Auto
	}
	return a.Theme
}

// appear makes the screen look and feel like that.
func (m *Model) appear(a Appearance) error {
	if err := a.Check(); err != nil {
		return &ExitError{Code: exitUsage, Err: err}
	}
	m.ascii, m.noMouse = a.ASCII, a.NoMouse
	if a.View != "" {
		m.page, _ = layout.ParsePage(a.View)
	}
	m.play.speed, _ = parseSpeed(a.Speed)
	m.remap(a.Keys)
	return nil
}

// onTerminal is a theme's colours for this terminal. Where it has none, or
// NO_COLOR is set, they are those of the theme without colours.
func onTerminal(name string) *grid.Palette {
	if Colourless() {
		name = theme.NoColor
	}
	return grid.NewPalette(lookOf(name, lipgloss.HasDarkBackground()), lipgloss.ColorProfile())
}

// Colourless reports whether the terminal has no colours, or NO_COLOR is set.
func Colourless() bool { return lipgloss.ColorProfile() == termenv.Ascii }

// lookOf is the look of a theme whose name was checked.
func lookOf(name string, onDark bool) *grid.Look {
	t, ok := theme.Named(Appearance{Theme: name}.theme())
	if !ok {
		t, _ = theme.Named(theme.Auto)
	}
	return t.Look(onDark)
}

// parseSpeed is the speed that is so many times the normal one; 0 is that.
func parseSpeed(times float64) (s speed, ok bool) {
	if times == 0 {
		return normalSpeed, true
	}
	i := slices.IndexFunc(speeds[:], func(sp pace) bool {
		return float64(sp.steps) == times*float64(speeds[normalSpeed].steps)
	})
	return speed(max(i, 0)), i >= 0
}

// speedNames are the speeds, as numbers.
func speedNames() []string {
	var names []string
	for _, s := range speeds {
		names = append(names, fmt.Sprint(float64(s.steps)/float64(speeds[normalSpeed].steps)))
	}
	return names
}
