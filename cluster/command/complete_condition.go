package command

import (
	"regexp"
	"strings"

	"raftviz/cluster/condition"
	"raftviz/cluster/view"
)

var (
	// identifier is the name that an unfinished condition ends in.
	identifier = regexp.MustCompile(`[A-Za-z]*$`)
	// members tell from what stands before a name whose member it is.
	members = []struct {
		before *regexp.Regexp
		of     string
	}{
		{regexp.MustCompile(`node\([^()]*\)\.$`), "node(N)"},
		{regexp.MustCompile(`\.progress\[[^\[\]]*\]\.$`), "node(N).progress[M]"},
		{regexp.MustCompile(`entry\([^()]*\)\.$`), "entry(N, I)"},
		{regexp.MustCompile(`#?\.$`), "a message"},
		{regexp.MustCompile(`^$|[^."'A-Za-z0-9]$`), "a condition"},
	}
)

// conditionWords are the names that a condition can go on with; before is what
// there is of it: all but its last word, and that word.
func conditionWords(_ *view.View, before []string) []string {
	rest, last := before[0], before[1]
	cut := identifier.FindStringIndex(last)[0]
	for _, m := range members {
		if m.before.MatchString(rest + last[:cut]) {
			return namesIn(m.of, last[:cut])
		}
	}
	return nil
}

// namesIn are the names of a scope, with a prefix. Functions end in their bracket.
func namesIn(of, prefix string) []string {
	var words []string
	for _, s := range condition.Scopes() {
		if s.Of != of {
			continue
		}
		for _, n := range s.Names {
			name, _, isFunc := strings.Cut(n.Name, "(")
			if isFunc {
				name += "("
			}
			words = append(words, prefix+name)
		}
	}
	return words
}
