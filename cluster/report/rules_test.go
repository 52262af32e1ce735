package report

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// maxRuleLines is how long a rule's script may be.
const maxRuleLines = 40

func ruleScript(r rule.Rule) string {
	return filepath.Join("../testdata/rules", r.String()+".raft")
}

var violating = regexp.MustCompile(`(?m)^(violate|violated) .*\n`)

// obeying is the script at path without its violation, as a file.
func obeying(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "obeying-"+filepath.Base(path))
	if err := os.WriteFile(name, violating.ReplaceAll(text, nil), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// Each rule has a script that shows the damage, and the same script without the
// violation holds and violates nothing.
func TestRuleScripts(t *testing.T) {
	for _, r := range rule.All() {
		t.Run(r.String(), func(t *testing.T) {
			text, err := os.ReadFile(ruleScript(r))
			if err != nil {
				t.Fatal(err)
			}
			if n := bytes.Count(text, []byte("\n")); n > maxRuleLines {
				t.Errorf("it has %d lines; at most %d are to be read at one go", n, maxRuleLines)
			}
			if !bytes.Contains(text, []byte("\nviolate "+r.String())) {
				t.Error("it does not break its rule")
			}
			named := properties(text)
			if want := propertiesIn(r.CaughtBy()); !slices.Equal(named, want) {
				t.Errorf("it names %v; the rule says that it is caught by %v", named, want)
			}
			if got := finalViolations(t, ruleScript(r)); !slices.Equal(got, named) {
				t.Errorf("it violates %v, and names %v", got, named)
			}
			if got := finalViolations(t, obeying(t, ruleScript(r))); len(got) > 0 {
				t.Errorf("without the violation it violates %v", got)
			}
		})
	}
	if paths, err := filepath.Glob("../testdata/rules/*"); err != nil || len(paths) != len(rule.All()) {
		t.Errorf("%d files for %d rules, %v", len(paths), len(rule.All()), err)
	}
}

// propertiesIn are the properties that find a rule broken; none where an error does.
func propertiesIn(caughtBy string) []string {
	names := strings.Split(caughtBy, ", ")
	if _, err := view.ParseProperty(names[0]); err != nil {
		return nil
	}
	return names
}

// properties are those that a script names with violated, in its order.
func properties(text []byte) []string {
	var named []string
	for _, m := range regexp.MustCompile(`(?m)^violated (\S+)`).FindAllSubmatch(text, -1) {
		named = append(named, string(m[1]))
	}
	return named
}

// finalViolations runs a script, which must succeed, and returns the properties
// that were violated, in the order of the first violation of each.
func finalViolations(t *testing.T, path string) []string {
	t.Helper()
	var found []string
	for _, property := range regexp.MustCompile(`"event":"violated"[^}]*"text":"(\S+) is violated`).FindAllSubmatch(output(t, path, JSON), -1) {
		name := string(property[1])
		if _, err := view.ParseProperty(name); err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(found, name) {
			found = append(found, name)
		}
	}
	return found
}
