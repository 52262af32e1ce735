package theme

import (
	"strings"

	"raftviz/cluster/lang"
	"raftviz/ui/grid"
)

// Theme is a set of looks with a name.
type Theme struct {
	Name string
	// About says in a few words what it is for.
	About string
	// onDark and onLight are its looks on a dark and on a light background.
	onDark, onLight func() *grid.Look
}

// Auto is the theme that is taken where none is named.
const Auto = "auto"

// NoColor is the theme of a terminal without colours, and of NO_COLOR.
const NoColor = "plain"

// themes are all themes, in the order in which they are listed.
var themes = []Theme{
	{Auto, "dark or light, as the terminal's background is", Dark, Light},
	{"dark", "for a dark background", Dark, Dark},
	{"light", "for a light background", Light, Light},
	{"okabe-ito", "colours that colour-blind people tell apart", okabeItoOnDark, okabeItoOnLight},
	{NoColor, "no colours: bold, faint, underlined, inverse", plainOnDark, plainOnLight},
}

// Themes are all themes.
func Themes() []Theme { return themes }

// Names are the names of all themes.
func Names() []string {
	var names []string
	for _, t := range themes {
		names = append(names, t.Name)
	}
	return names
}

// Allowed lists the names in words, for errors.
func Allowed() string {
	names := Names()
	return lang.F("%s or %s", strings.Join(names[:len(names)-1], ", "), names[len(names)-1])
}

// Named is the theme with that name.
func Named(name string) (t Theme, ok bool) {
	for _, t := range themes {
		if t.Name == name {
			return t, true
		}
	}
	return Theme{}, false
}

// Look is how the theme looks on a dark or a light background.
func (t Theme) Look(onDark bool) *grid.Look {
	if onDark {
		return t.onDark()
	}
	return t.onLight()
}
