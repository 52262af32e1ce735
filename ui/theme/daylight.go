package theme

import "raftviz/ui/grid"

// Dark is the look on a terminal with a dark background.
func Dark() *grid.Look {
	c := colors{
		paper: "#16181d", ink: "#d8dbe2",
		dim:       grid.Color{Hex: "#98a0ae", ANSI: 7, Xterm: 247},
		faint:     grid.Color{Hex: "#626a79", ANSI: 8, Xterm: 242},
		accent:    grid.Color{Hex: "#6cc0f5", ANSI: 14},
		good:      grid.Color{Hex: "#62c98a", ANSI: 10},
		warn:      grid.Color{Hex: "#e9b44c", ANSI: 11},
		bad:       grid.Color{Hex: "#f2777a", ANSI: 9},
		leader:    grid.Color{Hex: "#f2c14e", ANSI: 11},
		candidate: grid.Color{Hex: "#d79be8", ANSI: 13},
		append:    grid.Color{Hex: "#6cc0f5", ANSI: 14},
		vote:      grid.Color{Hex: "#d79be8", ANSI: 13},
		heartbeat: grid.Color{Hex: "#98a0ae", ANSI: 7, Xterm: 247},
		snapshot:  grid.Color{Hex: "#e98f5c", ANSI: 11},
		command:   grid.Color{Hex: "#a9d18e", ANSI: 10},
		selection: grid.Color{Hex: "#262e3a", ANSI: 4, Xterm: 236},
		onTerm:    grid.Color{Hex: "#14161a", ANSI: 0},
		terms: [termColors]grid.Color{
			{Hex: "#9d8cf0", ANSI: 5},
			{Hex: "#a3abba", ANSI: 7},
			{Hex: "#56b4e9", ANSI: 14},
			{Hex: "#e6a23c", ANSI: 11},
			{Hex: "#4cc38a", ANSI: 10},
			{Hex: "#d98fbf", ANSI: 13},
			{Hex: "#e8703a", ANSI: 9},
		},
	}
	return c.look()
}

// Light is the look on a terminal with a light background.
func Light() *grid.Look {
	c := colors{
		paper: "#fdfdfb", ink: "#24272e",
		dim:       grid.Color{Hex: "#616876", ANSI: 8, Xterm: 242},
		faint:     grid.Color{Hex: "#8a909d", ANSI: 8, Xterm: 245},
		accent:    grid.Color{Hex: "#0b6bb8", ANSI: 4},
		good:      grid.Color{Hex: "#1a7641", ANSI: 2},
		warn:      grid.Color{Hex: "#8a5800", ANSI: 5},
		bad:       grid.Color{Hex: "#c0282d", ANSI: 1},
		leader:    grid.Color{Hex: "#8a5800", ANSI: 5},
		candidate: grid.Color{Hex: "#8a3ea3", ANSI: 5},
		append:    grid.Color{Hex: "#0b6bb8", ANSI: 4},
		vote:      grid.Color{Hex: "#8a3ea3", ANSI: 5},
		heartbeat: grid.Color{Hex: "#616876", ANSI: 8, Xterm: 242},
		snapshot:  grid.Color{Hex: "#a84d18", ANSI: 1},
		command:   grid.Color{Hex: "#38721b", ANSI: 4},
		selection: grid.Color{Hex: "#e4edf8", ANSI: 7, Xterm: 254},
		onTerm:    grid.Color{Hex: "#ffffff", ANSI: 15},
		terms: [termColors]grid.Color{
			{Hex: "#6a57c9", ANSI: 5},
			{Hex: "#616876", ANSI: 8, Xterm: 242},
			{Hex: "#1a6ea8", ANSI: 4},
			{Hex: "#955a00", ANSI: 1},
			{Hex: "#187a4b", ANSI: 0},
			{Hex: "#a84489", ANSI: 5},
			{Hex: "#b84512", ANSI: 4},
		},
	}
	return c.look()
}
