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
		fmt.Fprintln(&s, "expect "+f.sound())
	}
	return s.String()
}

// Fails is what the error of the script's run has in it.
func (f *Finding) Fails() string {
	if f.Property == view.NoProperty {
		return "does not hold: " + f.sound()
	}
	return f.Property.String() + " is violated"
}

// sound is the condition that does not hold of a node that stopped.
func (f *Finding) sound() string { return fmt.Sprintf(`node(%d).failure == ""`, f.Node) }
