package session

import (
	"errors"
	"strings"
	"testing"

	"raftviz/cluster/script"
)

// FuzzReadSaved reads texts as saved sessions. Each is one whose sums are right,
// none at all, or an error that says the line.
func FuzzReadSaved(f *testing.F) {
	text := given(f, "cluster nodes=1", "tick all 3", "put x 1").current.saved(nil)
	f.Add(text)
	f.Add(text[:len(text)/2])
	f.Add(strings.ReplaceAll(text, "\n", "\r\n"))
	f.Add(strings.Replace(text, "put x", "put y", 1))
	f.Add("# raftviz session 1")
	f.Add("# raftviz session 99999999999999999999\n#= end: 1 steps ~00000000")
	f.Add(header + "1\n#= end: x steps ~")
	f.Add("# raftviz session \x1b")
	f.Add("settle\n")
	f.Fuzz(func(t *testing.T, text string) {
		saved, err := readSaved("a.raft", text)
		var at *script.Error
		switch {
		case err != nil && (!errors.As(err, &at) || at.Line < 1 || at.Line > strings.Count(text, "\n")+1):
			t.Errorf("the error names no line: %v", err)
		case err != nil && strings.ContainsAny(err.Error(), "\n\x1b"):
			t.Errorf("the error is not one line: %q", err)
		case saved == nil && err == nil && strings.HasPrefix(text, header):
			t.Error("a session is taken for a script")
		case saved != nil && summed(saved.lines) != strings.Join(saved.lines, "\n")+"\n":
			t.Error("the sums are not right")
		}
	})
}
