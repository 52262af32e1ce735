package lang

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// roots are the folders whose source has texts of the interface.
var roots = []string{"../../cmd", "../../ui", "../../cluster", "../../walkthrough"}

// calls are the functions and methods that are given texts of the catalogue, by name,
// and which arguments those are. All of them must be literals.
var calls = map[string][]int{
	"lang.F":    {0},
	"lang.E":    {0},
	"lang.Mark": {0},
	"lang.In":   {1},

	// package ui: the table of keys, and a row of the inspector
	"on": {2}, "in": {3}, "inLesson": {2}, "says": {0}, "inLive": {0, 1}, "notLive": {0},
	"addWords": {0},
	// package view: a sentence in the language in use or in English
	"v.say": {0},
	// package command: what an argument can be, and that a word is not that
	"allows": {0}, "isNot": {0},
	// package show: headings of a table
	"t.Head": {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
	// what why and trace say
	"q.say": {0}, "c.tell": {1},
}

// formats are those of the calls that format their first text.
var formats = map[string]bool{"lang.F": true, "lang.E": true, "v.say": true, "q.say": true, "c.tell": true}

// contexts are those in which lang.In looks the texts of these calls up.
var contexts = map[string]string{"on": "key", "in": "key", "inLesson": "key", "says": "key", "inLive": "key", "notLive": "key"}

// fields are the fields of structs that are texts of the catalogue, by the type's name,
// as it is written in literals: by name, and by position for literals without names.
var fields = map[string][]field{
	"Term": {{"Says", 1}}, // of ui/glossary
	// package command: the rows of the table
	"Spec": {{"Summary", -1}, {"Help", -1}},
	// package rule
	"explanation": {{"summary", 0}, {"caughtBy", 1}, {"text", 2}},
	"sign":        {{"says", 2}},                  // of the timeline
	"behind":      {{"none", 1}, {"noneNear", 2}}, // of package ui
}

type field struct {
	name string
	at   int
}

// text is a text of the catalogue.
type text struct {
	// files are where it stands, from the repository's root.
	files []string
	// format is set where it is given to F, or to what formats as F does.
	format bool
}

// source is what was found in the repository.
type source struct {
	t     *testing.T
	set   *token.FileSet
	texts map[string]*text
	file  string
}

// readSource finds every text in the source.
func readSource(t *testing.T) map[string]*text {
	t.Helper()
	s := &source{t: t, texts: map[string]*text{}}
	eachFile(t, func(set *token.FileSet, path string, f *ast.File) {
		s.set, s.file = set, path
		ast.Inspect(f, s.visit)
	})
	return s.texts
}

// eachFile parses each file but tests. Paths are from the repository's root.
func eachFile(t *testing.T, visit func(set *token.FileSet, path string, f *ast.File)) {
	t.Helper()
	set := token.NewFileSet()
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(set, path, nil, 0)
			if err == nil {
				visit(set, filepath.ToSlash(strings.TrimPrefix(path, "../../")), f)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (s *source) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		s.call(n)
	case *ast.CompositeLit:
		s.literal(n.Type, n)
	}
	return true
}

// call takes in the texts that a call is given. T is often given a variable, whose
// text is marked where it stands.
func (s *source) call(c *ast.CallExpr) {
	name := nameOf(c.Fun)
	if name == "lang.T" {
		if text, ok := literal(c.Args[0]); ok {
			s.add(text, false)
		}
		return
	}
	context := contexts[name]
	if name == "lang.In" {
		context, _ = literal(c.Args[0])
	}
	for _, i := range calls[name] {
		if i >= len(c.Args) {
			continue
		}
		text, ok := literal(c.Args[i])
		if _, variable := c.Args[i].(*ast.Ident); !ok && (formats[name] && variable || name == "lang.In") {
			continue // marked where it stands, as those of T
		}
		if !ok {
			s.t.Errorf("%v: argument %d of %s is no literal", s.set.Position(c.Args[i].Pos()), i, name)
			continue
		}
		if context != "" && text != "" {
			text = within(context, text)
		}
		s.add(text, formats[name])
	}
}

// literal takes in the texts of a struct's literal, and of those in a slice, an array
// or a map, whose type is left out.
func (s *source) literal(of ast.Expr, c *ast.CompositeLit) {
	switch of := of.(type) {
	case *ast.ArrayType:
		s.elements(of.Elt, c)
	case *ast.MapType:
		s.elements(of.Value, c)
	case *ast.StarExpr:
		s.literal(of.X, c)
	case *ast.Ident:
		s.strct(of.Name, c)
	case *ast.SelectorExpr:
		s.strct(of.Sel.Name, c)
	}
}

func (s *source) elements(of ast.Expr, c *ast.CompositeLit) {
	for _, e := range c.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if inner, ok := e.(*ast.CompositeLit); ok && inner.Type == nil {
			s.literal(of, inner)
		}
	}
}

func (s *source) strct(name string, c *ast.CompositeLit) {
	for i, e := range c.Elts {
		for _, f := range fields[name] {
			kv, named := e.(*ast.KeyValueExpr)
			value := e
			if named {
				value = kv.Value
				if id, ok := kv.Key.(*ast.Ident); !ok || id.Name != f.name {
					continue
				}
			} else if i != f.at {
				continue
			}
			if text, ok := literal(value); ok {
				s.add(text, false)
			}
		}
	}
}

func (s *source) add(what string, format bool) {
	if what == "" {
		return
	}
	t := s.texts[what]
	if t == nil {
		t = &text{}
		s.texts[what] = t
	}
	if !slices.Contains(t.files, s.file) {
		t.files = append(t.files, s.file)
	}
	t.format = t.format || format
}

// nameOf is how a function is called: package.Function or variable.Method where calls
// has that, or else the name of a method or of a function of the same package.
func nameOf(fun ast.Expr) string {
	switch fun := fun.(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		if x, ok := fun.X.(*ast.Ident); ok && calls[x.Name+"."+fun.Sel.Name] != nil || ok && x.Name == "lang" {
			return x.Name + "." + fun.Sel.Name
		}
		return fun.Sel.Name
	}
	return ""
}

// literal is the text of a string literal, or of several with + between them.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		return constant.StringVal(constant.MakeFromLiteral(e.Value, e.Kind, 0)), true
	case *ast.BinaryExpr:
		a, left := literal(e.X)
		b, right := literal(e.Y)
		return a + b, left && right && e.Op == token.ADD
	case *ast.ParenExpr:
		return literal(e.X)
	}
	return "", false
}

// verbsOf are the verbs of a format, by the number of the argument that each takes.
func verbsOf(format string) map[int]string {
	verbs, next := map[int]string{}, 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		i++
		for i < len(format) && strings.ContainsRune("+-# 0123456789.", rune(format[i])) {
			i++
		}
		if i < len(format) && format[i] == '[' {
			_, _ = fmt.Sscanf(format[i:], "[%d]", &next)
			next--
			i += strings.IndexByte(format[i:], ']') + 1
		}
		if i < len(format) && format[i] != '%' {
			verbs[next] = format[i : i+1]
			next++
		}
	}
	return verbs
}
