package command

import (
	"fmt"
	"slices"
	"strings"

	"raftviz/cluster/command/show"
	"raftviz/cluster/lang"
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
	t := show.NewTable()
	for _, group := range Groups() {
		t.Row(lang.T(group))
		for _, s := range InGroup(group) {
			t.Row("  "+s.Name, lang.T(s.Summary))
		}
	}
	return t.String() + lang.T("help COMMAND explains one.") + "\n"
}

// helpText is all that the row knows of its command, for reading on a screen.
func (s *Spec) helpText() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", s.Usage(), lang.T(s.Summary))
	if s.Help != "" {
		fmt.Fprintf(&b, "\n%s\n", lang.T(s.Help))
	}
	if len(s.Params) > 0 {
		b.WriteString("\n")
		t := show.NewTable()
		for _, p := range s.Params {
			t.Row("  "+p.Written(), p.Allowed())
		}
		b.WriteString(t.String())
	}
	fmt.Fprintf(&b, "\n%s\n  %s\n", lang.T("examples"), strings.Join(s.Examples, "\n  "))
	return b.String()
}

// Allowed says what the argument can be, and what it is when it is left out.
func (p Param) Allowed() string {
	text := p.Type.allowed()
	if p.isFlag() {
		text = lang.T("given or not")
	}
	if p.Default != nil {
		return lang.F("%s; default %s", text, p.Type.write(p.Default))
	}
	return text
}
