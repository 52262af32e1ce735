package api_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"raftviz/cluster/api"
	"raftviz/cluster/live"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
)

// served is a live cluster of three that runs, and the ports of its API.
type served struct {
	t       *testing.T
	cluster *live.Cluster
	ports   *api.Ports
}

// anyPort lets the operating system choose.
func anyPort(view.NodeID) int { return 0 }

func serve(t *testing.T) *served {
	t.Helper()
	ports, err := api.Listen("127.0.0.1", anyPort, 1, 2, 3)
	if err != nil {
		t.Fatal(err)
	}
	peer := "http://127.0.0.1:0"
	c, err := live.Start(live.Config{Settings: live.Defaults(3), Peers: []string{peer, peer, peer}, DataDir: t.TempDir(), Tick: 10 * time.Millisecond})
	if err != nil {
		t.Fatal(err, ports.Close())
	}
	ports.Serve(api.Live(c), nil)
	s := &served{t, c, ports}
	t.Cleanup(func() {
		if err := ports.Close(); err != nil {
			t.Error(err)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	return s
}

// eventually waits until something is so.
func (s *served) eventually(what string, is func(v *view.View) bool) {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if is(s.cluster.Lab().View()) {
			return
		}
	}
	s.t.Fatal("it does not come to this: " + what)
}

// led waits for a leader that all follow, and returns it with the others.
func (s *served) led() (leader, a, b view.NodeID) {
	s.t.Helper()
	s.eventually("a leader", func(v *view.View) bool {
		leader = v.Leader()
		for _, n := range v.Nodes {
			if n.Lead != leader || n.Applied < 4 {
				return false
			}
		}
		return leader != 0
	})
	return leader, leader%3 + 1, (leader+1)%3 + 1
}

// do runs a line of the command language.
func (s *served) do(line string, about ...any) {
	s.t.Helper()
	if _, err := session.Live(s.cluster.Lab()).Do(fmt.Sprintf(line, about...)); err != nil {
		s.t.Fatal(err)
	}
}

func (s *served) url(id view.NodeID, uri string) string {
	return "http://" + s.ports.Address(id) + uri
}

// answer is what a request got.
type answer struct {
	status int
	body   string
	header http.Header
}

func (s *served) ask(id view.NodeID, method, uri, body string) answer {
	s.t.Helper()
	r, err := http.NewRequest(method, s.url(id, uri), strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	return s.send(r)
}

func (s *served) send(r *http.Request) answer {
	s.t.Helper()
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{got.StatusCode, string(text), got.Header}
}

// gets is ask with what must come of it: the reply is checked where want has one.
func (s *served) gets(id view.NodeID, method, uri, body string, status int, want string) {
	s.t.Helper()
	a := s.ask(id, method, uri, body)
	if a.status != status || want != "" && a.body != want {
		s.t.Errorf("%s %.60q with %.40q to %v: %d %q, want %d %q", method, uri, body, id, a.status, a.body, status, want)
	}
	if status >= 400 && strings.Count(a.body, "\n") != 1 {
		s.t.Errorf("%s %.60q: the reply is %q, not one line", method, uri, a.body)
	}
}

func TestStatusForStatusAsRaftexample(t *testing.T) {
	s := serve(t)
	leader, follower, _ := s.led()
	s.gets(leader, "GET", "/x", "", 404, "Failed to GET\n")
	s.gets(leader, "PUT", "/x?wait=commit", "1", 204, "")
	s.gets(leader, "GET", "/x", "", 200, "1")
	s.gets(leader, "PUT", "/", "the root", 204, "")
	s.gets(follower, "PUT", "/a/b?c=d&wait=commit&e", "<b>&\n\x00é", 204, "")
	s.gets(follower, "GET", "/a/b?c=d&e", "", 200, "<b>&\n\x00é")
	s.gets(follower, "PUT", "/a/b?wait=never", "2", 204, "")
	s.gets(leader, "PUT", "/empty?wait=commit", "", 204, "")
	s.gets(leader, "GET", "/empty", "", 200, "")
	s.gets(leader, "PUT", "/%2e%2e/x%20y?wait=commit", "3", 204, "")
	s.gets(leader, "GET", "/%2e%2e/x%20y", "", 200, "3")
	for _, method := range []string{"HEAD", "PATCH", "OPTIONS", "BREW"} {
		a := s.ask(leader, method, "/x", "")
		if a.status != 405 || fmt.Sprint(a.header["Allow"]) != "[PUT GET POST DELETE]" || method != "HEAD" && a.body != "Method not allowed\n" {
			t.Errorf("%s: %+v", method, a)
		}
	}
	for _, uri := range []string{"/", "/x", "/4x", "/4/", "/-4", "/4?x"} {
		s.gets(leader, "POST", uri, "http://127.0.0.1:1", 400, "Failed on POST\n")
		s.gets(leader, "DELETE", uri, "", 400, "Failed on DELETE\n")
	}
	s.gets(leader, "POST", "/10", "http://127.0.0.1:1", 400, "member 10 is out of range; members are 1-9\n")
	s.gets(leader, "POST", "/4", "nowhere", 400, "\"nowhere\" is no peer URL; it is http://HOST:PORT, like http://127.0.0.1:12379\n")
	s.gets(leader, "DELETE", "/0", "", 400, "member 0 is out of range; members are 1-9\n")
	if a := s.ask(leader, "GET", "/x", ""); a.header.Get("Content-Type") != "text/plain; charset=utf-8" || a.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("a value is sent as %v", a.header)
	}
}

func TestMembersComeAndGo(t *testing.T) {
	s := serve(t)
	leader, follower, other := s.led()
	s.gets(follower, "POST", "/0x4", "http://127.0.0.1:9", 204, "")
	s.eventually("n4 is a voter", func(v *view.View) bool { return v.Node(leader).Config.Has(4) && v.Node(follower).Config.Has(4) })
	if n := s.cluster.Lab().View().Node(4); n == nil || !n.Remote {
		t.Errorf("n4 runs elsewhere, and is %+v", n)
	}
	s.gets(leader, "DELETE", "/4", "", 204, "")
	s.eventually("n4 is gone", func(v *view.View) bool { return !v.Node(leader).Config.Has(4) && !v.Node(other).Config.Has(4) })
	s.gets(other, "DELETE", fmt.Sprintf("/%d", follower), "", 204, "")
	s.eventually("a follower has stopped", func(v *view.View) bool { return !v.Node(follower).Up })
	s.gets(leader, "POST", fmt.Sprintf("/%d", follower), "http://127.0.0.1:9", 400, "")
	s.gets(follower, "PUT", "/x", "1", 503, follower.String()+" is down\n")
	s.gets(follower, "GET", "/x", "", 503, follower.String()+" is down\n")
}

// raftexample's bug 18: both POSTs say 204, and one member never joins.
func TestASecondChangeIsAConflict(t *testing.T) {
	s := serve(t)
	leader, follower, other := s.led()
	// The follower hears of the change, and nobody hears that it did.
	s.do("partition %d | %d,%d", other, leader, follower)
	s.do("cut %d->%d", follower, leader)
	s.gets(leader, "POST", "/4", "http://127.0.0.1:9", 204, "")
	s.eventually("the follower has the change", func(v *view.View) bool { return v.Node(follower).Log.Last() == v.Node(leader).Log.Last() })
	pending := "another configuration change is pending; one at a time is allowed\n"
	for _, id := range []view.NodeID{leader, follower} {
		s.gets(id, "POST", "/5", "http://127.0.0.1:9", 409, pending)
		s.gets(id, "DELETE", fmt.Sprintf("/%d", other), "", 409, pending)
	}
}

// raftexample's bug 17: 204 is not a commit, but with wait=commit it is.
func TestWaitingForACommitThatDoesNotCome(t *testing.T) {
	s := serve(t)
	leader, follower, other := s.led()
	s.do("partition %d | %d,%d", leader, follower, other)
	s.gets(leader, "PUT", "/x", "1", 204, "")
	s.gets(leader, "PUT", "/x?wait=commit", "1", 503, "the client gave up after 50 ticks; it may still commit\n")
	s.gets(leader, "GET", "/x?consistency=linearizable", "", 503, "the client gave up after 50 ticks\n")
	s.gets(leader, "GET", "/x", "", 404, "Failed to GET\n")
}

func TestAFollowersLinearizableRead(t *testing.T) {
	s := serve(t)
	leader, follower, other := s.led()
	for i := range 20 {
		s.gets(leader, "PUT", "/x?wait=commit", fmt.Sprint(i), 204, "")
		s.gets(follower, "GET", "/x?consistency=linearizable", "", 200, fmt.Sprint(i))
	}
	s.gets(follower, "GET", "/y?consistency=linearizable", "", 404, "Failed to GET\n")
	s.do("partition %d | %d,%d", follower, leader, other)
	s.gets(leader, "PUT", "/x?wait=commit", "new", 204, "")
	s.gets(follower, "GET", "/x", "", 200, "19")
	s.gets(follower, "GET", "/x?consistency=linearizable", "", 503, "")
}

func TestWithoutALeaderAPutWaitsAndThenSaysSo(t *testing.T) {
	s := serve(t)
	leader, follower, other := s.led()
	s.do("crash %d", leader)
	s.do("crash %d", other)
	s.eventually("no leader is known", func(v *view.View) bool { return v.Node(follower).Lead == 0 })
	done := make(chan answer, 1)
	go func() { done <- s.ask(follower, "PUT", "/x?wait=commit", "1") }()
	s.gets(follower, "POST", "/4", "http://127.0.0.1:9", 503, follower.String()+": no leader is known; it was tried for 5s\n")
	if a := <-done; a.status != 503 || !strings.HasPrefix(a.body, follower.String()+": no leader is known") {
		t.Errorf("%+v", a)
	}
	// raftexample's put blocks until there is one. So does this.
	go func() { done <- s.ask(follower, "PUT", "/x?wait=commit", "1") }()
	s.do("restart %d", leader)
	if a := <-done; a.status != 204 {
		t.Errorf("%+v", a)
	}
	s.gets(leader, "GET", "/x?consistency=linearizable", "", 200, "1")
}

func TestWhatIsTooLargeOrNoText(t *testing.T) {
	s := serve(t)
	leader, _, _ := s.led()
	mebibyte := strings.Repeat("v", 1<<20)
	s.gets(leader, "PUT", "/x?wait=commit", mebibyte, 204, "")
	s.gets(leader, "GET", "/x", "", 200, mebibyte)
	s.gets(leader, "PUT", "/x", mebibyte+"v", 413, "the body is larger than 1 MiB\n")
	s.gets(leader, "POST", "/4", mebibyte+"v", 413, "")
	s.gets(leader, "GET", "/x", mebibyte+"v", 413, "")
	s.gets(leader, "PUT", "/"+strings.Repeat("k", 4095)+"?wait=commit", "1", 414, "the URI is longer than 4 KiB\n")
	s.gets(leader, "PUT", "/"+strings.Repeat("k", 4095), "1", 204, "")
	s.gets(leader, "PUT", "/x", "\xff", 400, "")
}

func TestWhatIsOursIsNoKey(t *testing.T) {
	s := serve(t)
	for _, uri := range []string{"/metrics", "/metrics?x", "/_raftviz", "/_raftviz/view", "/_raftviz/events?from=0", "/_raftviz/x"} {
		for _, method := range []string{"PUT", "POST", "DELETE"} {
			s.gets(1, method, uri, "1", 404, "this is raftviz's own, and no key\n")
		}
	}
	s.gets(1, "GET", "/_raftviz", "", 404, "")
	s.gets(1, "GET", "/_raftviz/views", "", 404, "")
	s.gets(1, "GET", "/metrics/x", "", 404, "")
	s.led()
	s.gets(1, "PUT", "/metricsx?wait=commit", "1", 204, "")
	s.gets(1, "GET", "/metricsx", "", 200, "1")
}

// A page of another site reaches a loopback port through the browser that shows it.
func TestAPageOfAnotherSiteCannotWrite(t *testing.T) {
	s := serve(t)
	s.led()
	for _, c := range []struct {
		method, header, value string
		host                  string
		status                int
	}{
		{"POST", "Origin", "http://evil.example", "", 403},
		{"POST", "Sec-Fetch-Site", "cross-site", "", 403},
		{"PUT", "Origin", "http://evil.example", "", 403},
		{"GET", "Origin", "http://evil.example", "", 404},
		{"GET", "", "", "evil.example:12380", 421},
		{"PUT", "", "", "evil.example", 421},
		{"GET", "", "", "localhost:12380", 404},
		{"GET", "", "", "n1.localhost", 404},
		{"GET", "", "", "workstation:80", 404},
		{"GET", "", "", "[::1]:80", 404},
	} {
		r, err := http.NewRequest(c.method, s.url(1, "/4"), strings.NewReader("http://127.0.0.1:9"))
		if err != nil {
			t.Fatal(err)
		}
		r.Host = c.host
		if c.header != "" {
			r.Header.Set(c.header, c.value)
		}
		if a := s.send(r); a.status != c.status {
			t.Errorf("%+v: %+v", c, a)
		}
	}
}

func TestPortsOpenAsNodesJoinAndStayWhileTheyAreDown(t *testing.T) {
	s := serve(t)
	leader, follower, _ := s.led()
	s.do("crash %d", follower)
	s.gets(follower, "GET", "/x", "", 503, follower.String()+" is down\n")
	s.gets(follower, "GET", "/_raftviz/view", "", 200, "")
	s.do("restart %d", follower)
	s.gets(follower, "PUT", "/x?wait=commit", "1", 204, "")
	s.do("add 4")
	s.eventually("n4 is served", func(*view.View) bool { return s.ports.Address(4) != "" })
	s.gets(4, "PUT", "/x?wait=commit", "2", 204, "")
	s.gets(leader, "GET", "/x?consistency=linearizable", "", 200, "2")
}

func TestAPortInUseIsOneLine(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	taken := l.Addr().(*net.TCPAddr).Port
	free := 0
	_, err = api.Listen("127.0.0.1", func(id view.NodeID) int {
		if id == 2 {
			return taken
		}
		return free
	}, 1, 2)
	want := fmt.Sprintf("n2 cannot listen at 127.0.0.1:%d: address already in use; end what uses that port, or give another one", taken)
	if err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
