package lang

import (
	_ "embed"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/leonelquinteros/gotext"
)

// Language is one that the interface speaks, by its ISO 639 code.
type Language string

// The languages.
const (
	English Language = "en"
	Chinese Language = "zh" // Simplified
)

// Languages are all languages, the default first.
func Languages() []Language { return []Language{English, Chinese} }

//go:embed zh_CN.po
var chinese []byte

// translations are those of English ones.
type translations map[string]string

// inUse is the catalogue of the language in use, nil for English.
var inUse atomic.Pointer[translations]

// catalogue reads a PO file.
func catalogue(po []byte) translations {
	file := gotext.NewPo()
	file.Parse(po)
	all := translations{}
	for text, tr := range file.GetDomain().GetTranslations() {
		if text != "" && tr.IsTranslated() { // "" has the header
			all[text] = tr.Get()
		}
	}
	for context, texts := range file.GetDomain().GetCtxTranslations() {
		for text, tr := range texts {
			if tr.IsTranslated() {
				all[within(context, text)] = tr.Get()
			}
		}
	}
	return all
}

// within is a text that has a context, as a key of the catalogue: gettext joins them so.
func within(context, text string) string { return context + "\x04" + text }

// Use makes T and F speak a language from now on. It is for the program's start, before
// anything is drawn: what was said already stays as it was.
func Use(l Language) {
	if l != Chinese {
		inUse.Store(nil)
		return
	}
	all := catalogue(chinese)
	inUse.Store(&all)
}

// InUse is the language that T and F speak.
func InUse() Language {
	if inUse.Load() == nil {
		return English
	}
	return Chinese
}

// Parse is the language with that name: its code, or a locale as in LANG ("zh_CN.UTF-8").
// The error says what is allowed.
func Parse(name string) (Language, error) {
	if l, ok := ofLocale(name); ok {
		return l, nil
	}
	return "", fmt.Errorf("%q is no language of the interface; allowed are en and zh", name)
}

// FromEnvironment is the language of the first of LC_ALL, LC_MESSAGES and LANG that is
// set, as in setlocale(3); English where it is none of ours.
func FromEnvironment(getenv func(string) string) Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			if l, ok := ofLocale(v); ok {
				return l
			}
			return English
		}
	}
	return English
}

// ofLocale reads language[_territory][.codeset][@modifier].
func ofLocale(name string) (Language, bool) {
	code, _, _ := strings.Cut(strings.ToLower(name), ".")
	code, _, _ = strings.Cut(code, "@")
	code, _, _ = strings.Cut(strings.ReplaceAll(code, "-", "_"), "_")
	for _, l := range Languages() {
		if string(l) == code {
			return l, true
		}
	}
	return "", false
}

// T is a text in the language in use.
func T(text string) string {
	if all := inUse.Load(); all != nil {
		if said, ok := (*all)[text]; ok && text != "" {
			return said
		}
	}
	return text
}

// All is T of each text. In English it is the slice itself, which must not be changed.
func All(texts []string) []string {
	if inUse.Load() == nil {
		return texts
	}
	said := make([]string, len(texts))
	for i, text := range texts {
		said[i] = T(text)
	}
	return said
}

// In is a text in the language in use, where a context tells it from the same text that
// means something else elsewhere: "down" is where a key moves, and how a node is. What
// the catalogue does not have in that context is as T says it.
func In(context, text string) string {
	if all := inUse.Load(); all != nil {
		if said, ok := (*all)[within(context, text)]; ok {
			return said
		}
	}
	return T(text)
}

// F is a text with verbs, as fmt.Sprintf formats them, in the language in use. A
// translation may take the arguments in another order: %[2]s.
func F(format string, args ...any) string {
	if inUse.Load() == nil {
		return fmt.Sprintf(format, args...)
	}
	return fmt.Sprintf(T(format), args...)
}

// E is an error whose text is formatted as F formats it. Verb %w wraps an error, as in
// fmt.Errorf.
func E(format string, args ...any) error { return fmt.Errorf(T(format), args...) }

// Mark names a text of the catalogue that T or F is given later, by way of a variable.
func Mark(text string) string { return text }
