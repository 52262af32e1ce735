package ready

import (
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// longestLine is the number of columns that a line of sentences may have and
// still be read with ease.
const longestLine = 96

// explain draws what the chosen stage does, what a crash would mean now, and how
// durable each thing is: as much of it as there is room for, whole paragraphs.
func (h *hand) explain(c grid.Canvas) {
	y := 0
	for i, p := range h.paragraphs() {
		lines := grid.Wrap(p.text, min(c.W()-6, longestLine))
		if y+len(lines) > c.H() {
			return
		}
		if i > 0 && c.H() > roomyText {
			c.Text(3, y, theme.Accent, "▏")
			y++
		}
		for _, line := range lines {
			c.Text(3, y, theme.Accent, "▏")
			c.Text(5, y, p.style, line)
			y++
		}
	}
	if h.rd != nil && y > 0 {
		y++
	}
	if h.rd != nil && y < c.H() {
		h.durability(c.Sub(grid.Rect{Y: y, W: c.W(), H: c.H() - y}))
	}
}

// roomyText is the number of rows from which on there is a blank one between the
// paragraphs.
const roomyText = 14

type paragraph struct {
	style grid.Style
	text  string
}

// paragraphs are what there is to say of the chosen stage.
func (h *hand) paragraphs() []paragraph {
	if h.rd == nil {
		return []paragraph{{theme.Dim, lang.F("%s.", h.none())}}
	}
	s := h.chosen()
	if s == view.NoStage {
		return []paragraph{{theme.Text, lang.F("%s calls RawNode.Ready, which gives out all that is to be saved, sent and applied now, and lists the stages that have something to do.", h.Key("stage", "s"))}}
	}
	ps := []paragraph{{theme.Text, h.sentence(s)}}
	if h.InHand() {
		ps = append(ps, paragraph{theme.Dim, h.crashNow()})
	}
	return ps
}

// sentence tells of one stage in full sentences.
func (h *hand) sentence(s view.Stage) string {
	switch h.state(s) {
	case skipped:
		return lang.F("%v is skipped: %s.", s, h.whySkipped(s))
	case lost:
		return lang.F("%v %s before %v. What the disk has of Ready #%d is all that a restart begins with.", h.node.ID, h.why(), s, h.rd.Number)
	case failed:
		return lang.F("%v failed, and %v stopped: what was not saved must not be sent or applied. %s.", s, h.node.ID, view.Recorded(h.node.Failure))
	case done:
		if step := h.ran[s]; step != nil {
			return h.told(step)
		}
	}
	return h.does(s)
}

// told is what happened in a step, as its events say it.
func (h *hand) told(step *view.Step) string {
	var parts []string
	for _, e := range step.Events {
		if e.What != view.Raft {
			parts = append(parts, e.String())
		}
	}
	return lang.F("Step %d: %s.", step.View.Step, strings.Join(parts, lang.T("; ")))
}

// gaugeColumn is where the gauges of the durability begin.
const gaugeColumn = 23

// durability draws how durable each thing of the Ready is now.
func (h *hand) durability(c grid.Canvas) {
	title := lang.T("how durable now")
	if h.cutShort() != view.NoStage {
		title = lang.T("what is left of it")
	}
	c.Text(3, 0, theme.Title, grid.Clip(title, c.W()-4))
	if h.cutShort() == view.NoStage {
		c.Within(gaugeColumn+6, 0, c.W()-gaugeColumn-7, theme.Faint, lang.T("memory → buffer → OS → disk"))
	}
	holdings := h.holdings()
	if len(holdings) == 0 {
		c.Within(5, 1, c.W()-6, theme.Faint, lang.T("the Ready has nothing to save, send or apply"))
	}
	for i, k := range holdings {
		row := c.Row(i + 1)
		style := k.style(h)
		row.Text(5, 0, theme.Dim, k.field.String())
		if k.kept {
			row.Text(gaugeColumn, 0, style, gauge(k.level))
		}
		row.Within(gaugeColumn+6, 0, row.W()-gaugeColumn-7, style, k.words)
		h.holdingSpot(row, k)
	}
}

// holdingSpot makes a row of the durability one that can be selected.
func (h *hand) holdingSpot(row grid.Canvas, k holding) {
	t := h.fieldThing(k.field)
	h.Spot(layout.StagesPane, row, grid.Rect{W: row.W(), H: 1}, t)
	h.Ends[layout.StagesPane][1] = t
	if h.Cursors[layout.StagesPane] == t {
		row.Text(1, 0, theme.AccentStrong, "▸")
		if h.Focus == layout.StagesPane {
			row.Select()
		}
	}
}

// style is that of a holding's words.
func (k *holding) style(h *hand) grid.Style {
	switch {
	case k.kept:
		return k.level.style()
	case k.field == messages && h.promised():
		return theme.Bad
	case k.waits:
		return theme.Dim
	}
	return theme.Text
}

func (l level) style() grid.Style {
	return [...]grid.Style{theme.Dim, theme.Warn, theme.Warn, theme.Good}[l]
}

// short is the level in a word or two.
func (l level) short() string {
	return lang.T([...]string{lang.Mark("in memory"), lang.Mark("in the buffer"), lang.Mark("with the OS"), lang.Mark("on disk")}[l])
}

// gauge is how far a level is on the way to the disk: "■■··".
func gauge(l level) string {
	const full, rest = "■■■■", "····"
	n := int(l) + 1
	return full[:n*len("■")] + rest[n*len("·"):]
}
