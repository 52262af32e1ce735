package ui

import (
	"strings"
	"unicode"

	"raftviz/ui/config"
)

// as is the binding with another name than the one that its help gives it.
func (b binding) as(name string) binding {
	b.id = name
	return b
}

// name is what a configuration file calls the action: the words of its help,
// with hyphens, and the place in front where that is not the main screen.
func (b *binding) name() string {
	name := b.id
	if name == "" {
		name = hyphened(b.Help().Desc)
	}
	if b.place == onMain {
		return name
	}
	words := strings.Fields(placeNames[b.place])
	return words[len(words)-1] + "-" + name
}

// hyphened is a text of letters, figures and hyphens.
func hyphened(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	return strings.ToLower(strings.Join(words, "-"))
}

// fixed reports whether the action has the same keys for everybody: those that
// end the program, whatever it does.
func (b *binding) fixed() bool { return b.place == onMain && b.do == nil }

// Actions are all that keys can do, for a configuration file to give other keys
// to.
func Actions() []config.Action {
	var actions []config.Action
	for _, b := range keyTable() {
		does := b.more
		if does == "" {
			does = b.Help().Desc
		}
		actions = append(actions, config.Action{
			Name: b.name(), Place: b.place.String(), Does: does, Keys: b.Keys(),
			Fixed: b.fixed(), Typed: b.place == inSearch || b.place == inForm || b.place == inPrompt || b.place == inFilter,
		})
	}
	return actions
}

func (p place) String() string {
	if p == onMain {
		return "on the main screen"
	}
	return placeNames[p]
}

// remap gives actions other keys. The names and the keys are checked already.
func (m *Model) remap(keys map[string][]string) {
	m.remapped = map[string]string{}
	for i := range m.keys {
		b := &m.keys[i]
		if ks := keys[b.name()]; len(ks) > 0 {
			b.SetKeys(ks...)
			b.SetHelp(config.Shown(ks), b.Help().Desc)
			m.remapped[b.name()] = config.Shown(ks[:1])
		}
	}
}

// keyOf is the key of an action, for a sentence: the first one, as the screen
// names it. There must be such an action.
func (m *Model) keyOf(name string) string {
	for i := range m.keys {
		if b := &m.keys[i]; b.name() == name {
			return config.Shown(b.Keys()[:1])
		}
	}
	panic("no action " + name)
}
