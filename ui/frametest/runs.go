package frametest

import (
	"os"
	"strings"
	"testing"
)

// Divided is the beginning of a run in which n1, cut off, still leads term 2 with
// two puts that nobody else has, and n2 leads term 3. More lines go behind it.
func Divided(more ...string) []string {
	return append([]string{
		"cluster nodes=3 seed=1", "settle", "campaign 1", "settle", "put x 1", "settle", "isolate 1",
		"put x lost via 1", "put y lost via 1", "settle", "campaign 2", "settle", "put y 2 via 2", "settle",
	}, more...)
}

// Figure8 are the lines up to stage (c) of the Raft paper's figure 8, with node 3's
// acknowledgement of the old entries. They are read from the folder of a view.
func Figure8(t testing.TB) []string {
	t.Helper()
	text, err := os.ReadFile("../../../cluster/testdata/scripts/figure8_safe.raft")
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(string(text), "note (e)")
	var lines []string
	for line := range strings.SplitSeq(before, "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}
