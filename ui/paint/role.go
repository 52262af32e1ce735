package paint

import (
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// Standing is what a node is at the moment: its role, or why it has none.
type Standing struct {
	Glyph string
	Words []string // the same, from the longest to the shortest
	Style grid.Style
}

// StandingOf is what a node is.
func StandingOf(n *view.Node) Standing {
	switch {
	case n.Removed && !n.Up:
		return Standing{"–", []string{lang.T("removed")}, theme.Dim}
	case n.Elsewhere() && n.Role == view.Leader:
		return Standing{"☆", []string{lang.T("leader elsewhere"), lang.T("elsewhere")}, theme.Leader}
	case n.Elsewhere():
		return Standing{"◌", []string{lang.T("elsewhere")}, theme.Dim}
	case !n.Up && n.Failure != "":
		return Standing{"✗", []string{lang.T("stopped by an error"), lang.T("stopped")}, theme.Bad}
	case !n.Up:
		return Standing{"✗", []string{lang.T("crashed")}, theme.Bad}
	}
	s := standingOf(n.Role)
	if n.Learner {
		s = Standing{"○", []string{lang.T("learner")}, theme.Strong}
	}
	if n.Removed {
		s.Words = append([]string{lang.F("%s (removed)", s.Words[0])}, s.Words...)
	}
	return s
}

// standingOf is what a voter is in a role.
func standingOf(r view.Role) Standing {
	switch r {
	case view.Candidate:
		return Standing{"◆", []string{lang.T("candidate")}, theme.Candidate}
	case view.PreCandidate:
		return Standing{"◇", []string{lang.T("pre-candidate"), lang.T("pre-cand.")}, theme.Candidate}
	case view.Leader:
		return Standing{"★", []string{lang.T("leader")}, theme.Leader}
	}
	return Standing{"●", []string{lang.T("follower")}, theme.Strong}
}
