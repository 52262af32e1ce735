package command

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
)

// Groups are the groups of commands, in the order of the reference page.
func Groups() []string {
	var groups []string
	for _, s := range specs {
		if !slices.Contains(groups, s.Group) {
			groups = append(groups, s.Group)
		}
	}
	return groups
}

// InGroup are the commands of a group.
func InGroup(group string) []*Spec {
	return slices.DeleteFunc(slices.Clone(specs), func(s *Spec) bool { return s.Group != group })
}

// help explains the command called name, or lists all when name is "".
func help(name string) string {
	if name == "" {
		return helpAll()
	}
	return Find(name).helpText()
}

func helpAll() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, group := range Groups() {
		fmt.Fprintf(w, "%s\n", group)
		for _, s := range InGroup(group) {
			fmt.Fprintf(w, "  %s\t%s\n", s.Name, s.Summary)
		}
	}
	_ = w.Flush()
	return b.String() + "help COMMAND explains one.\n"
}

// helpText is all that the row knows of its command, for reading on a screen.
func (s *Spec) helpText() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", s.Usage(), s.Summary)
	if s.Help != "" {
		fmt.Fprintf(&b, "\n%s\n", s.Help)
	}
	if len(s.Params) > 0 {
		b.WriteString("\n")
		w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		for _, p := range s.Params {
			fmt.Fprintf(w, "  %s\t%s\n", p.Written(), p.Allowed())
		}
		_ = w.Flush()
	}
	fmt.Fprintf(&b, "\nexamples\n  %s\n", strings.Join(s.Examples, "\n  "))
	return b.String()
}

// Allowed says what the argument can be, and what it is when it is left out.
func (p Param) Allowed() string {
	text := p.Type.allowed
	if p.isFlag() {
		text = "given or not"
	}
	if p.Default != nil {
		text += fmt.Sprintf("; default %s", p.Type.write(p.Default))
	}
	return text
}
