package show

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// diffWidth is how long a line of Diff is at most, in characters.
const diffWidth = 80

// Diff says what differs between two views, a line a difference: "n2: commit 6 | 7",
// the first view's value before the bar. · is what is not there.
func Diff(a, b *view.View) string {
	d := &diff{}
	d.row(lang.T("cluster"), lang.T("tick"), a.Tick, b.Tick)
	for i := range max(len(a.Nodes), len(b.Nodes)) {
		d.node(a.Node(view.NodeID(i+1)), b.Node(view.NodeID(i+1)))
	}
	d.section(lang.T("messages, links, requests, violations"), func() {
		d.lines(lang.T("messages"), messages(a), messages(b))
		d.lines(lang.T("links"), split(Links(a.Links)), split(Links(b.Links)))
		d.lines(lang.T("requests"), split(requests(a)), split(requests(b)))
		d.lines(lang.T("violations"), violations(a), violations(b))
	})
	return d.text.String()
}

// diff gathers the lines.
type diff struct{ text strings.Builder }

// section is what compare finds, or that it finds nothing.
func (d *diff) section(name string, compare func()) {
	before := d.text.Len()
	if compare(); d.text.Len() == before {
		d.text.WriteString(lang.F("%s: the same", name) + "\n")
	}
}

// row says that what is not the same, if it is not: in one line, or, where that
// is too short, in three.
func (d *diff) row(of, what string, a, b any) {
	left, right := oneLine(a), oneLine(b)
	if left == right {
		return
	}
	head := strings.TrimSpace(of + ": " + what)
	line := head + " " + left + " | " + right
	if utf8.RuneCountInString(line) > diffWidth {
		line = head + "\n    " + cut(left, diffWidth-4) + "\n  | " + cut(right, diffWidth-4)
	}
	d.text.WriteString(line + "\n")
}

// oneLine is a value in words, "-" for nothing.
func oneLine(value any) string {
	return cmp.Or(strings.ReplaceAll(fmt.Sprint(value), "\n", " "), "-")
}

// lines says which lines only one of the two has.
func (d *diff) lines(of string, a, b []string) {
	for _, line := range a {
		if !slices.Contains(b, line) {
			d.row(of, "", line, "·")
		}
	}
	for _, line := range b {
		if !slices.Contains(a, line) {
			d.row(of, "", "·", line)
		}
	}
}

// messages are those in flight, a line each.
func messages(v *view.View) []string {
	if len(v.Messages) == 0 {
		return nil
	}
	return split(Messages(v))
}

func split(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
}

func violations(v *view.View) (lines []string) {
	for _, found := range v.Violations {
		lines = append(lines, found.String())
	}
	return lines
}

func (d *diff) node(a, b *view.Node) {
	switch {
	case a == nil && b == nil:
	case a == nil:
		d.row(b.ID.String(), "", lang.T("never started"), role(b))
	case b == nil:
		d.row(a.ID.String(), "", role(a), lang.T("never started"))
	default:
		d.section(a.ID.String(), func() { d.nodes(a, b) })
	}
}

func (d *diff) nodes(a, b *view.Node) {
	of := a.ID.String()
	for _, f := range nodeFields {
		d.row(of, lang.T(f.name), f.value(a), f.value(b))
	}
	for id := view.NodeID(1); id <= view.MaxNodes; id++ {
		d.row(of, lang.F("progress %v", id), progressOf(a, id), progressOf(b, id))
	}
	d.logs(a, b)
	d.stores(a, b)
}

// nodeFields are what a node is compared by, besides its log, store and progress.
var nodeFields = []struct {
	name  string
	value func(n *view.Node) any
}{
	{lang.Mark("role"), func(n *view.Node) any { return role(n) }},
	{lang.Mark("term"), func(n *view.Node) any { return n.Term }},
	{lang.Mark("vote"), func(n *view.Node) any { return orNone(n.Vote) }},
	{lang.Mark("lead"), func(n *view.Node) any { return orNone(n.Lead) }},
	{lang.Mark("commit"), func(n *view.Node) any { return n.Commit }},
	{lang.Mark("applied"), func(n *view.Node) any { return n.Applied }},
	{lang.Mark("log"), func(n *view.Node) any { return logRange(n.Log) }},
	{lang.Mark("timer"), func(n *view.Node) any { return timer(n) }},
	{lang.Mark("Ready"), func(n *view.Node) any { return readyState(n) }},
	{lang.Mark("configuration"), func(n *view.Node) any { return config(n) }},
	{lang.Mark("transferee"), func(n *view.Node) any { return orNone(n.Transferee) }},
	{lang.Mark("crashes before"), func(n *view.Node) any { return n.CrashAt }},
	{lang.Mark("disk fails at"), func(n *view.Node) any { return n.FailDiskAt }},
	{lang.Mark("breaks"), func(n *view.Node) any { return n.Broken }},
	{lang.Mark("disk: last"), func(n *view.Node) any { return diskOf(n).Last }},
	{lang.Mark("disk: HardState"), func(n *view.Node) any { return hardState(diskOf(n)) }},
	{lang.Mark("disk: snapshot"), func(n *view.Node) any { return diskOf(n).Snapshot }},
	{lang.Mark("disk: buffered"), func(n *view.Node) any { return diskOf(n).BufferedBytes }},
}

func diskOf(n *view.Node) *view.Disk { return cmp.Or(n.Disk, &view.Disk{}) }

// progressOf is what a leader knows of one member, "" when it does not lead.
func progressOf(n *view.Node, id view.NodeID) string {
	for _, p := range n.Progress {
		if p.ID == id {
			return strings.TrimSuffix(lang.F("%s %d/%d %d inflight, %s", p.State, p.Match, p.Next, p.Inflight, progressNotes(n, p)), ", ")
		}
	}
	return ""
}

// logs compares the entries that neither has compacted.
func (d *diff) logs(a, b *view.Node) {
	first, last := max(a.Log.First(), b.Log.First()), max(a.Log.Last(), b.Log.Last())
	left := maxRows
	for i := first; i <= last; i++ {
		before := d.text.Len()
		d.row(a.ID.String(), lang.F("log %d:", i), entryAt(a.Log, i), entryAt(b.Log, i))
		if d.text.Len() > before {
			left--
		}
		if left == 0 && i < last {
			d.text.WriteString(lang.F("%v: and what is behind index %d", a.ID, i) + "\n")
			return
		}
	}
}

func entryAt(l *view.Log, index uint64) string {
	e := l.Entry(index)
	if e == nil {
		return "·"
	}
	return fmt.Sprintf("%d %s", e.Term, view.DescribeData(e))
}

// stores compares key by key.
func (d *diff) stores(a, b *view.Node) {
	keys := map[string]bool{}
	for _, n := range []*view.Node{a, b} {
		for key := range n.KV.All {
			keys[key] = true
		}
	}
	left := maxRows
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		before := d.text.Len()
		d.row(a.ID.String(), "kv "+short(key)+":", kvCell(a, key), kvCell(b, key))
		if d.text.Len() > before {
			left--
		}
		if left == 0 {
			d.text.WriteString(lang.F("%v: and keys behind %s", a.ID, short(key)) + "\n")
			return
		}
	}
}
