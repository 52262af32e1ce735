package config

import (
	"errors"
	"io/fs"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"raftviz/cluster/lang"
	"raftviz/ui/layout"
)

// some are actions to give keys to.
var some = []Action{
	{Name: "step", Place: "main", Keys: []string{" "}},
	{Name: "tick", Place: "main", Keys: []string{"t"}},
	{Name: "tick-all", Place: "main", Keys: []string{"T"}},
	{Name: "quit-anywhere", Place: "main", Keys: []string{"ctrl+c"}, Fixed: true},
	{Name: "prompt-run", Place: "prompt", Keys: []string{"enter"}, Typed: true},
}

func TestParse(t *testing.T) {
	text := `
# a comment
theme = "okabe-ito"
ascii = true
mouse = false
view = "logs"
speed = 0.25
nodes = 5
seed = 0

[keys]
tick-all = ["t", "ctrl-t", "pgdn"]
tick = "T"
step = ["space", "alt+x", "f5", "é"]
`
	got, err := Parse("config.toml", []byte(text), some)
	want := Config{
		Theme: "okabe-ito", View: "logs", Speed: 0.25, ASCII: true, NoMouse: true, Nodes: 5, SeedSet: true,
		Keys: map[string][]string{"tick-all": {"t", "ctrl+t", "pgdown"}, "tick": {"T"}, "step": {" ", "alt+x", "f5", "é"}},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

func TestAnEmptyFileSaysNothing(t *testing.T) {
	if got, err := Parse("config.toml", nil, some); err != nil || !reflect.DeepEqual(got, Config{}) {
		t.Errorf("got %+v, %v", got, err)
	}
}

// wrong are files with something wrong in them, and how the error begins.
var wrong = []struct{ name, text, want string }{
	{"no TOML", "theme = \n", ":1: "},
	{"twice", "ascii = true\nascii = false\n", ":2: "},
	{"unknown setting", "\ncolour = 1\n", `:2: "colour" is no setting; allowed are theme, lang, ascii, mouse, view, speed, nodes, seed and [keys]`},
	{"unknown table", "ascii = true\n[mouse]\n", ":2: mouse: a table is not allowed; allowed are true and false"},
	{"unknown theme", "# x\ntheme = \"pink\"\n", `:2: theme: "pink" is not allowed; allowed are auto, dark, light, okabe-ito, plain`},
	{"a theme that is no text", "theme = 3\n", ":1: theme: 3 is not allowed; allowed are auto"},
	{"unknown view", "view = \"log\"\n", `:1: view: "log" is not allowed; allowed are cluster, ready`},
	{"a word", "ascii = \"yes\"\n", `:1: ascii: "yes" is not allowed; allowed are true and false`},
	{"speed", "speed = 3\n", ":1: speed: 3 is not allowed; allowed are 0.25, 0.5, 1, 2, 4"},
	{"nodes", "nodes = 10\n", ":1: nodes: 10 is not allowed; allowed are 1 to 9"},
	{"seed", "seed = -1\n", ":1: seed: -1 is not allowed; allowed are whole numbers from 0 on"},
	{"the first of several", "seed = -1\nnodes = 0\ntheme = \"\"\n", ":1: seed"},
	{"keys is no table", "keys = 3\n", ":1: keys: 3 is not allowed; it is a table"},
	{"unknown action", "[keys]\nsteps = \"x\"\n", `:2: keys: "steps" is no action (is it step?); `},
	{"dotted", "ascii = true\nkeys.nothing = \"x\"\n", `:2: keys: "nothing" is no action; `},
	{"no key", "[keys]\nstep = [\"space\", \"spce\"]\n", `:2: keys: step: "spce" is no key; a key is a character, or a name`},
	{"no list", "[keys]\nstep = true\n", ":2: keys: step: true is not allowed; it is a key or a list of keys"},
	{"nothing", "[keys]\nstep = []\n", ":2: keys: step: a list is not allowed; it is a key or a list of keys"},
	{"ctrl-c", "[keys]\nstep = [\"ctrl-c\"]\n", ":2: keys: step: ctrl+c is taken: it ends"},
	{"fixed", "[keys]\nquit-anywhere = [\"x\"]\n", ":2: keys: quit-anywhere: cannot be changed; it is always ctrl-c"},
	{"typed", "[keys]\nprompt-run = [\"x\"]\n", `:2: keys: prompt-run: "x" is typed there; a key with a name is needed`},
	{"taken", "[keys]\n\nstep = [\"T\"]\n", ":3: keys: step: T is a key of tick-all already; give tick-all others, or choose another"},
	{"given twice", "[keys]\nstep = \"x\"\ntick = \"x\"\n", ":3: keys: tick: x is a key of step already; give step others, or choose another"},
}

func TestWhatIsWrongIsToldWithItsLine(t *testing.T) {
	for _, tt := range wrong {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("config.toml", []byte(tt.text), some)
			if err == nil || !strings.HasPrefix(err.Error(), "config.toml"+tt.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want %q", err, "config.toml"+tt.want)
			}
		})
	}
}

// TestAKeyMayMeanTwoThingsInTwoPlaces gives a key of the main screen to the prompt.
func TestAKeyMayMeanTwoThingsInTwoPlaces(t *testing.T) {
	if _, err := Parse("config.toml", []byte("[keys]\nprompt-run = \"f5\"\nstep = \"f5\"\n"), some); err != nil {
		t.Error(err)
	}
}

func TestLoadOfAFileThatIsNotThere(t *testing.T) {
	_, err := Load(filepath.Join(t.TempDir(), "config.toml"), some)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestPaths(t *testing.T) {
	t.Setenv("HOME", "/home/ann")
	for _, tt := range []struct{ config, state, wantFile, wantState string }{
		{"", "", "/home/ann/.config/raftviz/config.toml", "/home/ann/.local/state/raftviz"},
		{"/etc/ann", "/var/ann", "/etc/ann/raftviz/config.toml", "/var/ann/raftviz"},
		{"relative", "relative", "/home/ann/.config/raftviz/config.toml", "/home/ann/.local/state/raftviz"},
	} {
		t.Setenv("XDG_CONFIG_HOME", tt.config)
		t.Setenv("XDG_STATE_HOME", tt.state)
		if got := File(); got != tt.wantFile {
			t.Errorf("the file is %s, want %s", got, tt.wantFile)
		}
		if got := StateDir(); got != tt.wantState {
			t.Errorf("the state is in %s, want %s", got, tt.wantState)
		}
	}
}

func TestShown(t *testing.T) {
	for keys, want := range map[string]string{"ctrl+t": "ctrl-t", " ": "space", "+": "+", "pgdown": "pgdn", "left": "←", "alt+x": "alt-x"} {
		if got := Shown([]string{keys}); got != want {
			t.Errorf("%q is shown as %q, want %q", keys, got, want)
		}
	}
}

// FuzzParse looks for files that the program would fall over.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"theme = \"dark\"\n[keys]\nstep = [\"x\"]\n", "keys.step = \"T\"", "[[keys]]\n", "a.b.c = {d = 1}\n", "\xff", "seed = 1979-05-27"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, err := Parse("c", []byte(text), some)
		if err != nil && (strings.ContainsAny(err.Error(), "\n") || !strings.HasPrefix(err.Error(), "c:")) {
			t.Errorf("%q: %q", text, err)
		}
	})
}

// TestWhatIsWrongIsToldInChinese looks for English in all errors but those of TOML.
func TestWhatIsWrongIsToldInChinese(t *testing.T) {
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	said := []string{
		"TOML", "alt", "auto", "colour", "config", "ctrl", "ctrl-c", "dark", "docs", "enter", "false", "info", "keys", "light", "log",
		"nothing", "okabe-ito", "pink", "plain", "raftviz", "space", "spce", "steps", "toml", "true", "yes",
	}
	said = append(append(said, settingNames()...), layout.PageNames()...)
	for _, a := range some {
		said = append(said, a.Name)
	}
	for _, tt := range wrong {
		if tt.name == "no TOML" || tt.name == "twice" {
			continue
		}
		_, err := Parse("config.toml", []byte(tt.text), some)
		for _, word := range regexp.MustCompile("[A-Za-z][a-z-]{2,}").FindAllString(err.Error(), -1) {
			if !slices.Contains(said, word) {
				t.Errorf("%s: %q is left in English: %v", tt.name, word, err)
			}
		}
	}
	_, err := Parse("config.toml", []byte("theme = \n"), some)
	if !strings.HasSuffix(err.Error(), "；此文件应为 TOML 格式") {
		t.Errorf("a file that is no TOML: %v", err)
	}
	if _, err = Load("nothing", some); !strings.HasPrefix(err.Error(), "nothing：无法读取: ") {
		t.Errorf("a file that is not there: %v", err)
	}
}
