package config

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
)

// Action is something that keys do.
type Action struct {
	// Name is what a file calls it.
	Name string
	// Place is where its keys work, in words; a key can do one thing in each place.
	Place string
	// Does says what it does.
	Does string
	// Keys are those that it has by itself, as Bubble Tea calls them.
	Keys []string
	// Fixed is set when nobody can give it other keys, Typed when one can type in
	// its place, so that its keys must not be characters.
	Fixed, Typed bool
}

// keys takes in the table of keys.
func (f *file) keys(c *Config, value any, actions []Action) {
	table, ok := value.(map[string]any)
	if !ok {
		f.fail("keys", lang.F(`keys: %s is not allowed; it is a table: [keys], and below it lines like step = ["space"]`, written(value)))
		return
	}
	c.Keys = map[string][]string{}
	for name, value := range table {
		i := slices.IndexFunc(actions, func(a Action) bool { return a.Name == name })
		if i < 0 {
			f.fail("keys."+name, noAction(name, actions))
			continue
		}
		keys, wrong := keyList(value, &actions[i])
		if wrong != "" {
			f.fail("keys."+name, lang.F("keys: %s: %s", name, wrong))
			continue
		}
		c.Keys[name] = keys
	}
	f.clashes(c.Keys, actions)
}

// noAction says that there is no action of that name, and which may have been meant.
func noAction(name string, actions []Action) string {
	for _, a := range actions {
		if strings.Contains(a.Name, name) || len(a.Name) > 2 && strings.Contains(name, a.Name) {
			return lang.F("keys: %q is no action (is it %s?); docs/config.md and `raftviz info --keys` list them", name, a.Name)
		}
	}
	return lang.F("keys: %q is no action; docs/config.md and `raftviz info --keys` list them", name)
}

// keyList is the keys that a value names.
func keyList(value any, a *Action) (keys []string, wrong string) {
	list, ok := value.([]any)
	if one, is := value.(string); is {
		list, ok = []any{one}, true
	}
	switch {
	case a.Fixed:
		return nil, lang.F("cannot be changed; it is always %s", Shown(a.Keys))
	case !ok, len(list) == 0:
		return nil, lang.F(`%s is not allowed; it is a key or a list of keys, like ["T", "ctrl+t"]`, written(value))
	}
	for _, v := range list {
		text, ok := v.(string)
		k := parseKey(text)
		switch {
		case !ok || k == "":
			return nil, lang.F("%s is no key; a key is a character, or a name like space, enter, f5, ctrl+t, alt+x", written(v))
		case k == "ctrl+c" || k == "ctrl+z":
			return nil, lang.F("%s is taken: it ends or suspends the program, wherever you are", k)
		case a.Typed && utf8.RuneCountInString(k) == 1:
			return nil, lang.F("%q is typed there; a key with a name is needed, like f5 or ctrl+t", k)
		}
		keys = append(keys, k)
	}
	return keys, ""
}

// clashes finds keys that would do two things in one place. A key can be taken
// from an action only if that is given others.
func (f *file) clashes(given map[string][]string, actions []Action) {
	type press struct{ place, key string }
	owner := map[press]string{}
	for _, a := range actions {
		if given[a.Name] == nil {
			for _, k := range a.Keys {
				owner[press{a.Place, k}] = a.Name
			}
		}
	}
	for _, a := range actions {
		for _, k := range given[a.Name] {
			p := press{a.Place, k}
			if other := owner[p]; other != "" {
				f.fail("keys."+a.Name, lang.F("keys: %s: %s is a key of %s already; give %s others, or choose another",
					a.Name, Shown([]string{k}), other, other))
			}
			owner[p] = a.Name
		}
	}
}

// keyNames are the keys that have names, as Bubble Tea calls them.
var keyNames = func() map[string]bool {
	names := map[string]bool{}
	for t := tea.KeyType(-200); t < 200; t++ {
		if name := t.String(); name != "" && t != tea.KeyRunes {
			names[name] = true
		}
	}
	return names
}()

// parseKey is a key as Bubble Tea calls it, "" for what is none.
func parseKey(text string) string {
	k := text
	for _, mod := range []string{"ctrl", "alt", "shift"} {
		k = strings.Replace(k, mod+"-", mod+"+", 1)
	}
	base, alt := strings.CutPrefix(k, "alt+")
	switch base {
	case "space":
		base = " "
	case "pgdn":
		base = "pgdown"
	}
	if !keyNames[base] && (utf8.RuneCountInString(base) != 1 || base < " ") {
		return ""
	}
	if alt {
		return "alt+" + base
	}
	return base
}

// signs are keys that the screen has signs or shorter names for.
var signs = map[string]string{" ": "space", "left": "←", "right": "→", "up": "↑", "down": "↓", "pgdown": "pgdn"}

// Shown is keys as the screen names them.
func Shown(keys []string) string {
	var shown []string
	for _, k := range keys {
		if s, ok := signs[k]; ok {
			k = s
		}
		if len(k) > 1 {
			k = strings.ReplaceAll(k, "+", "-")
		}
		shown = append(shown, k)
	}
	return strings.Join(shown, " ")
}

// Written is a key as a file has it.
func Written(k string) string {
	if base, alt := strings.CutSuffix(k, " "); alt {
		return base + "space"
	}
	return k
}

// Line is the action with its keys as a line of a file, and what it does.
func (a Action) Line() string {
	var keys []string
	for _, k := range a.Keys {
		keys = append(keys, fmt.Sprintf("%q", Written(k)))
	}
	return fmt.Sprintf("%-36s # %s", fmt.Sprintf("%s = [%s]", a.Name, strings.Join(keys, ", ")), a.Does)
}
