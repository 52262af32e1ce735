package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"raftviz/cluster/lang"
)

// Config is what a configuration file says. What it does not say is the zero
// value.
type Config struct {
	// Theme and View are names, Speed is a multiple of the normal speed.
	Theme, View string
	// Lang is a language's code.
	Lang  string
	Speed float64
	// ASCII is set when no sign but those of ASCII may be drawn, NoMouse when the
	// mouse is left to the terminal.
	ASCII, NoMouse bool
	// Nodes and Seed are for a cluster that nothing else is said of; SeedSet says
	// whether there is a seed, which may be 0.
	Nodes   int
	Seed    uint64
	SeedSet bool
	// Keys are keys of actions, by the actions' names.
	Keys map[string][]string
}

// Error is what is wrong in a line of a file.
type Error struct {
	Path string
	// Line counts from 1.
	Line int
	What string
}

// Error is FILE:LINE: what is wrong; what is allowed.
func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.Path, e.Line, e.What) }

// Load reads the file at path. The error of one that is not there is
// fs.ErrNotExist; that of one that is wrong is an *Error with its first wrong line.
func Load(path string, actions []Action) (Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		var at *fs.PathError
		if errors.As(err, &at) {
			err = at.Err
		}
		return Config{}, fmt.Errorf("%s: %w", lang.F("%s: cannot be read", path), err)
	}
	return Parse(path, data, actions)
}

// Parse is Load for what is in the file.
func Parse(path string, data []byte, actions []Action) (Config, error) {
	var values map[string]any
	if err := toml.Unmarshal(data, &values); err != nil {
		return Config{}, syntax(path, err)
	}
	f := file{path: path, lines: lines(data)}
	var c Config
	for name, value := range values {
		if name == "keys" {
			f.keys(&c, value, actions)
			continue
		}
		f.setting(&c, name, value)
	}
	if len(f.wrong) > 0 {
		return Config{}, slices.MinFunc(f.wrong, func(a, b *Error) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), strings.Compare(a.What, b.What))
		})
	}
	return c, nil
}

// syntax is what is wrong with a file that is no TOML.
func syntax(path string, err error) error {
	var at *toml.DecodeError
	if !errors.As(err, &at) {
		return &Error{path, 1, err.Error()}
	}
	line, _ := at.Position()
	return &Error{path, line, lang.F("%s; the file is TOML", strings.TrimPrefix(at.Error(), "toml: "))}
}

// file is one that is being read.
type file struct {
	path string
	// lines say where each name is, those of keys with keys. in front.
	lines map[string]int
	wrong []*Error
}

// fail takes in what is wrong with a name of the file.
func (f *file) fail(name, what string) {
	f.wrong = append(f.wrong, &Error{f.path, max(f.lines[name], 1), what})
}

func (f *file) setting(c *Config, name string, value any) {
	for _, s := range Settings {
		if s.Name == name {
			if what := s.set(c, value); what != "" {
				f.fail(name, lang.F("%s: %s", name, what))
			}
			return
		}
	}
	f.fail(name, lang.F("%q is no setting; allowed are %s and [keys]", name, strings.Join(settingNames(), ", ")))
}

// lines says in which line each name of a file is, which is known to be TOML.
func lines(data []byte) map[string]int {
	var p unstable.Parser
	p.Reset(data)
	at := map[string]int{}
	table := ""
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			name, line := dotted(&p, e.Key())
			at[name], table = line, name+"."
		case unstable.KeyValue:
			name, line := dotted(&p, e.Key())
			at[table+name] = line
			top, _, _ := strings.Cut(table+name, ".")
			if _, ok := at[top]; !ok {
				at[top] = line
			}
		}
	}
	return at
}

// dotted is a key with its line.
func dotted(p *unstable.Parser, key unstable.Iterator) (name string, line int) {
	var parts []string
	for key.Next() {
		parts = append(parts, string(key.Node().Data))
		line = p.Shape(key.Node().Raw).Start.Line
	}
	return strings.Join(parts, "."), line
}
