package scene

import (
	"strings"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// dialogBox draws a dialog.
type dialogBox struct {
	f *frame.Frame
	*frame.Dialog
}

// DialogText is how many columns and rows a dialog's text has at most on a
// screen of w by h.
func DialogText(w, h int) (columns, rows int) {
	return max(min(w-8, 160), 1), max(h-6, 1)
}

func (d dialogBox) draw(screen grid.Canvas) {
	columns, rows := DialogText(screen.W(), screen.H())
	w, h := d.size(columns)
	h = min(h, rows)
	box := grid.Rect{W: screen.W(), H: screen.H()}.Center(min(w, columns)+6, h+4)
	c := screen.Sub(box)
	c.Clear(theme.Text)
	d.f.Spot(layout.NoPane, c, grid.Rect{W: c.W(), H: c.H()}, frame.Thing{Kind: frame.Above})
	in := c.Box(theme.Accent, grid.Double)
	paint.Write(c, 2, 0, c.W()-2, paint.In(theme.Text, " "), paint.In(theme.Title, d.Title), paint.In(theme.Text, " "))
	body := in.Sub(grid.Rect{X: 2, Y: 1, W: in.W() - 4, H: in.H() - 2})
	y := d.text(body)
	y = d.menu(body, y)
	d.fields(body, y)
	if d.Note != "" {
		style := theme.Dim
		if len(d.Fields) > 0 {
			style = theme.Warn
		}
		body.Within(0, body.H()-1, body.W(), style, d.Note)
	}
	d.foot(c.Row(c.H()-1), d.more(body.W(), h))
}

// foot draws the dialog's keys, as many as there is room for, and where there is
// more.
func (d dialogBox) foot(row grid.Canvas, more string) {
	x, end := 2, row.W()-2
	if more != "" {
		end = paint.WriteRight(row, end, 0, paint.Label(" "+more+" "))
	}
	if d.Search != nil {
		x = row.Text(x, 0, theme.Key, " / ")
		drawInput(*d.Search, row, x, 0, searchWidth)
		x += searchWidth
	}
	keys := d.Keys
	for len(keys) > 0 && x+paint.Width(hints(keys))+2 > end {
		keys = keys[:len(keys)-1]
	}
	paint.Write(row, x, 0, row.W()-2, append(append([]paint.Piece{paint.Plain(" ")}, hints(keys)...), paint.Plain(" "))...)
}

// more says where there is more text than a body of that size shows.
func (d dialogBox) more(w, h int) string {
	more := ""
	if hidden := len(d.Lines) - d.Scroll - h; hidden > 0 {
		more = lang.F("%d more ↓", hidden)
	}
	if frame.Widest(d.Lines)-d.Left > w {
		more = strings.TrimSpace(more + "  " + lang.T("more →"))
	}
	return more
}

// size is the width and height that the dialog would like its body to have.
func (d dialogBox) size(columns int) (w, h int) {
	w = max(grid.Width(d.Title), paint.Width(hints(d.Keys))+12, 40)
	w = max(w, frame.Widest(d.Lines))
	for _, it := range d.Menu {
		w = max(w, itemWidth+grid.Width(it.Line), itemWidth+grid.Width(it.Disabled))
	}
	if len(d.Fields) > 0 {
		w = max(w, min(60, columns))
	}
	h = len(d.Lines) + len(d.Menu) + len(d.Fields)
	if d.Note != "" {
		w, h = max(w, grid.Width(d.Note)), h+2
	}
	return w, max(h, 1)
}

func (d dialogBox) text(c grid.Canvas) int {
	lines := d.Lines[min(d.Scroll, len(d.Lines)):]
	for y, l := range lines {
		for _, p := range l {
			c.Within(p.At-d.Left, y, c.W()-p.At+d.Left, p.Style, p.Text)
			d.mark(c.Row(y), d.Scroll+y, p)
		}
	}
	return len(lines)
}

// mark marks what is searched for in a part of a line.
func (d dialogBox) mark(row grid.Canvas, line int, p frame.Part) {
	if d.Match == nil {
		return
	}
	for _, at := range d.Match.FindAllStringIndex(p.Text, -1) {
		x := p.At - d.Left + grid.Width(p.Text[:at[0]])
		found := row.Sub(grid.Rect{X: x, W: grid.Width(p.Text[at[0]:at[1]]), H: 1})
		if line == d.Found {
			found.Restyle(func(grid.Style) grid.Style { return theme.Cursor })
		} else {
			found.Select()
		}
	}
}

// searchWidth is the columns for what is typed to be searched for.
const searchWidth = 20

// itemWidth is the columns before a menu item's command line.
const itemWidth = 40

// menu draws the items, or those around the chosen one where there is no room
// for all.
func (d dialogBox) menu(c grid.Canvas, y int) int {
	rows := c.H() - y
	if d.Note != "" {
		rows -= 2
	}
	rows = max(min(rows, len(d.Menu)), 0)
	top := paint.Window(len(d.Menu), rows, d.Chosen)
	for i, it := range d.Menu[top : top+rows] {
		row := c.Row(y + i)
		does, line, style := theme.Text, it.Line, theme.Command
		if it.Disabled != "" {
			does, line, style = theme.Faint, it.Disabled, theme.Faint
		}
		row.Text(2, 0, theme.Key, it.Key)
		room := itemWidth - 6
		if line == "" {
			room = row.W() - 5
		}
		row.Within(5, 0, room, does, it.Does)
		row.Within(itemWidth, 0, row.W()-itemWidth, style, line)
		option(d.f, row, top+i)
		if top+i == d.Chosen {
			row.Text(0, 0, theme.AccentStrong, "▸")
			row.Select()
		}
	}
	return y + rows
}

// option makes a row one that a click chooses.
func option(f *frame.Frame, row grid.Canvas, i int) {
	f.Spot(layout.NoPane, row, grid.Rect{W: row.W(), H: 1}, frame.Thing{Kind: frame.Option, Number: uint64(i)})
}

func (d dialogBox) fields(c grid.Canvas, y int) {
	names := 0
	for _, fd := range d.Fields {
		names = max(names, grid.Width(fd.Name))
	}
	for i, fd := range d.Fields {
		row := c.Row(y + i)
		row.Text(2, 0, theme.Dim, fd.Name)
		option(d.f, row, i)
		if i == d.Field {
			row.Text(0, 0, theme.AccentStrong, "▸")
			drawInput(fd.Input, row, names+4, 0, row.W()-names-4)
			if fd.Given {
				row.Sub(grid.Rect{X: names + 4, W: grid.Width(fd.Text), H: 1}).Select()
			}
			if fd.Text == "" {
				row.Within(names+6, 0, row.W()-names-6, theme.Faint, fd.About)
			}
			continue
		}
		if fd.Text == "" {
			row.Within(names+4, 0, row.W()-names-4, theme.Faint, fd.About)
			continue
		}
		row.Within(names+4, 0, row.W()-names-4, theme.Text, fd.Text)
	}
}
