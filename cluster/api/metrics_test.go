package api_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/prometheus/common/expfmt"

	"raftviz/cluster/view"
)

// metrics are those that a node serves, as "name{label=value,...}".
func (s *served) metrics(id view.NodeID) map[string]float64 {
	s.t.Helper()
	a := s.ask(id, "GET", "/metrics", "")
	if a.status != 200 || !strings.HasPrefix(a.header.Get("Content-Type"), "text/plain; version=0.0.4") {
		s.t.Fatalf("%d %v", a.status, a.header)
	}
	var parser expfmt.TextParser
	families, err := parser.TextToMetricFamilies(strings.NewReader(a.body))
	if err != nil {
		s.t.Fatal(err)
	}
	all := map[string]float64{}
	for name, family := range families {
		for _, m := range family.Metric {
			var labels []string
			for _, l := range m.Label {
				labels = append(labels, l.GetName()+"="+l.GetValue())
			}
			all[fmt.Sprintf("%s{%s}", name, strings.Join(labels, ","))] = m.GetGauge().GetValue() + m.GetCounter().GetValue()
		}
	}
	return all
}

func TestMetrics(t *testing.T) {
	s := serve(t)
	leader, follower, other := s.led()
	for range 3 {
		s.gets(follower, "PUT", "/x?wait=commit", "1", 204, "")
	}
	m := s.metrics(follower)
	n := s.cluster.Lab().View().Node(follower)
	label := "{node=" + follower.String() + "}"
	for name, want := range map[string]float64{
		"up": 1, "term": float64(n.Term), "is_leader": 0, "leader": float64(leader), "commit_index": float64(n.Commit),
		"applied_index": float64(n.Applied), "last_index": float64(n.Log.Last()), "snapshot_index": 0,
		"requests_waiting": 0, "proposals_total": 3,
	} {
		if got, ok := m["raftviz_"+name+label]; !ok || got != want {
			t.Errorf("raftviz_%s is %v %v, want %v", name, got, ok, want)
		}
	}
	with := func(key, value string) string {
		return fmt.Sprintf("{%s}", strings.Join(sorted("node="+follower.String(), key+"="+value), ","))
	}
	if m["raftviz_role"+with("role", "follower")] != 1 || m["raftviz_messages_sent_total"+with("type", "MsgProp")] != 3 ||
		m["raftviz_messages_received_total"+with("type", "MsgApp")] < 3 || m["raftviz_steps_total{}"] < 20 {
		t.Errorf("the metrics are %v", m)
	}
	for _, prefix := range []string{"etcd_network_", "go_goroutines", "process_"} {
		if !strings.Contains(fmt.Sprint(m), prefix) {
			t.Errorf("there is no %s among the metrics", prefix)
		}
	}
	if got := s.metrics(leader)["raftviz_is_leader{node="+leader.String()+"}"]; got != 1 {
		t.Error("the leader does not say that it leads")
	}
	s.do("crash %d", other)
	m = s.metrics(other)
	if up, ok := m["raftviz_up{node="+other.String()+"}"]; up != 0 || !ok {
		t.Errorf("of a node that is down, the metrics are %v", m)
	}
}

func sorted(a, b string) []string {
	if a > b {
		a, b = b, a
	}
	return []string{a, b}
}
