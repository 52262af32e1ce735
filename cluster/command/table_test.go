package command

import (
	"reflect"
	"strings"
	"testing"
	"unicode"

	"raftviz/cluster/condition"
	"raftviz/cluster/view"
)

func TestNoNameIsGivenTwice(t *testing.T) {
	seen := make(map[string]bool)
	for _, s := range Specs() {
		if seen[s.Name] {
			t.Errorf("two commands are called %s", s.Name)
		}
		seen[s.Name] = true
		keys := make(map[string]bool)
		for _, p := range s.Params {
			if keys[p.key()] {
				t.Errorf("%s has two arguments called %s", s.Name, p.key())
			}
			keys[p.key()] = true
		}
	}
}

func TestEveryRowIsComplete(t *testing.T) {
	for _, s := range Specs() {
		t.Run(s.Name, func(t *testing.T) {
			if s.Group == "" || s.Summary == "" {
				t.Error("the row lacks a Group or a Summary")
			}
			if s.OfSession() != (s.Group == groupHistory) {
				t.Error("a row has a Run or a Look, and one of a session neither")
			}
			if first := []rune(s.Summary)[0]; unicode.IsUpper(first) && !strings.HasPrefix(s.Summary, "N") || strings.HasSuffix(s.Summary, ".") {
				t.Errorf("the summary %q is not a phrase in lower case", s.Summary)
			}
			if len(s.Examples) == 0 {
				t.Error("the row has no example")
			}
			for _, p := range s.Params {
				if p.Type.allowed() == "" {
					t.Errorf("argument %s does not say what is allowed", p.key())
				}
			}
		})
	}
}

// same reports whether two commands are equal. Compiled conditions are equal
// when their texts are.
func same(a, b Command) bool {
	plain := func(c Command) Args {
		args := make(Args, len(c.Args))
		for key, value := range c.Args {
			if c, ok := value.(*condition.Condition); ok {
				value = c.String()
			}
			args[key] = value
		}
		return args
	}
	return a.Spec == b.Spec && reflect.DeepEqual(plain(a), plain(b))
}

func TestEveryExampleReadsBack(t *testing.T) {
	for _, s := range Specs() {
		for _, line := range s.Examples {
			t.Run(line, func(t *testing.T) {
				c, err := Parse(line)
				if err != nil {
					t.Fatal(err)
				}
				if c.Spec != s {
					t.Errorf("this is a %s", c.Spec.Name)
				}
				for _, text := range []string{c.String(), c.Full()} {
					again, err := Parse(text)
					if err != nil {
						t.Fatalf("printed as %q: %v", text, err)
					}
					if !same(c, again) {
						t.Errorf("printed as %q, which reads as %q", text, again)
					}
				}
			})
		}
	}
}

func TestDisabledNeedsNothing(t *testing.T) {
	for _, s := range Specs() {
		if s.Disabled != nil && s.Disabled(&view.View{}) == "" && s.Name != "help" {
			t.Errorf("%s is possible in a cluster without nodes", s.Name)
		}
	}
}
