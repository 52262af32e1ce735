package report

import (
	"bytes"
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"text/template"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

var update = flag.Bool("update", false, "rewrite docs/json.md and the golden traces")

const (
	docs  = "../../docs/json.md"
	renew = "go test ./cluster/report -run TestDocs -update"
)

// docsType is a type as the page has it.
type docsType struct {
	Name   string
	Fields []docsField
}

type docsField struct{ Name, Type, Doc string }

// documented are the types reachable from Step and Final, each once, in the
// order in which they are met.
func documented() []docsType {
	var out []docsType
	seen := make(map[reflect.Type]bool)
	queue := []reflect.Type{reflect.TypeFor[Step](), reflect.TypeFor[Final]()}
	for len(queue) > 0 {
		t := queue[0]
		queue = queue[1:]
		if seen[t] {
			continue
		}
		seen[t] = true
		fields, met := fieldsOf(t)
		out = append(out, docsType{t.Name(), fields})
		queue = append(queue, met...)
	}
	return out
}

// fieldsOf describes the fields of t, those of embedded types in their place,
// and returns the struct types that they have.
func fieldsOf(t reflect.Type) (fields []docsField, met []reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			more, types := fieldsOf(f.Type)
			fields, met = append(fields, more...), append(met, types...)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		doc := f.Tag.Get("doc")
		if options == "omitempty" {
			doc += "; can be left out"
		}
		kind, element := kindOf(f.Type)
		if element != nil {
			met = append(met, element)
		}
		fields = append(fields, docsField{name, kind, doc})
	}
	return fields, met
}

// kindOf is a Go type in JSON's terms, and the struct type in it, if any.
func kindOf(t reflect.Type) (kind string, element reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer:
		return kindOf(t.Elem())
	case reflect.Slice:
		kind, element = kindOf(t.Elem())
		return "list of " + kind, element
	case reflect.Map:
		return "object of strings", nil
	case reflect.Struct:
		return "[" + t.Name() + "](#" + strings.ToLower(t.Name()) + ")", t
	case reflect.Bool:
		return "true or false", nil
	case reflect.String:
		return "string", nil
	}
	return "number", nil
}

func TestEveryFieldHasADoc(t *testing.T) {
	for _, d := range documented() {
		for _, f := range d.Fields {
			if f.Name == "" || f.Doc == "" || strings.HasPrefix(f.Doc, ";") {
				t.Errorf("%s.%s has no json name or no doc", d.Name, f.Name)
			}
		}
	}
}

func TestDocsAreFresh(t *testing.T) {
	tmpl, err := template.ParseFiles("testdata/json.md.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := tmpl.Execute(&want, map[string]any{"Renew": renew, "Types": documented(), "Events": eventNames}); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(docs, want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(docs)
	if err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("docs/json.md is not what the types say; renew it with: %s (%v)", renew, err)
	}
}

func TestEventsInJSONAreEnglishInEveryLanguage(t *testing.T) {
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	if got := toEvent(view.Event{What: view.Lost, About: &view.Message{ID: 4, From: 1, To: 3}, Text: "n3 is down"}).Text; !strings.HasSuffix(got, " was lost: n3 is down") {
		t.Errorf("the event is %q", got)
	}
}

func TestEveryEventHasANameOfItsOwn(t *testing.T) {
	names := slices.Sorted(slices.Values(eventNames[:]))
	for i, name := range names {
		if name == "" || i > 0 && names[i-1] == name {
			t.Errorf("an event has no name, or that of another: %q", name)
		}
	}
}
