package command

import "testing"

func TestBranchNameIsOne(t *testing.T) {
	for text, want := range map[string]string{
		"election":    "election",
		"my election": "my-election",
		"12":          "session-12",
		"":            "session-",
		"wahl-ä":      "wahl--",
		"a-name-that-is-longer-than-a-branch-may-have": "a-name-that-is-longer-than-a-bra",
		"123456789012345678901234567890123":            "session-123456789012345678901234",
	} {
		got := BranchName(text)
		if got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
		if _, err := readBranch(got); err != nil {
			t.Errorf("%q: %v", got, err)
		}
	}
}
