package why_test

import (
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"raftviz/cluster/session"
)

// Each file of testdata is one session: the commands, and what why says there.
func TestWhy(t *testing.T) {
	datadriven.Walk(t, "testdata", func(t *testing.T, path string) {
		s := session.New("")
		t.Cleanup(func() { s.Close() })
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			var out strings.Builder
			for _, line := range strings.Split(d.Input, "\n") {
				output, err := s.Do(line)
				if err != nil {
					d.Fatalf(t, "%s: %v", line, err)
				}
				out.WriteString(output)
			}
			return out.String()
		})
	})
}
