package api

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

// newMetrics serves a member's metrics, and those that the libraries have registered:
// rafthttp's, of the Go runtime and of the process.
func newMetrics(m Member) http.Handler {
	own := prometheus.NewRegistry()
	own.MustRegister(&collector{m})
	return promhttp.HandlerFor(prometheus.Gatherers{own, prometheus.DefaultGatherer}, promhttp.HandlerOpts{})
}

// collector reads a member's metrics off the view when it is asked for them.
type collector struct{ Member }

// gauge is a metric that is read off a node.
type gauge struct {
	*prometheus.Desc
	read func(v *view.View, n *view.Node) float64
}

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("raftviz_"+name, help, append([]string{"node"}, labels...), nil)
}

var gauges = []gauge{
	{describe("up", "Whether the node runs."), func(_ *view.View, n *view.Node) float64 { return number(n.Up) }},
	{describe("term", "The node's term."), func(_ *view.View, n *view.Node) float64 { return float64(n.Term) }},
	{describe("is_leader", "Whether the node leads."), func(_ *view.View, n *view.Node) float64 { return number(n.Up && n.Role == view.Leader) }},
	{describe("leader", "The number of the node that it believes to lead, 0 for none."), func(_ *view.View, n *view.Node) float64 { return float64(n.Lead) }},
	{describe("commit_index", "The node's commit index."), func(_ *view.View, n *view.Node) float64 { return float64(n.Commit) }},
	{describe("applied_index", "The last index that the node's store has applied."), func(_ *view.View, n *view.Node) float64 { return float64(n.Applied) }},
	{describe("last_index", "The last index of the node's log."), func(_ *view.View, n *view.Node) float64 { return float64(n.Log.Last()) }},
	{describe("snapshot_index", "The index of the node's newest snapshot, 0 for none."), snapshot},
	{describe("requests_waiting", "Requests of clients of the node that have no answer yet."), waiting},
}

var (
	role      = describe("role", "1 for the role that the node has.", "role")
	sent      = describe("messages_sent_total", "Raft messages that the node has sent.", "type")
	received  = describe("messages_received_total", "Raft messages that have reached the node.", "type")
	proposals = describe("proposals_total", "Puts that clients have asked the node to propose.")
	steps     = prometheus.NewDesc("raftviz_steps_total", "Steps of the cluster that were recorded in this process.", nil, nil)
)

// Describe says which metrics there are: prometheus.Collector's.
func (c *collector) Describe(to chan<- *prometheus.Desc) {
	for _, g := range gauges {
		to <- g.Desc
	}
	for _, d := range []*prometheus.Desc{role, sent, received, proposals, steps} {
		to <- d
	}
}

// Collect reads them: prometheus.Collector's. Of a node that was never started there
// is only the cluster's.
func (c *collector) Collect(to chan<- prometheus.Metric) {
	record := c.Record()
	to <- prometheus.MustNewConstMetric(steps, prometheus.CounterValue, float64(record.Told))
	v := record.view()
	n := v.Node(c.ID())
	if n == nil {
		return
	}
	name := n.ID.String()
	for _, g := range gauges {
		to <- prometheus.MustNewConstMetric(g.Desc, prometheus.GaugeValue, g.read(v, n), name)
	}
	if n.Up {
		to <- prometheus.MustNewConstMetric(role, prometheus.GaugeValue, 1, name, n.Role.String())
	}
	counts := record.Counts(n.ID)
	to <- prometheus.MustNewConstMetric(proposals, prometheus.CounterValue, float64(counts.Proposals), name)
	collectMessages(to, sent, &counts.Sent, name)
	collectMessages(to, received, &counts.Received, name)
}

// collectMessages leaves out the types of which there were none.
func collectMessages(to chan<- prometheus.Metric, d *prometheus.Desc, counts *[cluster.MessageTypes]uint64, name string) {
	for t, count := range counts {
		if count > 0 {
			to <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, float64(count), name, raftpb.MessageType(t).String())
		}
	}
}

func snapshot(_ *view.View, n *view.Node) float64 {
	if n.Disk == nil {
		return 0
	}
	return float64(n.Disk.Snapshot)
}

func waiting(v *view.View, n *view.Node) float64 {
	count := 0
	for _, r := range v.Requests {
		if r.Node == n.ID {
			count++
		}
	}
	return float64(count)
}

func number(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
