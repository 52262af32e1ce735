package show

import (
	"fmt"
	"maps"
	"slices"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// The most rows that are printed, and the most characters of one cell.
const (
	maxRows = 50
	maxCell = 24
)

// started are the nodes that were ever started.
func started(v *view.View) []*view.Node {
	return slices.DeleteFunc(slices.Clone(v.Nodes), func(n *view.Node) bool { return n == nil })
}

// header is a first cell and then the nodes.
func header(first string, nodes []*view.Node) []any {
	cells := []any{first}
	for _, n := range nodes {
		cells = append(cells, n.ID)
	}
	return cells
}

// short cuts a text that is too long for a cell.
func short(text string) string { return cut(text, maxCell) }

// cut cuts a text that has more than so many characters.
func cut(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

// Log is the nodes' logs side by side: an index a line, the newest at the end.
func Log(v *view.View) string {
	nodes := started(v)
	if len(nodes) == 0 {
		return lang.T("no node was started") + "\n"
	}
	first, last := nodes[0].Log.First(), uint64(0)
	for _, n := range nodes {
		first, last = min(first, n.Log.First()), max(last, n.Log.Last())
	}
	head := lang.T("term and content; ● committed, ○ not, · missing") + "\n"
	if last >= first+maxRows {
		head += lang.F("from index %d to %d the last %d", first, last, maxRows) + "\n"
		first = last - maxRows + 1
	}
	t := NewTable()
	t.Row(header(lang.T("index"), nodes)...)
	for i := first; i <= last; i++ {
		cells := []any{i}
		for _, n := range nodes {
			cells = append(cells, logCell(n, i))
		}
		t.Row(cells...)
	}
	return head + t.String()
}

func logCell(n *view.Node, index uint64) string {
	e := n.Log.Entry(index)
	switch {
	case e == nil && index < n.Log.First():
		return lang.T("● compacted")
	case e == nil:
		return "·"
	case index <= n.Commit:
		return short(fmt.Sprintf("● %d %s", e.Term, view.DescribeData(e)))
	}
	return short(fmt.Sprintf("○ %d %s", e.Term, view.DescribeData(e)))
}

// KV is the nodes' stores side by side: a key a line, in order.
func KV(v *view.View) string {
	nodes := started(v)
	keys := make(map[string]bool)
	for _, n := range nodes {
		for key := range n.KV.All {
			keys[key] = true
		}
	}
	if len(keys) == 0 {
		return lang.T("every store is empty") + "\n"
	}
	t := NewTable()
	t.Row(header(lang.T("key"), nodes)...)
	sorted := slices.Sorted(maps.Keys(keys))
	for _, key := range sorted[:min(len(sorted), maxRows)] {
		cells := []any{short(key)}
		for _, n := range nodes {
			cells = append(cells, kvCell(n, key))
		}
		t.Row(cells...)
	}
	if more := len(sorted) - maxRows; more > 0 {
		return t.String() + lang.F("and %d more", more) + "\n"
	}
	return t.String()
}

func kvCell(n *view.Node, key string) string {
	value, ok := n.KV.Get(key)
	if !ok {
		return "·"
	}
	return short(value)
}
