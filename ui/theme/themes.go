package theme

import "raftviz/ui/grid"

// Dark is the look on a terminal with a dark background.
func Dark() *grid.Look {
	c := colors{
		paper: "#16181d", ink: "#d8dbe2",
		dim:       grid.Color{Hex: "#8b92a0", ANSI: 7, Xterm: 246},
		faint:     grid.Color{Hex: "#565d6b", ANSI: 8, Xterm: 240},
		accent:    grid.Color{Hex: "#6cc0f5", ANSI: 14},
		good:      grid.Color{Hex: "#62c98a", ANSI: 10},
		warn:      grid.Color{Hex: "#e9b44c", ANSI: 11},
		bad:       grid.Color{Hex: "#f2777a", ANSI: 9},
		leader:    grid.Color{Hex: "#f2c14e", ANSI: 11},
		candidate: grid.Color{Hex: "#d79be8", ANSI: 13},
		append:    grid.Color{Hex: "#6cc0f5", ANSI: 14},
		vote:      grid.Color{Hex: "#d79be8", ANSI: 13},
		heartbeat: grid.Color{Hex: "#8b92a0", ANSI: 7, Xterm: 246},
		snapshot:  grid.Color{Hex: "#e98f5c", ANSI: 11},
		command:   grid.Color{Hex: "#a9d18e", ANSI: 10},
		selection: grid.Color{Hex: "#2b3441", ANSI: 8, Xterm: 237},
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
		dim:       grid.Color{Hex: "#6a7180", ANSI: 8, Xterm: 242},
		faint:     grid.Color{Hex: "#979daa", ANSI: 7, Xterm: 248},
		accent:    grid.Color{Hex: "#0b6bb8", ANSI: 4},
		good:      grid.Color{Hex: "#1d7f47", ANSI: 2},
		warn:      grid.Color{Hex: "#9a6200", ANSI: 3},
		bad:       grid.Color{Hex: "#c0282d", ANSI: 1},
		leader:    grid.Color{Hex: "#9a6200", ANSI: 3},
		candidate: grid.Color{Hex: "#8a3ea3", ANSI: 5},
		append:    grid.Color{Hex: "#0b6bb8", ANSI: 4},
		vote:      grid.Color{Hex: "#8a3ea3", ANSI: 5},
		heartbeat: grid.Color{Hex: "#6a7180", ANSI: 8, Xterm: 242},
		snapshot:  grid.Color{Hex: "#b3531b", ANSI: 1},
		command:   grid.Color{Hex: "#3d7a1e", ANSI: 2},
		selection: grid.Color{Hex: "#dfe9f5", ANSI: 7, Xterm: 254},
		onTerm:    grid.Color{Hex: "#ffffff", ANSI: 15},
		terms: [termColors]grid.Color{
			{Hex: "#6a57c9", ANSI: 5},
			{Hex: "#6a7180", ANSI: 8, Xterm: 242},
			{Hex: "#1f77b4", ANSI: 4},
			{Hex: "#b36b00", ANSI: 3},
			{Hex: "#1d8a55", ANSI: 2},
			{Hex: "#b04a8f", ANSI: 13},
			{Hex: "#c9501a", ANSI: 1},
		},
	}
	return c.look()
}
