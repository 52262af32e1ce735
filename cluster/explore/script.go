package explore

import (
	"fmt"
	"strings"

	"raftviz/cluster/view"
)

// Script is a script that fails as the finding says, with comments that say what
// it is. by is the command line that found it.
func (f *Finding) Script(by string) string {
	var s strings.Builder
	fmt.Fprintf(&s, "# %s\n", strings.ReplaceAll(f.Text, "\n", " "))
	fmt.Fprintf(&s, "# Found by: %s\n", by)
	fmt.Fprintln(&s, "# raftviz run FILE fails with exit status 1; raftviz --script FILE opens the step where it breaks.")
	for _, line := range f.Lines {
		fmt.Fprintln(&s, line)
	}
	if f.Property == view.NoProperty {
		fmt.Fprintln(&s, f.expectation())
	}
	return s.String()
}

// Fails is what the error of the script's run has in it.
func (f *Finding) Fails() string {
	if f.Property == view.NoProperty {
		return f.expectation()
	}
	return f.Property.String() + " is violated"
}

// expectation is the command that the script of a node that stopped fails at.
func (f *Finding) expectation() string { return fmt.Sprintf(`expect node(%d).failure == ""`, f.Node) }
