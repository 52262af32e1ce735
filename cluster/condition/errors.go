package condition

import (
	"errors"
	"regexp"
	"strings"

	"github.com/expr-lang/expr/file"

	"raftviz/cluster/lang"
)

// explainCompile is a compile error of expr in one line and in our words.
func explainCompile(err error) error {
	var at *file.Error
	if !errors.As(err, &at) {
		return lang.E("a condition is true or false: %s", strings.TrimPrefix(err.Error(), "expected bool, but "))
	}
	return atColumn(at.Column, rephrase(at.Message))
}

// atColumn says where in the condition the message belongs; column counts from 0.
func atColumn(column int, message string) error {
	return lang.E("column %d: %s", column+1, message)
}

var (
	unknownName  = regexp.MustCompile(`^unknown name (.+)$`)
	unknownField = regexp.MustCompile(`^type (\S+) has no field (.+)$`)
	unexpected   = regexp.MustCompile(`^unexpected token \w+\("(.*)"\)`)
	badArgument  = regexp.MustCompile(`^cannot use (\S+) as argument \(type (\S+)\) to call (\w+) ?$`)
)

// rephrase puts expr's words into those of the reference page. A message that
// it does not know stays as it is.
func rephrase(message string) string {
	switch {
	case strings.HasPrefix(message, "unexpected token EOF"):
		return lang.T("the condition ends too early")
	case message == "literal not terminated":
		return lang.T("a quote is not closed")
	}
	if m := unexpected.FindStringSubmatch(message); m != nil {
		return lang.F("unexpected %s", m[1])
	}
	if m := unknownName.FindStringSubmatch(message); m != nil {
		return lang.F("unknown name %q; names are %s", m[1], namesOf("a condition"))
	}
	if m := badArgument.FindStringSubmatch(message); m != nil {
		return lang.F("%s takes %s, not %s", m[3], m[2], m[1])
	}
	if m := unknownField.FindStringSubmatch(message); m != nil {
		if of, ours := scopeOf[m[1]]; ours {
			return lang.F("%s has no %q; it has %s", lang.T(of), m[2], namesOf(of))
		}
		return lang.F("%s has no field %q", m[1], m[2])
	}
	return strings.ReplaceAll(message, "\n", " ")
}
