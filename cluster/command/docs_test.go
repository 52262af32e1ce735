package command

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
	"text/template"
	"unicode/utf8"

	"raftviz/cluster/condition"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

var update = flag.Bool("update", false, "rewrite docs/commands.md")

const (
	docs  = "../../docs/commands.md"
	renew = "go test ./cluster/command -run TestDocs -update"
)

// docsGroup is a group of commands as the page has it.
type docsGroup struct {
	Name  string
	Specs []*Spec
}

func page(t *testing.T) []byte {
	t.Helper()
	funcs := template.FuncMap{
		"cell": func(text string) string { return strings.ReplaceAll(text, "|", `\|`) },
		"code": func(words []string) string { return "`" + strings.Join(words, "`, `") + "`" },
		"sentence": func(text string) string {
			_, n := utf8.DecodeRuneInString(text)
			return strings.ToUpper(text[:n]) + text[n:] + "."
		},
	}
	tmpl, err := template.New("commands.md.tmpl").Funcs(funcs).ParseFiles("testdata/commands.md.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	var groups []docsGroup
	for _, name := range Groups() {
		groups = append(groups, docsGroup{name, InGroup(name)})
	}
	var stages, types []string
	for _, s := range view.Stages() {
		stages = append(stages, s.String())
	}
	for _, m := range messageTypes() {
		types = append(types, m.String())
	}
	var b bytes.Buffer
	err = tmpl.Execute(&b, map[string]any{
		"Renew": renew, "MaxLine": MaxLine, "Groups": groups, "Specs": Specs(), "Scopes": condition.Scopes(),
		"Roles":  []string{"follower", "pre-candidate", "candidate", "leader"},
		"Stages": stages, "Rules": rule.All(), "MessageTypes": types,
	})
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
		t.Errorf("docs/commands.md is not what the table says; renew it with: %s (%v)", renew, err)
	}
}
