package theme

import "raftviz/ui/grid"

// plainOnDark has no colours but the terminal's own. What colours say elsewhere
// stands there in words and glyphs as well, so that here only what matters most
// has to stand out, and what matters least to recede.
func plainOnDark() *grid.Look { return plain("#16181d", "#d8dbe2") }

func plainOnLight() *grid.Look { return plain("#fdfdfb", "#24272e") }

// plain is the look on paper of a colour. Without a colour for the selection,
// selected rows are inverse, as committed entries are.
func plain(paper, ink string) *grid.Look {
	bold, receding := grid.Spec{Bold: true}, grid.Spec{Faint: true}
	marked := grid.Spec{Bold: true, Underline: true}
	specs := make([]grid.Spec, firstTerm, int(firstTerm)+2*termColors)
	specs[Dim], specs[Faint], specs[Heartbeat] = receding, receding, receding
	for _, s := range []grid.Style{Strong, Title, AccentStrong, Key, Leader, Candidate} {
		specs[s] = bold
	}
	specs[Warn], specs[Bad] = grid.Spec{Underline: true}, marked
	specs[Cursor] = grid.Spec{Invert: true}
	for i := range termColors {
		term := plainTerm(i)
		filled := term
		filled.Invert = true
		specs = append(specs, term, filled)
	}
	return &grid.Look{Paper: paper, Ink: ink, Specs: specs}
}

// plainTerm is the look of the terms that have style i of the terms' styles. Every
// other one is faint, so that it can be seen where one ends and the next begins;
// as terms take turns in an odd number of styles, the first one is neither.
func plainTerm(i int) grid.Spec {
	switch {
	case i == 0:
		return grid.Spec{Underline: true}
	case i%2 == 1:
		return grid.Spec{Faint: true}
	}
	return grid.Spec{Bold: true}
}
