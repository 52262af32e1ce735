package show

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"raftviz/cluster/view"
)

// table is aligned text: cells are separated by tabs. The last column is not padded.
type table struct {
	text strings.Builder
	*tabwriter.Writer
}

func newTable() *table {
	t := new(table)
	t.Writer = tabwriter.NewWriter(&t.text, 0, 0, 2, ' ', 0)
	return t
}

func (t *table) row(cells ...any) {
	words := make([]string, len(cells))
	for i, c := range cells {
		words[i] = fmt.Sprint(c)
	}
	fmt.Fprintln(t, strings.Join(words, "\t"))
}

// String is the table, without blanks at the ends of lines.
func (t *table) String() string {
	_ = t.Flush()
	lines := strings.Split(t.text.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// IDs lists nodes, "n1, n2".
func IDs(nodes []*view.Node) string {
	words := make([]string, len(nodes))
	for i, n := range nodes {
		words[i] = n.ID.String()
	}
	return strings.Join(words, ", ")
}

// orNone is the node, or - for none.
func orNone(id view.NodeID) string {
	if id == 0 {
		return "-"
	}
	return id.String()
}

// Cluster is an overview: one line a node, then links and requests.
func Cluster(v *view.View) string {
	t := newTable()
	t.row("node", "role", "term", "vote", "lead", "commit", "applied", "log", "timer", "Ready", "configuration")
	for _, n := range v.Nodes {
		switch {
		case n == nil:
		case n.Elsewhere():
			t.row(n.ID, role(n), n.Term, "?", "?", "?", "?", "?", "-", "-", "?")
		default:
			t.row(n.ID, role(n), n.Term, orNone(n.Vote), orNone(n.Lead), n.Commit, n.Applied, logRange(n.Log), timer(n), readyState(n), config(n))
		}
	}
	head := fmt.Sprintf("step %d, tick %d, term %d, leader %s, %d in flight\n", v.Step, v.Tick, v.Term(), orNone(v.Known()), len(v.Messages))
	return head + t.String() + Links(v.Links) + requests(v)
}

func role(n *view.Node) string {
	switch {
	case n.Removed && !n.Up:
		return "removed"
	case n.Elsewhere() && n.Role == view.Leader:
		return "leader, elsewhere"
	case n.Elsewhere():
		return "elsewhere"
	case n.Failure != "":
		return "stopped: " + n.Failure
	case !n.Up:
		return "down"
	case n.Learner:
		return n.Role.String() + " (learner)"
	}
	return n.Role.String()
}

func logRange(l *view.Log) string {
	if l.Last() < l.First() {
		return fmt.Sprintf("empty behind %d", l.Last())
	}
	return fmt.Sprintf("%d-%d", l.First(), l.Last())
}

func timer(n *view.Node) string {
	switch {
	case !n.Up:
		return "-"
	case n.Role == view.Leader:
		return fmt.Sprintf("heartbeat %d", n.HeartbeatElapsed)
	}
	return fmt.Sprintf("election %d/%d", n.ElectionElapsed, n.ElectionTimeout)
}

func readyState(n *view.Node) string {
	switch {
	case n.Ready != nil:
		return fmt.Sprintf("#%d, next %s", n.Ready.Number, n.Stage)
	case n.ReadyWaiting:
		return "waiting"
	}
	return "-"
}

func config(n *view.Node) string {
	if n.Config == nil {
		return "-"
	}
	return n.Config.String()
}

// Links says how links differ from whole ones, nothing when none does.
func Links(l *view.Links) string {
	if l == nil {
		return ""
	}
	var b strings.Builder
	for _, c := range l.Cut {
		fmt.Fprintf(&b, "link %v->%v is cut\n", c.From, c.To)
	}
	if len(l.Groups) > 0 {
		words := make([]string, len(l.Groups))
		for i, g := range l.Groups {
			words[i] = strings.Trim(fmt.Sprint(g), "[]")
		}
		fmt.Fprintf(&b, "partitioned: %s\n", strings.Join(words, " | "))
	}
	for _, r := range l.Rules {
		link := "all links"
		if r.Link != (view.Link{}) {
			link = fmt.Sprintf("link %v->%v", r.From, r.To)
		}
		fmt.Fprintf(&b, "%s: delay %d..%d ticks, loss %d%%\n", link, r.MinDelay, r.MaxDelay, r.LossPercent)
	}
	return b.String()
}

func requests(v *view.View) string {
	var b strings.Builder
	for _, r := range v.Requests {
		fmt.Fprintf(&b, "unanswered since step %d: %s at %v\n", r.Step, r, r.Node)
	}
	return b.String()
}

// Messages lists those in flight, oldest first.
func Messages(v *view.View) string {
	if len(v.Messages) == 0 {
		return "no message is in flight\n"
	}
	t := newTable()
	for _, m := range v.Messages {
		t.row(fmt.Sprintf("#%d", m.ID), m.Message, fmt.Sprintf("sent at tick %d, %s", m.Sent, m.WhenDue()))
	}
	return t.String()
}
