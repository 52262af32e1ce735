package lang

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// drawn are the folders whose texts the user of the screen reads.
var drawn = []string{
	"ui", "walkthrough", "cmd/raftviz", "cluster/command", "cluster/view", "cluster/session", "cluster/why", "cluster/trace", "cluster/rule", "cluster/condition", "cluster/script",
	"cluster/explore/options.go", "cluster/live/members.go", "cluster/live/port.go",
}

// notDrawn are files and folders of these with texts that are English in every language.
var notDrawn = []string{
	"ui/frametest/",                  // helps tests
	"ui/client.go", "ui/requests.go", // what the REST API answers, which programs read
	"ui/glossary/",                   // its sentences are those of Term, which the catalogue must have
	"ui/report.go",                   // reports of crashes, for the developers
	"ui/filter/match.go",             // words of events that filters look for
	"ui/grid/svg.go",                 // a format
	"ui/config/settings.go",          // for docs/config.md
	"ui/theme/themes.go",             // for docs/config.md
	"cluster/condition/names.go",     // for docs/commands.md
	"cluster/condition/errors.go",    // what package expr says, which is translated there
	"cluster/session/saved.go",       // a format
	"cmd/raftviz/info.go",            // goes into reports of bugs
	"cmd/raftviz/run.go",             // the same in every language, as are scripts
	"cmd/raftviz/explore_summary.go", // as raftviz run
}

// notSaid are functions whose texts are compared with, measured, or for developers.
var notSaid = []string{"panic", "len", "strings.Contains", "strings.CutPrefix", "strings.CutSuffix", "strings.HasPrefix", "strings.HasSuffix", "strings.TrimPrefix", "strings.TrimSuffix", "regexp.MustCompile"}

// commandLines are fields that have lines of commands.
var commandLines = []string{"Example", "Examples", "line"}

// notTranslated are single texts that are English in every language.
var notTranslated = []string{
	// lines of commands
	"raftviz explore --nodes %d --steps %d --faults %v --seed %d --seeds 1", "show disk %d", "show node %d", "pause, step", "step, repeated",
	"pause, resume", "until leader != 0", "read %s via %v", "put %s=%s via %v",
	// raft's messages, entries and progress, as its log has them
	"add learner", " read request %s", "match %d, next %d, %s",
	"configuration change", "configuration change: ", // what is recorded
	"every %d from %d",   // of a saved session
	"on the main screen", // for raftviz info
	"exit status %d",     // never printed
	", etcd raft ",       // the version
}

// TestNothingIsSaidBesidesTheCatalogue finds English that is drawn and that T, F and the
// others are not given: what has two words or more in lower case and is no key.
func TestNothingIsSaidBesidesTheCatalogue(t *testing.T) {
	keys := map[string]bool{}
	for what := range readSource(t) {
		_, in, ok := strings.Cut(what, within("", ""))
		if !ok {
			in = what
		}
		keys[in] = true
	}
	unused := slices.Clone(notTranslated)
	eachFile(t, func(set *token.FileSet, path string, f *ast.File) {
		inFolder := func(folder string) bool { return strings.HasPrefix(path, folder) }
		if !slices.ContainsFunc(drawn, inFolder) || slices.ContainsFunc(notDrawn, inFolder) {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Field:
				return n.Tag == nil
			case *ast.KeyValueExpr:
				key, ok := n.Key.(*ast.Ident)
				return !ok || !slices.Contains(commandLines, key.Name)
			case *ast.CallExpr:
				return !slices.Contains(notSaid, fullName(n.Fun))
			case ast.Expr:
				text, ok := literal(n)
				if i := slices.Index(unused, text); i >= 0 {
					unused = slices.Delete(unused, i, i+1)
				}
				if ok && isPhrase(text) && !keys[text] && !slices.Contains(notTranslated, text) {
					t.Errorf("%v: %q is not in the catalogue; say it with lang.T or lang.F, or say in this test why not", set.Position(n.Pos()), text)
				}
				return !ok
			}
			return true
		})
	})
	if len(unused) > 0 {
		t.Errorf("nothing has %q any more", unused)
	}
}

var word = regexp.MustCompile(`^[a-z]{2,}$`)

// isPhrase reports whether a text has two words or more in lower case.
func isPhrase(text string) bool {
	n := 0
	for w := range strings.FieldsSeq(text) {
		if word.MatchString(strings.Trim(w, "(,;:.)")) {
			n++
		}
	}
	return n > 1
}

func fullName(fun ast.Expr) string {
	switch fun := fun.(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		if x, ok := fun.X.(*ast.Ident); ok {
			return x.Name + "." + fun.Sel.Name
		}
	}
	return ""
}
