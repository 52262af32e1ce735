package theme

import "raftviz/ui/grid"

// okabeItoOnDark is made of the palette that Masataka Okabe and Kei Ito chose for
// people who see no difference between red and green ("Color Universal Design",
// 2008). Its blue is too dark to be read on a dark background, and its black is
// the background: the ink takes their place. Neighbouring terms are those that
// are furthest apart for everybody.
func okabeItoOnDark() *grid.Look {
	c := colors{
		paper: "#16181d", ink: "#d8dbe2",
		dim:       grid.Color{Hex: "#98a0ae", ANSI: 7, Xterm: 247},
		faint:     grid.Color{Hex: "#626a79", ANSI: 8, Xterm: 242},
		accent:    grid.Color{Hex: "#56b4e9", ANSI: 14},
		good:      grid.Color{Hex: "#009e73", ANSI: 6},
		warn:      grid.Color{Hex: "#e69f00", ANSI: 3},
		bad:       grid.Color{Hex: "#d55e00", ANSI: 9},
		leader:    grid.Color{Hex: "#f0e442", ANSI: 11},
		candidate: grid.Color{Hex: "#cc79a7", ANSI: 13},
		append:    grid.Color{Hex: "#56b4e9", ANSI: 14},
		vote:      grid.Color{Hex: "#cc79a7", ANSI: 13},
		heartbeat: grid.Color{Hex: "#98a0ae", ANSI: 7, Xterm: 247},
		snapshot:  grid.Color{Hex: "#e69f00", ANSI: 3},
		command:   grid.Color{Hex: "#f0e442", ANSI: 11},
		selection: grid.Color{Hex: "#262e3a", ANSI: 4, Xterm: 236},
		onTerm:    grid.Color{Hex: "#101216", ANSI: 0},
		terms: [termColors]grid.Color{
			{Hex: "#009e73", ANSI: 6},
			{Hex: "#56b4e9", ANSI: 14},
			{Hex: "#f0e442", ANSI: 11},
			{Hex: "#cc79a7", ANSI: 13},
			{Hex: "#d55e00", ANSI: 9},
			{Hex: "#d8dbe2", ANSI: 15},
			{Hex: "#e69f00", ANSI: 3},
		},
	}
	return c.look()
}

// okabeItoOnLight has the same hues, as much darker as text on a light background
// has to be.
func okabeItoOnLight() *grid.Look {
	c := colors{
		paper: "#fdfdfb", ink: "#24272e",
		dim:       grid.Color{Hex: "#616876", ANSI: 8, Xterm: 242},
		faint:     grid.Color{Hex: "#8a909d", ANSI: 8, Xterm: 245},
		accent:    grid.Color{Hex: "#0072b2", ANSI: 4},
		good:      grid.Color{Hex: "#007a59", ANSI: 4},
		warn:      grid.Color{Hex: "#8a5f00", ANSI: 5},
		bad:       grid.Color{Hex: "#b84f00", ANSI: 1},
		leader:    grid.Color{Hex: "#8a5f00", ANSI: 5},
		candidate: grid.Color{Hex: "#a0497c", ANSI: 5},
		append:    grid.Color{Hex: "#0072b2", ANSI: 4},
		vote:      grid.Color{Hex: "#a0497c", ANSI: 5},
		heartbeat: grid.Color{Hex: "#616876", ANSI: 8, Xterm: 242},
		snapshot:  grid.Color{Hex: "#b84f00", ANSI: 1},
		command:   grid.Color{Hex: "#007a59", ANSI: 4},
		selection: grid.Color{Hex: "#e4edf8", ANSI: 7, Xterm: 254},
		onTerm:    grid.Color{Hex: "#ffffff", ANSI: 15},
		terms: [termColors]grid.Color{
			{Hex: "#007a59", ANSI: 4},
			{Hex: "#1a79b0", ANSI: 5},
			{Hex: "#24272e", ANSI: 0},
			{Hex: "#b84f00", ANSI: 1},
			{Hex: "#a0497c", ANSI: 5},
			{Hex: "#8a5f00", ANSI: 0},
			{Hex: "#005f95", ANSI: 1},
		},
	}
	return c.look()
}
