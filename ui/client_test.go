package ui

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/teatest"

	"raftviz/cluster/api"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
)

// served is a flow with clients.
type served struct {
	*flow
	ports *api.Ports
}

func beginServed(t *testing.T) *served {
	t.Helper()
	ports, err := api.Listen("127.0.0.1", func(view.NodeID) int { return 0 }, 1, 2, 3)
	if err != nil {
		t.Fatal(err)
	}
	m := newModel(session.New(""), grid.Plain(), "cluster seed=1", "settle", "until leader != 0", "settle")
	m.ports = ports
	fl := &flow{t, teatest.NewTestModel(t, m, teatest.WithInitialTermSize(120, 40))}
	stop := m.serve(fl.tm.Send)
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
		_ = m.engine.close()
	})
	fl.waits("› settle  45 steps")
	return &served{fl, ports}
}

// asks sends a request, and gives its status and its answer as one text.
func (s *served) asks(id view.NodeID, method, uri, body string) string {
	s.t.Helper()
	return <-s.begins(id, method, uri, body)
}

// begins sends a request, whose answer comes later.
func (s *served) begins(id view.NodeID, method, uri, body string) <-chan string {
	s.t.Helper()
	r, err := http.NewRequest(method, "http://"+s.ports.Address(id)+uri, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	answer := make(chan string, 1)
	go func() {
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			answer <- err.Error()
			return
		}
		defer got.Body.Close()
		text, _ := io.ReadAll(got.Body)
		answer <- strings.TrimSpace(fmt.Sprint(got.StatusCode, " ", string(text)))
	}()
	return answer
}

func (s *served) got(answer, want string) {
	s.t.Helper()
	if answer != want {
		s.t.Errorf("the answer is %q, want %q", answer, want)
	}
}

func TestFlowAClientPutsAndTheUserSteps(t *testing.T) {
	s := beginServed(t)
	s.got(s.asks(3, "PUT", "/colour", "it's blue # \\"), "204")
	s.waits(`› put /colour 'it'\''s blue # \' via 3`)
	s.got(s.asks(3, "GET", "/colour", ""), "404 Failed to GET")
	s.waits("› get /colour via 3")
	committed := s.begins(2, "PUT", "/x?wait=commit", "1")
	s.waits("› put /x 1 via 2")
	read := s.begins(1, "GET", "/x?consistency=linearizable", "")
	s.waits("› read /x via 1")
	s.press("S")
	s.got(<-committed, "204")
	s.got(<-read, "404 Failed to GET") // it was asked for before the put had committed
	s.got(s.asks(1, "GET", "/x", ""), "200 1")
	s.got(s.asks(1, "GET", "/colour", ""), `200 it's blue # \`)
	m := s.ends()
	file, err := m.engine.saved()
	if err != nil || !strings.Contains(file, "\nput /x 1 via 2\n") {
		t.Errorf("what a client did is not saved: %v\n%s", err, file)
	}
}

func TestFlowWhatALabRefusesAClient(t *testing.T) {
	s := beginServed(t)
	s.got(s.asks(1, "PUT", "/x", "two\nlines"), `400 the lab runs a request as a command: the line has the control character '\n'; a command is one line of text`)
	s.got(s.asks(1, "PUT", "/x", "a\x00b"), `400 the lab runs a request as a command: the line has the control character '\x00'; a command is one line of text`)
	s.got(s.asks(1, "POST", "/4", "http://127.0.0.1:9"), "204")
	s.waits("› add 4")
	s.got(s.asks(1, "DELETE", "/2", ""), "409 another configuration change is pending; one at a time is allowed")
	s.waits("› remove 2")
	s.press("S")
	s.waits("› settle")
	waits := s.begins(2, "PUT", "/x?wait=commit", "1")
	s.waits("› put /x 1 via 2")
	s.press(":crash 2", "enter")
	s.got(<-waits, "503 n2 went down; it may still commit")
	s.got(s.asks(2, "PUT", "/x", "1"), "503 put: n2 is down; up are 1, 3, 4")
	s.press("[", "[")
	s.waits("◀ step")
	if got := s.asks(1, "PUT", "/x", "1"); !strings.HasPrefix(got, "503 the screen looks back at step ") {
		t.Errorf("in the past, the answer is %q", got)
	}
	s.press("}")
	m := s.ends("n4")
	if m.past() || len(m.state.branches) != 1 {
		t.Errorf("branches are %+v", m.state.branches)
	}
}

func TestFlowANodeThatIsAddedIsServed(t *testing.T) {
	s := beginServed(t)
	s.got(s.asks(3, "POST", "/4", ""), "204")
	s.press("S")
	s.waits("› settle")
	for end := time.Now().Add(patient); s.ports.Address(4) == ""; time.Sleep(clientPoll) {
		if time.Now().After(end) {
			t.Fatal("n4 is not served")
		}
	}
	s.got(s.asks(4, "PUT", "/x?wait=never", "1"), "204")
	if got := s.asks(4, "GET", "/metrics", ""); !strings.Contains(got, `raftviz_proposals_total{node="n4"} 1`) {
		t.Errorf("the metrics are %s", got)
	}
	if got := s.asks(4, "GET", "/_raftviz/view", ""); !strings.HasPrefix(got, `200 {"step":`) {
		t.Errorf("the view is %.80s", got)
	}
	s.ends()
}

func TestAddressesOfHTTP(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for address, want := range map[string]string{
		"nowhere":             `http: "nowhere" is no address; it is HOST:PORT, like 127.0.0.1:12380`,
		"127.0.0.1:x":         `http: "127.0.0.1:x" is no address; it is HOST:PORT, like 127.0.0.1:12380`,
		"127.0.0.1:65536":     `http: "127.0.0.1:65536" is no address; it is HOST:PORT, like 127.0.0.1:12380`,
		taken.Addr().String(): "http: n1 cannot listen at " + taken.Addr().String() + ": address already in use; end what uses that port, or give another one",
	} {
		_, err := Options{HTTP: address}.model()
		if err == nil || err.Error() != want || exitStatus(err) != exitUsage {
			t.Errorf("%s: %v, want %s", address, err, want)
		}
	}
}
