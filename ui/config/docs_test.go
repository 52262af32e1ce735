package config_test

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
	"text/template"

	"raftviz/ui"
	"raftviz/ui/config"
	"raftviz/ui/theme"
)

var update = flag.Bool("update", false, "rewrite docs/config.md")

const (
	docs  = "../../docs/config.md"
	renew = "go test ./ui/config -run TestDocs -update"
)

// place is where keys work, with what they do there.
type place struct {
	Name    string
	Actions []config.Action
}

// places are the actions whose keys can be changed.
func places() []place {
	var ps []place
	for _, a := range ui.Actions() {
		if a.Fixed {
			continue
		}
		if n := len(ps); n == 0 || ps[n-1].Name != a.Place {
			ps = append(ps, place{Name: a.Place})
		}
		last := &ps[len(ps)-1]
		last.Actions = append(last.Actions, a)
	}
	return ps
}

func page(t *testing.T) []byte {
	t.Helper()
	tmpl, err := template.ParseFiles("testdata/config.md.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	err = tmpl.Execute(&b, map[string]any{"Renew": renew, "Settings": config.Settings, "Themes": theme.Themes(), "Places": places()})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDocsAreFresh(t *testing.T) {
	want := page(t)
	if *update {
		if err := os.WriteFile(docs, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(docs)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("docs/config.md is not what the tables say; renew it with: %s (%v)", renew, err)
	}
}

// TestTheExampleIsAConfiguration reads the page's example: it changes nothing.
func TestTheExampleIsAConfiguration(t *testing.T) {
	_, example, _ := strings.Cut(string(page(t)), "```toml\n")
	example, _, _ = strings.Cut(example, "```")
	c, err := config.Parse("docs/config.md", []byte(example), ui.Actions())
	if err != nil {
		t.Fatal(err)
	}
	if c.Theme != theme.Auto || c.Nodes != 3 || c.Speed != 1 || c.NoMouse || !c.SeedSet {
		t.Errorf("it says %+v", c)
	}
	for _, a := range ui.Actions() {
		if got := c.Keys[a.Name]; !a.Fixed && strings.Join(got, " ") != strings.Join(a.Keys, " ") {
			t.Errorf("%s has the keys %q, the example %q", a.Name, a.Keys, got)
		}
	}
}

func TestActionsHaveNamesOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range ui.Actions() {
		if seen[a.Name] || strings.Trim(a.Name, "abcdefghijklmnopqrstuvwxyz-0123456789") != "" || a.Does == "" {
			t.Errorf("%q (%s) is no name, or two actions have it", a.Name, a.Does)
		}
		seen[a.Name] = true
	}
}
