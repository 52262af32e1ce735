package frame

// Status is what was just done.
type Status struct {
	// Line is the command that ran, in the command language.
	Line string
	// Note is what came of it, or what the program has to say.
	Note string
	// Error is set when Note says what went wrong, Paused when it says why the
	// command has ended before its end. Such a note has as many rows as it needs,
	// up to maxNote; any other note is cut at the end of its row.
	Error, Paused bool
	// Busy is set while the command runs.
	Busy bool
}
