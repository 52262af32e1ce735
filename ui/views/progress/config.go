package progress

import (
	"slices"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// DrawConfig draws the configuration as each node has applied it, and the changes
// that are pending or were refused.
func DrawConfig(f *frame.Frame, c grid.Canvas) {
	body := paint.Heading(c, f.Focus == layout.ConfigPane, []paint.Piece{paint.In(theme.Title, lang.T("configuration")), paint.Label(lang.T("  as each node has applied it"))})
	changes := append(pendingRows(f, c.W()), refusedRows(f, c.W())...)
	rows := configRows(f, c.W(), false)
	if len(rows) > len(f.Nodes()) || len(rows)+len(changes) > body.H() {
		rows = configRows(f, c.W(), true)
	}
	list(f, layout.ConfigPane, body, append(rows, changes...))
}

// configRows are the configurations, a node each, or those with the same one
// together.
func configRows(f *frame.Frame, columns int, together bool) []row {
	groups := groupConfigs(f.Nodes(), together)
	var lead *view.Config
	if n := f.View().Node(f.View().Leader()); n != nil {
		lead = n.Config
	}
	width := 0
	for _, g := range groups {
		width = max(width, grid.Width(paint.Names(g.ids, " ")))
	}
	rows := make([]row, 0, 2*len(groups))
	var words []paint.Piece
	for i := range groups {
		g := &groups[i]
		if i == 0 || g.down || g.elsewhere || groups[i-1].elsewhere || !sameConfig(g.config, groups[i-1].config) || groups[i-1].down {
			words = g.words(lead)
		}
		rows = append(rows, g.rows(f, 3+width+2, columns, words)...)
	}
	return rows
}

// group is nodes that have applied the same configuration.
type group struct {
	ids    []view.NodeID
	config *view.Config
	// down and elsewhere say why there is no configuration to show.
	down, elsewhere bool
	// removed is set of nodes that were members and are none.
	removed bool
}

// groupConfigs are the nodes, each by itself, or those with the same configuration
// together.
func groupConfigs(nodes []*view.Node, together bool) []group {
	var groups []group
	for _, n := range nodes {
		i := slices.IndexFunc(groups, func(g group) bool {
			return together && g.down == n.Down() && g.removed == n.Removed && g.elsewhere == n.Elsewhere() && sameConfig(g.config, n.Config)
		})
		if i < 0 {
			groups = append(groups, group{config: n.Config, down: n.Down(), elsewhere: n.Elsewhere(), removed: n.Removed})
			i = len(groups) - 1
		}
		groups[i].ids = append(groups[i].ids, n.ID)
	}
	return groups
}

func sameConfig(a, b *view.Config) bool {
	if a == nil || b == nil {
		return a == b
	}
	return slices.Equal(a.Voters, b.Voters) && slices.Equal(a.Outgoing, b.Outgoing) && slices.Equal(a.Learners, b.Learners) &&
		slices.Equal(a.LearnersNext, b.LearnersNext) && a.AutoLeave == b.AutoLeave
}

// words say what the nodes have applied, and whether it is not the leader's.
func (g *group) words(lead *view.Config) []paint.Piece {
	switch {
	case g.elsewhere:
		return []paint.Piece{paint.Label(lang.T("in another process: nobody here knows what it has applied"))}
	case g.removed:
		return []paint.Piece{paint.Label(lang.T("not a member any more"))}
	case g.config == nil || g.down:
		return []paint.Piece{paint.Label(lang.T("down: what it had applied it applies anew when it starts"))}
	case lead != nil && !sameConfig(g.config, lead):
		return append([]paint.Piece{paint.In(theme.Warn, lang.T("✗ differs  "))}, configPieces(g.config)...)
	}
	return configPieces(g.config)
}

// rows are the nodes' names, and words from column x on.
func (g *group) rows(f *frame.Frame, x, width int, words []paint.Piece) []row {
	at := g.ids[0]
	if slices.Contains(g.ids, f.Selected) {
		at = f.Selected
	}
	rows := lines(frame.Thing{Kind: frame.Configuration, Node: at}, x, width, words)
	draw := rows[0].draw
	rows[0].draw = func(c grid.Canvas) {
		draw(c)
		c.Text(3, 0, theme.Strong, paint.Names(g.ids, " "))
	}
	return rows
}

// configPieces say a configuration in raft's words.
func configPieces(cfg *view.Config) []paint.Piece {
	if len(cfg.Voters) == 0 {
		return []paint.Piece{paint.Label(lang.T("no voters: it has applied no configuration yet"))}
	}
	ps := []paint.Piece{paint.Label(lang.T("voters ")), paint.Plain(paint.Names(cfg.Voters, " "))}
	if cfg.Joint() {
		ps = append(ps, paint.In(theme.Warn, lang.T(" & outgoing ")), paint.Plain(paint.Names(cfg.Outgoing, " ")))
	}
	if len(cfg.Learners) > 0 {
		ps = append(ps, paint.Label(lang.T("  learners ")), paint.Plain(paint.Names(cfg.Learners, " ")))
	}
	if len(cfg.LearnersNext) > 0 {
		ps = append(ps, paint.Label(lang.T("  learners next ")), paint.Plain(paint.Names(cfg.LearnersNext, " ")))
	}
	switch {
	case cfg.Joint() && cfg.AutoLeave:
		ps = append(ps, paint.In(theme.Warn, lang.T("  joint")), paint.Label(lang.T(", auto-leave: raft leaves it by itself")))
	case cfg.Joint():
		ps = append(ps, paint.In(theme.Warn, lang.T("  joint")), paint.Label(lang.T(" until leave-joint")))
	}
	return ps
}

// lastRefused is how many of the changes that were refused are shown.
const lastRefused = 5

// refusedRows are the changes that were refused lately, the last one first.
func refusedRows(f *frame.Frame, width int) []row {
	all := f.Chronicle.RefusalsUpTo(f.At)
	var rows []row
	for i := len(all) - 1; i >= max(len(all)-lastRefused, 0); i-- {
		r := all[i]
		change := r.Change
		if change == "" {
			change = lang.T("a change")
		}
		if e := f.View().Node(r.Node).Log.Entry(r.Index); r.Index > 0 && e != nil {
			change = view.SayEntry(e)
		}
		rows = append(rows, lines(frame.Thing{Kind: frame.Moment, Step: r.Step}, 3, width, []paint.Piece{
			paint.In(theme.Bad, lang.T("✗ refused ")), paint.Plain(change), paint.Label(lang.F(" by %v at step %d: %s", r.Node, r.Step, view.Recorded(r.Why))),
		})...)
	}
	return rows
}
