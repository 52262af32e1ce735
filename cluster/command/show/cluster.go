package show

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Table is aligned text: cells are separated by tabs. The last column is not padded.
type Table struct {
	text strings.Builder
	*tabwriter.Writer
}

// NewTable is a table without rows.
func NewTable() *Table {
	t := new(Table)
	t.Writer = tabwriter.NewWriter(&t.text, 0, 0, 2, ' ', 0)
	return t
}

// Row adds a row.
func (t *Table) Row(cells ...any) {
	words := make([]string, len(cells))
	for i, c := range cells {
		words[i] = fmt.Sprint(c)
		// A tabwriter takes every rune for one column.
		for range ansi.StringWidth(words[i]) - utf8.RuneCountInString(words[i]) {
			words[i] += filler
		}
	}
	fmt.Fprintln(t, strings.Join(words, "\t"))
}

// Head adds a row of headings, in the language in use.
func (t *Table) Head(headings ...string) {
	cells := make([]any, len(headings))
	for i, h := range headings {
		cells[i] = lang.T(h)
	}
	t.Row(cells...)
}

// filler is a rune of a table that is not printed: no text has it.
const filler = "\uffff"

// String is the table, without blanks at the ends of lines.
func (t *Table) String() string {
	_ = t.Flush()
	lines := strings.Split(strings.ReplaceAll(t.text.String(), filler, ""), "\n")
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
	t := NewTable()
	t.Head("node", "role", "term", "vote", "lead", "commit", "applied", "log", "timer", "Ready", "configuration")
	for _, n := range v.Nodes {
		switch {
		case n == nil:
		case n.Elsewhere():
			t.Row(n.ID, role(n), n.Term, "?", "?", "?", "?", "?", "-", "-", "?")
		default:
			t.Row(n.ID, roleWord(n), n.Term, orNone(n.Vote), orNone(n.Lead), n.Commit, n.Applied, logRange(n.Log), timer(n), readyState(n), config(n))
		}
	}
	head := lang.F("step %d, tick %d, term %d, leader %s, %d in flight", v.Step, v.Tick, v.Term(), orNone(v.Known()), len(v.Messages)) + "\n"
	return head + t.String() + failures(v) + Links(v.Links) + requests(v)
}

// roleWord is the role in a word or two: why a node has stopped has a line of its own.
func roleWord(n *view.Node) string {
	if n.Failure != "" {
		return lang.T("stopped")
	}
	return role(n)
}

// failures says why nodes have stopped by themselves.
func failures(v *view.View) string {
	var b strings.Builder
	for _, n := range v.Nodes {
		if n != nil && n.Failure != "" {
			b.WriteString(lang.F("%v stopped: %s", n.ID, view.Recorded(n.Failure)) + "\n")
		}
	}
	return b.String()
}

func role(n *view.Node) string {
	switch {
	case n.Removed && !n.Up:
		return lang.T("removed")
	case n.Elsewhere() && n.Role == view.Leader:
		return lang.T("leader, elsewhere")
	case n.Elsewhere():
		return lang.T("elsewhere")
	case n.Failure != "":
		return lang.F("stopped: %s", view.Recorded(n.Failure))
	case !n.Up:
		return lang.T("down")
	case n.Learner:
		return lang.F("%s (learner)", lang.T(n.Role.String()))
	}
	return lang.T(n.Role.String())
}

func logRange(l *view.Log) string {
	if l.Last() < l.First() {
		return lang.F("empty behind %d", l.Last())
	}
	return fmt.Sprintf("%d-%d", l.First(), l.Last())
}

func timer(n *view.Node) string {
	switch {
	case !n.Up:
		return "-"
	case n.Role == view.Leader:
		return lang.F("heartbeat %d", n.HeartbeatElapsed)
	}
	return lang.F("election %d/%d", n.ElectionElapsed, n.ElectionTimeout)
}

func readyState(n *view.Node) string {
	switch {
	case n.Ready != nil:
		return lang.F("#%d, next %s", n.Ready.Number, n.Stage)
	case n.ReadyWaiting:
		return lang.T("waiting")
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
		b.WriteString(lang.F("link %v->%v is cut", c.From, c.To) + "\n")
	}
	if len(l.Groups) > 0 {
		words := make([]string, len(l.Groups))
		for i, g := range l.Groups {
			words[i] = strings.Trim(fmt.Sprint(g), "[]")
		}
		b.WriteString(lang.F("partitioned: %s", strings.Join(words, " | ")) + "\n")
	}
	for _, r := range l.Rules {
		link := lang.T("all links")
		if r.Link != (view.Link{}) {
			link = lang.F("link %v->%v", r.From, r.To)
		}
		b.WriteString(lang.F("%s: delay %d..%d ticks, loss %d%%", link, r.MinDelay, r.MaxDelay, r.LossPercent) + "\n")
	}
	return b.String()
}

func requests(v *view.View) string {
	var b strings.Builder
	for _, r := range v.Requests {
		b.WriteString(lang.F("unanswered since step %d: %s at %v", r.Step, r.Says(), r.Node) + "\n")
	}
	return b.String()
}

// Messages lists those in flight, oldest first.
func Messages(v *view.View) string {
	if len(v.Messages) == 0 {
		return lang.T("no message is in flight") + "\n"
	}
	t := NewTable()
	for _, m := range v.Messages {
		t.Row(fmt.Sprintf("#%d", m.ID), m.Message, lang.F("sent at tick %d, %s", m.Sent, m.WhenDue()))
	}
	return t.String()
}
