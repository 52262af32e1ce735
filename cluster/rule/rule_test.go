package rule

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNames(t *testing.T) {
	for _, r := range All() {
		if got, err := Parse(r.String()); err != nil || got != r {
			t.Errorf("Parse(%q) = %v, %v", r, got, err)
		}
	}
	if _, err := Parse("skip-everything"); err == nil || !strings.Contains(err.Error(), "rules are send-before-save, ") {
		t.Errorf("error is %v", err)
	}
}

func TestSet(t *testing.T) {
	s := Set(0).With(NoFsync).With(SendBeforeSave).With(NoFsync)
	if want := []Rule{SendBeforeSave, NoFsync}; !reflect.DeepEqual(s.Rules(), want) || s.String() != "send-before-save, no-fsync" {
		t.Errorf("the set has %v, want %v", s, want)
	}
	if s = s.Without(SendBeforeSave).Without(SkipAdvance); s.Has(SendBeforeSave) || !s.Has(NoFsync) || s.Without(NoFsync) != 0 {
		t.Errorf("the set has %v", s)
	}
}

// The list of rules is read at 80 columns, and the damage comes with the reason.
func TestEveryRuleIsExplained(t *testing.T) {
	for _, r := range All() {
		if n := utf8.RuneCountInString(r.Summary()); n == 0 || n > 76 {
			t.Errorf("%v: its summary has %d characters: %q", r, n, r.Summary())
		}
		if r.CaughtBy() == "" {
			t.Errorf("%v: nothing is said to catch it", r)
		}
		text := r.Explanation()
		if !strings.HasSuffix(text, ".") || strings.Contains(text, "\n") || strings.Contains(text, "  ") {
			t.Errorf("%v: its explanation is not one paragraph: %q", r, text)
		}
		if !strings.Contains(text, ".go") && !strings.Contains(text, "etcd's wal") {
			t.Errorf("%v: its explanation does not say where the contract is written: %q", r, text)
		}
	}
}
