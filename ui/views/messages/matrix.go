package messages

import (
	"fmt"
	"slices"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// matrix is a row for each sender and a column for each receiver: how many messages
// are in flight between them, and whether what is sent passes at all.
func (d details) matrix() [][]paint.Piece {
	head := []paint.Piece{paint.Label(lang.T("to  "))}
	var ids []view.NodeID
	for _, n := range d.v.Nodes {
		if n != nil && (n.Up || !n.Removed) {
			ids = append(ids, n.ID)
			head = append(head, paint.Label(fmt.Sprintf("%3v", n.ID)))
		}
	}
	if len(ids) < 2 {
		return nil
	}
	lines := [][]paint.Piece{head}
	for _, from := range ids {
		line := make([]paint.Piece, 0, len(ids)+2)
		line = append(line, paint.Label(from.String()+"  "))
		for _, to := range ids {
			line = append(line, d.cell(view.Link{From: from, To: to}))
		}
		lines = append(lines, line)
	}
	lines[1] = append(lines[1], paint.Label(lang.T("   2  that many messages are in flight")))
	lines[2] = append(lines[2], paint.Label(lang.T("   ✗  what is sent is lost")))
	if len(lines) > 3 {
		lines[3] = append(lines[3], paint.Label(lang.T("   ~  some of it is delayed or lost")))
	}
	return lines
}

// cell is what there is to say of a link in three columns.
func (d details) cell(l view.Link) paint.Piece {
	flying := 0
	for _, m := range d.v.Messages {
		if m.From == l.From && m.To == l.To {
			flying++
		}
	}
	switch {
	case l.From == l.To:
		return paint.Plain("   ")
	case cut(d.v.Links, l):
		return paint.In(theme.Bad, "  ✗")
	case flying > 0 && ruled(d.v.Links, l):
		return paint.In(theme.Warn, fmt.Sprintf("%2d~", flying))
	case flying > 0:
		return paint.Strong(fmt.Sprintf("%3d", flying))
	case ruled(d.v.Links, l):
		return paint.In(theme.Warn, "  ~")
	}
	return paint.In(theme.Faint, "  ·")
}

// cut reports whether nothing passes over a link.
func cut(ls *view.Links, l view.Link) bool {
	if ls == nil {
		return false
	}
	group := func(id view.NodeID) int {
		return slices.IndexFunc(ls.Groups, func(g []view.NodeID) bool { return slices.Contains(g, id) })
	}
	return slices.Contains(ls.Cut, l) || group(l.From) != group(l.To)
}

// ruled reports whether a link has delay or loss: by its own rule, or where it has
// none by the one of all links.
func ruled(ls *view.Links, l view.Link) bool {
	if ls == nil {
		return false
	}
	for _, link := range []view.Link{l, {}} {
		for _, r := range ls.Rules {
			if r.Link == link {
				return r.MaxDelay > 0 || r.LossPercent > 0
			}
		}
	}
	return false
}
