package report

import (
	"regexp"
	"testing"

	"raftviz/cluster/rule"
	"raftviz/cluster/script"
	"raftviz/cluster/view"
)

// TestSameScriptSameBytes says something of a fault only if a script has it.
func TestScriptsHaveEveryFault(t *testing.T) {
	want := []string{
		`^partition `, `^isolate `, `^cut `, `^mend `, `^heal$`, `^link .*delay=`, `^link .*loss=`,
		`^drop `, `^duplicate `, `^delay `, `^crash \d$`, `^crash \d power$`, `^restart `,
		`^fail-disk \d at save-wal$`, `^fail-disk \d at save-snapshot$`, `^fail-disk \d at trigger-snapshot$`,
	}
	for _, s := range view.Stages() {
		want = append(want, `^crash \d at `+s.String()+`$`, `^crash \d at `+s.String()+` power$`)
	}
	for _, r := range rule.All() {
		want = append(want, `^violate `+r.String()+`\b`)
	}
	lines := commandLines(t)
	for _, pattern := range want {
		if !hasMatch(lines, regexp.MustCompile(pattern)) {
			t.Errorf("no script has a line %s", pattern)
		}
	}
}

// commandLines are the commands of all scripts, as they print.
func commandLines(t *testing.T) []string {
	t.Helper()
	var lines []string
	for _, path := range scripts(t) {
		s, err := script.Open(path, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range s.Lines {
			lines = append(lines, l.Command.String())
		}
	}
	return lines
}

func hasMatch(lines []string, pattern *regexp.Regexp) bool {
	for _, l := range lines {
		if pattern.MatchString(l) {
			return true
		}
	}
	return false
}
