package ready

import (
	"fmt"
	"slices"
	"strconv"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
	inflight "raftviz/ui/views/messages"
)

// valueColumn is where the fields' values begin.
const valueColumn = 21

// row is a row of the table of fields: a field, or one of its entries or messages.
type row struct {
	field field
	// item counts the entries or messages of the field, -1 is the field itself.
	item int
	// named is set in the first row of a field, which has its name.
	named bool
	// empty is set in a row that has all fields in which there is nothing.
	empty bool
}

// form says how much room the table takes.
type form struct {
	// headed fields have a row of their own above their entries or messages.
	headed bool
	// folded is set when the empty fields have one row together.
	folded bool
	// summed is set when a field with many items has one row.
	summed bool
}

// forms are tried from the first one on.
var forms = []form{{headed: true}, {}, {folded: true}}

// table draws the fields in a row each and, where there is room, each entry and
// message in a row of its own.
func (h *hand) table(c grid.Canvas) {
	var rows []row
	for _, fm := range forms {
		if rows = h.rows(fm); len(rows) <= c.H() {
			break
		}
	}
	if len(rows) > c.H() && h.Page != layout.Ready {
		rows = h.rows(form{summed: true})
	}
	h.List(c, frame.List{
		Pane: layout.FieldsPane, Len: len(rows),
		Chosen: slices.IndexFunc(rows, func(r row) bool { return h.thing(r) == h.Cursors[layout.FieldsPane] }),
		Thing:  func(i int) frame.Thing { return h.thing(rows[i]) },
		Draw:   func(c grid.Canvas, i int) { h.drawRow(c, rows[i]) },
	})
}

// rows are those of the table. Empty fields that are folded come last.
func (h *hand) rows(fm form) []row {
	var rows []row
	empty := fieldCount
	for d := range fieldCount {
		n := d.items(h.rd)
		switch {
		case d.empty(h.rd) && fm.folded:
			empty = min(empty, d)
			continue
		case n == 0 || fm.summed && n > 1:
			rows = append(rows, row{field: d, item: -1, named: true})
			continue
		case n > 1 && fm.headed:
			rows = append(rows, row{field: d, item: -1, named: true})
		}
		for i := range n {
			rows = append(rows, row{field: d, item: i, named: i == 0 && !(n > 1 && fm.headed)})
		}
	}
	if empty < fieldCount {
		rows = append(rows, row{field: empty, item: -1, empty: true})
	}
	return rows
}

// thing is what a row is.
func (h *hand) thing(r row) frame.Thing {
	switch {
	case r.item < 0:
		return h.fieldThing(r.field)
	case r.field == messages:
		return h.messageThing(h.rd.Messages[r.item])
	}
	return frame.Thing{Kind: frame.Entry, Node: h.Selected, Number: h.entry(r).Index, Name: r.field.String()}
}

func (h *hand) fieldThing(d field) frame.Thing {
	return frame.Thing{Kind: frame.ReadyField, Node: h.Selected, Name: d.String()}
}

// messageThing is a message of the Ready: until it is sent, the step that took the
// Ready is the one that has it.
func (h *hand) messageThing(m *view.Message) frame.Thing {
	t := frame.Thing{Kind: frame.Message, Node: h.Selected, Number: uint64(m.ID)}
	if len(h.Ready) > 0 {
		t.Step = h.Ready[0].View.Step
	}
	return t
}

func (h *hand) entry(r row) *raftpb.Entry {
	if r.field == committed {
		return &h.rd.CommittedEntries[r.item]
	}
	return &h.rd.Entries[r.item]
}

func (h *hand) drawRow(c grid.Canvas, r row) {
	if r.empty {
		h.drawEmpty(c)
		return
	}
	if r.named {
		c.Text(3, 0, theme.Dim, r.field.String())
	}
	end := c.W() - 1
	if r.item <= 0 {
		end = h.drawMark(c, r)
	}
	switch {
	case r.item >= 0 && r.field == messages:
		h.drawMessage(c, h.rd.Messages[r.item], end)
	case r.item >= 0:
		h.drawEntry(c, h.entry(r), end)
	case r.field.empty(h.rd):
		c.Within(valueColumn, 0, end-valueColumn, theme.Faint, "—"+r.field.nothing(c.W()))
	case r.field.items(h.rd) > 1:
		paint.Write(c, valueColumn, 0, end, h.sum(r.field)...)
	default:
		paint.Write(c, valueColumn, 0, end, h.field(r.field)...)
	}
}

// drawEmpty draws the names of the fields in which there is nothing.
func (h *hand) drawEmpty(c grid.Canvas) {
	x := c.Text(3, 0, theme.Faint, "—  ")
	for d := range fieldCount {
		if d.empty(h.rd) {
			x = paint.Write(c, x, 0, c.W()-1, paint.In(theme.Faint, d.String()+"  "))
		}
	}
}

// sum says how many items a field has, and what is done with them.
func (h *hand) sum(d field) []paint.Piece {
	n := d.items(h.rd)
	switch d {
	case entries:
		return []paint.Piece{paint.Plain(paint.Entries(n)), paint.Label(lang.T(" to save before anything is sent"))}
	case committed:
		return []paint.Piece{paint.Plain(paint.Entries(n)), paint.Label(lang.T(" that are committed, to apply"))}
	}
	return []paint.Piece{paint.Plain(messagesOf(n)), paint.Label(lang.T(": ") + summary(h.rd.Messages))}
}

// drawMark says at the right end of a field's first row how durable it is, where
// it is to be saved, and returns where that begins.
func (h *hand) drawMark(c grid.Canvas, r row) int {
	end := c.W() - 1
	if c.W() < markWidth || !r.named || r.field == messages || r.field == committed {
		return end
	}
	for _, k := range h.holdings() {
		if k.field == r.field && k.kept {
			return paint.WriteRight(c, end, 0, paint.In(k.level.style(), gauge(k.level)+" "+k.level.short())) - 2
		}
	}
	return end
}

// markWidth is the width from which on the fields say how durable they are.
const markWidth = 76

func (h *hand) drawEntry(c grid.Canvas, e *raftpb.Entry, end int) {
	x := paint.Write(c, valueColumn, 0, end, paint.In(theme.Term(e.Term), fmt.Sprintf("%d/%d", e.Term, e.Index)), paint.Plain("  "))
	x = max(x, valueColumn+8)
	x = paint.Write(c, x, 0, end, paint.Plain(h.Phrases.Of(e)), paint.Plain("  "))
	detail := []paint.Piece{paint.Label(lang.F("%s, %d bytes", kindOf(e), len(e.Data)))}
	if x = max(x, valueColumn+24); x+paint.Width(detail) <= end {
		paint.Write(c, x, 0, end, detail...)
	}
}

// drawMessage draws a message: whom it is for first, then what it says.
func (h *hand) drawMessage(c grid.Canvas, m *view.Message, end int) {
	style := paint.KindStyle(m)
	x := c.Text(valueColumn, 0, style, "→ ")
	x = c.Text(x, 0, theme.Strong, paint.Node(m.To))
	c.Text(x+2, 0, style, m.Type.String())
	x += 2 + max(messageTypes, len(m.Type.String()))
	if m.Term != h.node.Term || c.W() >= inflight.Roomy {
		x = c.Text(x, 0, theme.Dim, lang.T("  term "))
		x = c.Text(x, 0, theme.Term(m.Term), strconv.FormatUint(m.Term, 10))
	}
	content, id := inflight.Content(m), "#"+strconv.Itoa(m.ID)
	if x+paint.Width(content)+2+len(id) <= end {
		end = c.Right(end, 0, theme.Dim, id) - 2
	}
	paint.Write(c, x, 0, end, content...)
}

// messageTypes is how wide the names of the usual messages are.
const messageTypes = 13
