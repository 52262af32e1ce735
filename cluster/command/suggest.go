package command

import (
	"raftviz/cluster/lang"
)

// maxTypos is how many letters a name may be off to be suggested.
const maxTypos = 2

// errUnknown is about a name that no command has.
func errUnknown(name string) error {
	return lang.E("unknown command %q; %s", name, suggestion(name))
}

// suggestion says what may have been meant by a name that no command has.
func suggestion(name string) string {
	if near := nearest(name); near != "" {
		return lang.F("did you mean %s?", near)
	}
	return lang.T("help lists the commands")
}

// commandNames are the names of all commands, in the order of the reference page.
func commandNames() []string {
	names := make([]string, len(specs))
	for i, s := range specs {
		names[i] = s.Name
	}
	return names
}

// nearest is the command whose name is closest to name, "" when none is close.
func nearest(name string) string {
	best, distance := "", maxTypos+1
	for _, s := range specs {
		if len(name) > len(s.Name)+maxTypos {
			continue
		}
		if d := editDistance(name, s.Name); d < distance && d < len(s.Name) {
			best, distance = s.Name, d
		}
	}
	return best
}

// editDistance is the number of letters to insert, delete or replace to make a
// into b (Levenshtein's).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
