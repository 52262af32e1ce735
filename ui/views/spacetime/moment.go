package spacetime

import (
	"strconv"

	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// glyph is how a mark looks on its lane. The one with the highest rank is shown.
type glyph struct {
	rank  int
	text  string
	style grid.Style
}

// glyphOf is the mark of an event, of rank 0 where it leaves none.
func glyphOf(e *view.Event) glyph {
	switch e.What {
	case view.Crashed, view.Stopped:
		return glyph{10, "✗", theme.Bad}
	case view.Started:
		return glyph{9, "▲", theme.Good}
	case view.RoleChanged:
		return roleGlyph(e.Text)
	case view.TriggeredSnapshot, view.AppliedSnapshot:
		return glyph{7, "■", theme.Snapshot}
	case view.ConfigChanged, view.ConfigRejected:
		return glyph{6, "□", theme.Accent}
	case view.Abandoned, view.Refused, view.Omitted, view.Undecodable:
		return glyph{6, "✗", theme.Warn}
	case view.Acknowledged, view.Got:
		return glyph{5, "◁", theme.Good}
	case view.Proposed, view.ConfigProposed, view.TransferStarted, view.Campaigned, view.TimeoutSet, view.Armed, view.DiskArmed:
		return glyph{5, "▷", theme.Command}
	case view.CommitAdvanced:
		return glyph{4, "✓", theme.Good}
	case view.Voted:
		if e.Peer == e.Node {
			return glyph{}
		}
		return glyph{3, "○", theme.Vote}
	case view.Published:
		return glyph{2, "·", theme.Text}
	case view.TermChanged:
		return glyph{1, "○", theme.Term(e.Term)}
	}
	return glyph{}
}

func roleGlyph(role string) glyph {
	for _, r := range []view.Role{view.Leader, view.Candidate, view.PreCandidate} {
		if role == r.String() {
			s := paint.StandingOf(&view.Node{Up: true, Role: r})
			return glyph{8, s.Glyph, s.Style}
		}
	}
	return glyph{8, "○", theme.Strong}
}

// glyphAt is the mark that a step leaves on a node's lane, of rank 0 for none.
func glyphAt(s *view.Step, id view.NodeID) glyph {
	var best glyph
	for i := range s.Events {
		if e := &s.Events[i]; e.Node == id {
			if g := glyphOf(e); g.rank > best.rank {
				best = g
			}
		}
	}
	return best
}

// banners reports whether an event is told across all lanes.
func banners(e *view.Event) bool {
	switch e.What {
	case view.LinksChanged, view.RuleBroken, view.RuleObeyed, view.Noted, view.Violated:
		return true
	}
	return false
}

// number writes a number of raft's.
func number(n uint64) string { return strconv.FormatUint(n, 10) }
