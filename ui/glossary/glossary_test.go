package glossary

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frametest"
)

func TestTermsAreSentencesWithASource(t *testing.T) {
	seen := map[string]bool{}
	for _, term := range All() {
		name := strings.ToLower(term.Name)
		if seen[name] {
			t.Errorf("%q is there twice", term.Name)
		}
		seen[name] = true
		if !strings.HasSuffix(term.Says, ".") || len(term.Says) < 20 || len(term.Says) > 200 {
			t.Errorf("%s: %q is no sentence of 20 to 200 bytes", term.Name, term.Says)
		}
		if term.Source == "" {
			t.Errorf("%s has no source", term.Name)
		}
		if got, ok := Of(strings.ToUpper(term.Name)); !ok || got != term {
			t.Errorf("%s is not found", term.Name)
		}
	}
	if !slices.IsSortedFunc(All(), func(a, b Term) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) }) {
		t.Error("they are not sorted")
	}
}

// TestTheNamesAreDocumented: who writes a lesson finds there what can be explained.
func TestTheNamesAreDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/lessons.md")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, term := range All() {
		names = append(names, term.Name)
	}
	if list := strings.Join(names, ", ") + ".\n"; !strings.HasSuffix(string(page), "\n"+list) {
		t.Errorf("docs/lessons.md does not end in the names of all terms:\n%s", list)
	}
}

func TestEveryStageAndPropertyIsExplained(t *testing.T) {
	for _, s := range view.Stages() {
		if _, ok := Of(s.String()); !ok {
			t.Errorf("stage %v is not", s)
		}
	}
	for _, p := range view.Properties() {
		if _, ok := Of(p.String()); !ok {
			t.Errorf("property %v is not", p)
		}
	}
}

// TestTermsAreExplainedInChinese looks for what is left in English.
func TestTermsAreExplainedInChinese(t *testing.T) {
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	said := []string{"AppendEntries", "InstallSnapshot", "RequestVote", "CheckQuorum", "MsgApps", "HardStates", "probe", "replicate", "snapshot"}
	for _, term := range All() {
		if unicode.IsUpper(rune(term.Name[0])) {
			said = append(said, strings.Fields(term.Name)...)
		}
	}
	for _, term := range All() {
		says := lang.T(term.Says)
		if !strings.HasSuffix(says, "。") || strings.ContainsAny(says, ",;") {
			t.Errorf("%s: %q is no Chinese sentence", term.Name, says)
		}
		frametest.OnlyTerms(t, says, said...)
	}
}
