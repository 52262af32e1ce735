package grid

import (
	"slices"
	"testing"
)

func TestClip(t *testing.T) {
	for _, tt := range []struct {
		s     string
		width int
		want  string
	}{
		{"raft", 4, "raft"}, {"raft", 3, "ra…"}, {"raft", 1, "…"}, {"raft", 0, ""}, {"raft", -1, ""},
		{"", 3, ""}, {"語語", 4, "語語"}, {"語語", 3, "語…"}, {"語語", 2, "…"},
	} {
		if got := Clip(tt.s, tt.width); got != tt.want {
			t.Errorf("Clip(%q, %d) = %q, want %q", tt.s, tt.width, got, tt.want)
		}
	}
}

func TestFit(t *testing.T) {
	if got := Fit(6, "pre-candidate", "pre-c."); got != "pre-c." {
		t.Errorf("got %q", got)
	}
	if got := Fit(3, "pre-candidate", "pre-c."); got != "pr…" {
		t.Errorf("got %q", got)
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		s     string
		width int
		want  []string
	}{
		{"one two three", 8, []string{"one two", "three"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"a\n\nb", 4, []string{"a", "", "b"}},
		{"  in two", 6, []string{"  in", "  two"}},
		{"x", 0, nil},
	} {
		if got := Wrap(tt.s, tt.width); !slices.Equal(got, tt.want) {
			t.Errorf("Wrap(%q, %d) = %q, want %q", tt.s, tt.width, got, tt.want)
		}
	}
}
