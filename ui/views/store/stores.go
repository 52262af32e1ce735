// Package store draws what the state machines hold: the nodes' stores, and what
// clients asked of them.
package store

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/kv"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// stores is what the stores are drawn from.
type stores struct {
	f     *frame.Frame
	nodes []*view.Node
	// most is the node that has applied most of those that are up, nil for none:
	// what the others have is compared with what it has.
	most *view.Node
	keys kv.Keys
	// keyWidth and column are the columns of a key and of a node's values.
	keyWidth, column int
	// differ is set when a value that was drawn is not what most has, and forked
	// names a node that differs though it has applied as much.
	differ bool
	forked view.NodeID
}

// headRows are those above the keys: the nodes, and how far each has applied.
const headRows = 2

// Draw draws the nodes' stores side by side: a row a key, a column a node.
func Draw(f *frame.Frame, c grid.Canvas) {
	s := newStores(f, c.W())
	body := c.Sub(grid.Rect{Y: 1, W: c.W(), H: c.H() - 1})
	s.head(body)
	if first, ok := s.keys.From(""); ok {
		s.rows(body.Sub(grid.Rect{Y: headRows, W: body.W(), H: body.H() - headRows}), first)
	} else {
		paint.Say(body, 3, headRows, theme.Faint, s.nothing())
	}
	paint.Heading(c, f.Focus == layout.StoresPane, []paint.Piece{paint.In(theme.Title, lang.T("stores"))}, s.summary(c.W()-14)...)
}

func newStores(f *frame.Frame, width int) *stores {
	s := &stores{f: f, nodes: f.Nodes()}
	states := make([]*kv.State, 1, len(s.nodes)+1)
	for _, n := range s.nodes {
		if n.Up && (s.most == nil || n.Applied > s.most.Applied || n.Applied == s.most.Applied && n.Role == view.Leader) {
			s.most = n
		}
		if n.Up {
			states = append(states, n.KV)
		}
	}
	if s.most != nil {
		states[0] = s.most.KV
	}
	s.keys = kv.KeysOf(states...)
	s.keyWidth = min(max(width/6, 8), 22)
	s.column = min((width-4-s.keyWidth)/max(len(s.nodes), 1), 24)
	return s
}

// x is the column that node number i's values begin in, with their mark.
func (s *stores) x(i int) int { return 3 + s.keyWidth + i*s.column }

// head draws the nodes, and how far each has applied the log.
func (s *stores) head(c grid.Canvas) {
	c.Text(3, 0, theme.Dim, lang.T("key"))
	c.Within(3, 1, s.keyWidth-1, theme.Faint, lang.T("applied"))
	for i, n := range s.nodes {
		is, x := paint.StandingOf(n), s.x(i)
		name := theme.Strong
		if n.ID == s.f.Selected {
			name = theme.AccentStrong
		}
		c.Text(x, 0, is.Style, is.Glyph)
		c.Text(x+2, 0, name, n.ID.String())
		if !n.Up {
			if !n.Elsewhere() {
				is.Words = append(is.Words, lang.T("down"))
			}
			c.Within(x+2, 1, s.column-3, theme.Faint, grid.Fit(s.column-3, is.Words...))
			continue
		}
		style := theme.Dim
		if s.behind(n) {
			style = theme.Warn
		}
		c.Within(x+2, 1, s.column-3, style, fmt.Sprint(n.Applied))
		s.f.SpotAside(layout.StoresPane, c, grid.Rect{X: x, W: s.column - 1, H: headRows}, frame.Thing{Kind: frame.Node, Node: n.ID})
	}
}

func (s *stores) behind(n *view.Node) bool { return n.Applied < s.most.Applied }

// rows draws the keys that there is room for, beginning not before first.
func (s *stores) rows(c grid.Canvas, first string) {
	f := s.f
	thing := func(key string) frame.Thing { return frame.Thing{Kind: frame.Key, Node: f.Selected, Name: key} }
	keys, chosen := s.window(c.H(), first)
	if len(keys) == 0 {
		return
	}
	if before, ok := s.keys.Before(keys[0]); ok {
		f.Spot(layout.StoresPane, c, grid.Rect{}, thing(before))
	}
	for y, key := range keys {
		row := c.Row(y)
		f.Spot(layout.StoresPane, row, grid.Rect{W: row.W(), H: 1}, thing(key))
		s.row(row, key)
		if key == chosen {
			row.Text(1, 0, theme.AccentStrong, "▸")
			if f.Focus == layout.StoresPane {
				row.Select()
			}
		}
	}
	if next, ok := s.keys.Behind(keys[len(keys)-1]); ok {
		f.Spot(layout.StoresPane, c, grid.Rect{}, thing(next))
	}
	last, _ := s.keys.Last()
	f.Ends[layout.StoresPane] = [2]frame.Thing{thing(first), thing(last)}
}

// row draws a key and what each node has for it.
func (s *stores) row(c grid.Canvas, key string) {
	c.Within(3, 0, s.keyWidth-1, theme.Text, key)
	value, has := s.most.KV.Get(key)
	for i, n := range s.nodes {
		x := s.x(i)
		if !n.Up {
			c.Text(x+2, 0, theme.Faint, "·")
			continue
		}
		v, ok := n.KV.Get(key)
		s.cell(c, x, n, v, ok, v != value || ok != has)
		s.f.SpotAside(layout.StoresPane, c, grid.Rect{X: x, W: s.column, H: 1}, frame.Thing{Kind: frame.Key, Node: n.ID, Name: key})
	}
}

// cell draws what one node has for a key, with a mark where that differs.
func (s *stores) cell(c grid.Canvas, x int, n *view.Node, value string, has, differs bool) {
	style, room := theme.Text, s.column-3
	if differs {
		style, s.differ = theme.Warn, true
		if !s.behind(n) {
			style, s.forked = theme.Bad, n.ID
		}
		c.Text(x, 0, style, "≠")
	}
	switch {
	case !has && !differs:
		c.Text(x+2, 0, theme.Faint, "·")
	case !has:
		c.Text(x+2, 0, style, "·")
	case value == "":
		c.Text(x+2, 0, style, `""`)
	default:
		c.Within(x+2, 0, room, style, value)
	}
}

// summary says what the marks mean, and how many keys there are.
func (s *stores) summary(room int) []paint.Piece {
	if s.most == nil {
		return nil
	}
	count := lang.T("1 key")
	n := s.most.KV.Len()
	for _, other := range s.nodes {
		if other.Up && s.forked == other.ID {
			n = max(n, other.KV.Len()) // it may have keys that most has not
		}
	}
	if n != 1 {
		count = lang.F("%d keys", n)
	}
	if s.f.Past() {
		count = lang.F("at step %d, %s", s.f.At, count)
	}
	says := paint.Piece{}
	switch {
	case s.forked != 0:
		says = paint.In(theme.Bad, grid.Fit(room-grid.Width(count)-3,
			lang.F("≠ %v differs from %v, and has applied as much", s.forked, s.most.ID), lang.T("≠ they differ")))
	case s.differ:
		says = paint.In(theme.Warn, grid.Fit(room-grid.Width(count)-3,
			lang.F("≠ not what %v has, which has applied most", s.most.ID), lang.F("≠ not what %v has", s.most.ID)))
	}
	if says.Text == "" {
		return []paint.Piece{paint.Label(count)}
	}
	return []paint.Piece{says, paint.Label(" · " + count)}
}

// nothing says why there are no keys, and what changes that.
func (s *stores) nothing() string {
	switch {
	case s.most == nil:
		return lang.T("no node is up: a store is in memory, and a restart (R) makes it again from the disk")
	case s.f.Past():
		return lang.T("no key was set at this step")
	}
	return lang.T("no key is set: p puts one")
}
