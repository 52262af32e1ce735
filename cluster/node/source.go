package node

import (
	"embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"sync"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/disk"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

//go:embed stages.go publish.go snapshot.go plan.go
var own embed.FS

// Source is the code that runs a stage, from the stage's own function down to
// the call of etcd that the stage is there for. It is shared, and must not be
// changed.
type Source []Function

// Function is one function of this program as it was built.
type Function struct {
	// File is its path from the root of the repository, and Name what it is called.
	File, Name string
	// First is the number of its first line, from 1: that of its comment, if it has one.
	First int
	// Lines are its lines, without the line breaks.
	Lines []string
	// Marked is the number of the line with the call that matters, 0 for none. That
	// of the first function is the one at hand.
	Marked int
}

// SourceOf is the code that runs a stage of a Ready on a node that breaks some
// rules; of NoStage, the code that takes a Ready. rd may be nil.
func SourceOf(s view.Stage, rd *view.Ready, broken rule.Set) Source {
	all := Sources()
	return all[slices.IndexFunc(listings, func(l listing) bool { return l.of == s && (l.when == nil || l.when(rd, broken)) })]
}

// Sources are all that SourceOf can return.
var Sources = sync.OnceValue(func() []Source {
	files := parsed()
	all := make([]Source, len(listings))
	for i, l := range listings {
		for _, p := range l.passages() {
			all[i] = append(all[i], files.function(p))
		}
	}
	return all
})

// listing is what is read of a stage. The first of those of a stage whose when
// holds is taken; nil always does.
type listing struct {
	of   view.Stage
	when func(rd *view.Ready, broken rule.Set) bool
	path []passage
}

// passages are the path, and behind it where the stage is called from.
func (l *listing) passages() []passage {
	if l.of == view.NoStage {
		return l.path
	}
	return append(slices.Clip(l.path), passage{"RunStage", "n." + l.path[0].function})
}

// passage is a function to read, and the call in it that matters, as it is written
// there up to the brackets; "" for none.
type passage struct{ function, call string }

var listings = []listing{
	{of: view.NoStage, path: []passage{{"Take", "n.raw.Ready"}, {"plan", ""}, {"messages", ""}}},
	{of: view.SaveSnapshot, when: breaking(rule.SnapshotRecordBeforeFile), path: []passage{
		{"saveSnapshot", "n.files.SaveSnapshotRecord"}, {"SaveSnapshotRecord", "f.wal.SaveSnapshot"}}},
	{of: view.SaveSnapshot, path: []passage{
		{"saveSnapshot", "n.files.SaveSnapshot"}, {"SaveSnapshot", ""},
		{"SaveSnapshotFile", "f.snapshotter.SaveSnap"}, {"SaveSnapshotRecord", "f.wal.SaveSnapshot"}}},
	{of: view.SaveWAL, path: []passage{{"saveWAL", "n.files.Save"}, {"Save", "f.wal.Save"}}},
	{of: view.ApplySnapshot, path: []passage{{"applySnapshot", "n.storage.ApplySnapshot"}}},
	{of: view.AppendStorage, when: withEntries, path: []passage{{"appendStorage", "n.storage.Append"}}},
	{of: view.AppendStorage, path: []passage{{"appendStorage", "n.storage.SetHardState"}}},
	{of: view.Send, path: []passage{{"send", "n.cfg.Send"}}},
	{of: view.Publish, when: withConfChange(true), path: []passage{
		{"publish", "n.applyConfChange"}, {"applyConfChange", "n.omit"}}},
	{of: view.Publish, when: withConfChange(false), path: []passage{
		{"publish", "n.applyConfChange"}, {"applyConfChange", "n.raw.ApplyConfChange"}, {"possible", ""}}},
	{of: view.Publish, path: []passage{{"publish", "n.applyPut"}, {"applyPut", "n.store.Apply"}}},
	{of: view.TriggerSnapshot, when: breaking(rule.SnapshotBeforeApply), path: []passage{
		{"triggerSnapshot", "n.snapshotAt"}, {"snapshotAt", "n.snapshot"}, {"snapshot", "n.storage.CreateSnapshot"},
		{"saveOwn", "n.files.SaveSnapshot"}, {"compact", "n.storage.Compact"}}},
	{of: view.TriggerSnapshot, path: []passage{
		{"triggerSnapshot", "n.Snapshot"}, {"snapshotAt", "n.snapshot"}, {"snapshot", "n.storage.CreateSnapshot"},
		{"saveOwn", "n.files.SaveSnapshot"}, {"compact", "n.storage.Compact"}}},
	{of: view.Advance, when: breaking(rule.SkipAdvance), path: []passage{{"advance", "n.omit"}}},
	{of: view.Advance, path: []passage{{"advance", "n.raw.Advance"}}},
}

func breaking(r rule.Rule) func(*view.Ready, rule.Set) bool {
	return func(_ *view.Ready, broken rule.Set) bool { return broken.Has(r) }
}

func withEntries(rd *view.Ready, _ rule.Set) bool { return rd != nil && len(rd.Entries) > 0 }

// withConfChange holds for a Ready whose first committed entry is a configuration
// change that the node applies or, where it is dropped, does not.
func withConfChange(dropped bool) func(*view.Ready, rule.Set) bool {
	return func(rd *view.Ready, broken rule.Set) bool {
		return rd != nil && len(rd.CommittedEntries) > 0 && rd.CommittedEntries[0].Type != raftpb.EntryNormal &&
			broken.Has(rule.DropConfChangeApply) == dropped
	}
}

// sources are the files that the stages are in, parsed.
type sources struct {
	set   *token.FileSet
	files []sourceFile
}

type sourceFile struct {
	path, text string
	tree       *ast.File
}

// parsed reads the embedded files. That they can be read is what it takes to
// build the program.
func parsed() *sources {
	s := &sources{set: token.NewFileSet()}
	for _, name := range []string{"stages.go", "publish.go", "snapshot.go", "plan.go"} {
		text, err := own.ReadFile(name)
		if err != nil {
			panic(fmt.Sprintf("source of %s: %v", name, err))
		}
		s.add("cluster/node/"+name, string(text))
	}
	s.add("cluster/disk/files.go", disk.Source)
	return s
}

func (s *sources) add(path, text string) {
	tree, err := parser.ParseFile(s.set, path, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		panic(fmt.Sprintf("source of %s: %v", path, err))
	}
	s.files = append(s.files, sourceFile{path, text, tree})
}

// function finds a passage in the syntax trees. It is the zero Function where
// there is no such function.
func (s *sources) function(p passage) Function {
	for _, file := range s.files {
		for _, d := range file.tree.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == p.function {
				return s.cut(file, f, p.call)
			}
		}
	}
	return Function{}
}

// cut takes a function out of its file, and marks a call in it.
func (s *sources) cut(file sourceFile, f *ast.FuncDecl, call string) Function {
	from := f.Pos()
	if f.Doc != nil {
		from = f.Doc.Pos()
	}
	first, last := s.set.Position(from).Line, s.set.Position(f.End()).Line
	marked := 0
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && marked == 0 && s.written(file, c.Fun) == call {
			marked = s.set.Position(c.Pos()).Line
		}
		return marked == 0
	})
	return Function{
		File: file.path, Name: f.Name.Name, First: first, Marked: marked,
		Lines: strings.Split(file.text, "\n")[first-1 : last],
	}
}

// written is an expression as it is written.
func (s *sources) written(file sourceFile, e ast.Expr) string {
	return file.text[s.set.Position(e.Pos()).Offset:s.set.Position(e.End()).Offset]
}
