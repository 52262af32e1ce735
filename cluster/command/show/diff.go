package show

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"raftviz/cluster/view"
)

// diffWidth is how long a line of Diff is at most, in characters.
const diffWidth = 80

// Diff says what differs between two views, a line a difference: "n2: commit 6 | 7",
// the first view's value before the bar. · is what is not there.
func Diff(a, b *view.View) string {
	d := &diff{}
	d.row("cluster", "tick", a.Tick, b.Tick)
	for i := range max(len(a.Nodes), len(b.Nodes)) {
		d.node(a.Node(view.NodeID(i+1)), b.Node(view.NodeID(i+1)))
	}
	d.section("messages, links, requests, violations", func() {
		d.lines("messages", messages(a), messages(b))
		d.lines("links", split(Links(a.Links)), split(Links(b.Links)))
		d.lines("requests", split(requests(a)), split(requests(b)))
		d.lines("violations", violations(a), violations(b))
	})
	return d.text.String()
}

// diff gathers the lines.
type diff struct{ text strings.Builder }

// section is what compare finds, or that it finds nothing.
func (d *diff) section(name string, compare func()) {
	before := d.text.Len()
	if compare(); d.text.Len() == before {
		fmt.Fprintf(&d.text, "%s: the same\n", name)
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
		d.row(b.ID.String(), "", "never started", role(b))
	case b == nil:
		d.row(a.ID.String(), "", role(a), "never started")
	default:
		d.section(a.ID.String(), func() { d.nodes(a, b) })
	}
}

func (d *diff) nodes(a, b *view.Node) {
	of := a.ID.String()
	for _, f := range nodeFields {
		d.row(of, f.name, f.value(a), f.value(b))
	}
	for id := view.NodeID(1); id <= view.MaxNodes; id++ {
		d.row(of, "progress "+id.String(), progressOf(a, id), progressOf(b, id))
	}
	d.logs(a, b)
	d.stores(a, b)
}

// nodeFields are what a node is compared by, besides its log, store and progress.
var nodeFields = []struct {
	name  string
	value func(n *view.Node) any
}{
	{"role", func(n *view.Node) any { return role(n) }},
	{"term", func(n *view.Node) any { return n.Term }},
	{"vote", func(n *view.Node) any { return orNone(n.Vote) }},
	{"lead", func(n *view.Node) any { return orNone(n.Lead) }},
	{"commit", func(n *view.Node) any { return n.Commit }},
	{"applied", func(n *view.Node) any { return n.Applied }},
	{"log", func(n *view.Node) any { return logRange(n.Log) }},
	{"timer", func(n *view.Node) any { return timer(n) }},
	{"Ready", func(n *view.Node) any { return readyState(n) }},
	{"configuration", func(n *view.Node) any { return config(n) }},
	{"transferee", func(n *view.Node) any { return orNone(n.Transferee) }},
	{"crashes before", func(n *view.Node) any { return n.CrashAt }},
	{"disk fails at", func(n *view.Node) any { return n.FailDiskAt }},
	{"breaks", func(n *view.Node) any { return n.Broken }},
	{"disk: last", func(n *view.Node) any { return diskOf(n).Last }},
	{"disk: HardState", func(n *view.Node) any { return hardState(diskOf(n)) }},
	{"disk: snapshot", func(n *view.Node) any { return diskOf(n).Snapshot }},
	{"disk: buffered", func(n *view.Node) any { return diskOf(n).BufferedBytes }},
}

func diskOf(n *view.Node) *view.Disk { return cmp.Or(n.Disk, &view.Disk{}) }

// progressOf is what a leader knows of one member, "" when it does not lead.
func progressOf(n *view.Node, id view.NodeID) string {
	for _, p := range n.Progress {
		if p.ID == id {
			return strings.TrimSuffix(fmt.Sprintf("%s %d/%d %d inflight, %s", p.State, p.Match, p.Next, p.Inflight, progressNotes(p)), ", ")
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
		d.row(a.ID.String(), fmt.Sprintf("log %d:", i), entryAt(a.Log, i), entryAt(b.Log, i))
		if d.text.Len() > before {
			left--
		}
		if left == 0 && i < last {
			fmt.Fprintf(&d.text, "%v: and what is behind index %d\n", a.ID, i)
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
			fmt.Fprintf(&d.text, "%v: and keys behind %s\n", a.ID, short(key))
			return
		}
	}
}
