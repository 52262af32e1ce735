package api_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"raftviz/cluster"
	"raftviz/cluster/api"
	"raftviz/cluster/report"
	"raftviz/cluster/script"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
)

// stream opens a stream and reads lines of it.
func (s *served) stream(uri string) *bufio.Reader {
	s.t.Helper()
	got, err := http.Get(s.url(1, uri))
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { got.Body.Close() })
	if got.StatusCode != 200 || got.Header.Get("Content-Type") != "application/x-ndjson" {
		s.t.Fatalf("%s: %v", uri, got)
	}
	return bufio.NewReader(got.Body)
}

func next(t *testing.T, r *bufio.Reader) report.Step {
	t.Helper()
	line, err := r.ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var step report.Step
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&step); err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	return step
}

func TestTheStreamHasEveryStep(t *testing.T) {
	s := serve(t)
	leader, _, _ := s.led()
	now := s.stream("/_raftviz/events")
	newest := s.cluster.Lab().Len()
	r := s.stream("/_raftviz/events?from=0")
	s.do("put x 1 via %d", leader)
	put := false
	for i := range newest + 20 {
		step := next(t, r)
		if step.Step != i {
			t.Fatalf("step %d where %d is next", step.Step, i)
		}
		if i == 0 && (!strings.HasPrefix(step.Command, "cluster nodes=3 ") || len(step.Nodes) != 3) {
			t.Errorf("the first is %+v", step)
		}
		put = put || step.Command == fmt.Sprintf("put x 1 via %d", leader)
	}
	if !put {
		t.Error("no step says which command has caused it")
	}
	first := next(t, now)
	if first.Step > newest || len(first.Nodes) != 3 {
		t.Errorf("from now on begins with %+v", first)
	}
	if step := next(t, now); step.Step != first.Step+1 || len(step.Nodes) == 3 {
		t.Errorf("it goes on with %+v", step)
	}
	for _, from := range []string{"-1", "x", "", "1e9", "99999999"} {
		s.gets(1, "GET", "/_raftviz/events?from="+from, "", 400, "")
	}
}

// The lines are those of raftviz run --json.
func TestTheStreamIsTheRunsJSON(t *testing.T) {
	const lines = "cluster\nsettle\ncampaign 1\nsettle\nput x '<1>' via 2\nrun 5\n"
	var want bytes.Buffer
	read, err := script.Read("lines", strings.NewReader(lines))
	if err != nil {
		t.Fatal(err)
	}
	on := session.New("")
	defer on.Close()
	if err := report.Run(context.Background(), read, on, &want, report.JSON); err != nil {
		t.Fatal(err)
	}
	steps, _, _ := strings.Cut(want.String(), `{"final":`)
	got := readAll(t, &told{lab: on.Lab()}, "/_raftviz/events?from=0", strings.Count(steps, "\n"))
	if got != steps {
		t.Errorf("the stream is\n%.500s\nwant\n%.500s", got, steps)
	}
}

// told is a member of a lab that stands still.
type told struct {
	api.Member
	lab *cluster.Lab
}

func (m *told) ID() view.NodeID { return 1 }

func (m *told) Record() api.Record {
	return api.Record{Steps: m.lab, Told: m.lab.Len(), Command: m.lab.CommandText}
}

// readAll reads so many lines of what a member streams.
func readAll(t *testing.T, m api.Member, uri string, lines int) string {
	t.Helper()
	server := httptest.NewServer(api.NewHandler(m))
	defer server.Close()
	got, err := http.Get(server.URL + uri)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	var all strings.Builder
	for r := bufio.NewReader(got.Body); lines > 0; lines-- {
		line, err := r.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(line)
	}
	return all.String()
}

func TestWhoAsksForStepsThatAreGoneIsToldSo(t *testing.T) {
	lab, err := cluster.New(cluster.Defaults(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	lab.Keep(40)
	if err := lab.Run(30); err != nil {
		t.Fatal(err)
	}
	oldest := lab.Oldest()
	if oldest < 10 {
		t.Fatalf("step %d is kept", oldest)
	}
	got := readAll(t, &told{lab: lab}, "/_raftviz/events?from=3", 3)
	lines := strings.Split(got, "\n")
	if lines[0] != fmt.Sprintf(`{"skipped":%d}`, oldest-3) || !strings.HasPrefix(lines[1], fmt.Sprintf(`{"step":%d,`, oldest)) ||
		!strings.HasPrefix(lines[2], fmt.Sprintf(`{"step":%d,`, oldest+1)) {
		t.Errorf("step %d is the oldest, and the lines are %q", oldest, lines)
	}
	if r := bufio.NewReader(strings.NewReader(lines[1] + "\n")); len(next(t, r).Nodes) != 3 {
		t.Errorf("behind a gap not all nodes are told: %s", lines[1])
	}
}

// Whoever takes nothing keeps nobody waiting, and misses nothing.
func TestASlowReader(t *testing.T) {
	s := serve(t)
	leader, _, _ := s.led()
	conn, err := net.Dial("tcp", s.ports.Address(1))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	from := s.cluster.Lab().Len()
	fmt.Fprintf(conn, "GET /_raftviz/events?from=%d HTTP/1.1\r\nHost: x\r\n\r\n", from)
	// Much more than the buffers between the two hold.
	value := strings.Repeat("v", 128<<10)
	for i := range 50 {
		s.gets(leader, "PUT", "/x?wait=commit", value+fmt.Sprint(i), 204, "")
	}
	newest := s.cluster.Lab().Len()
	got, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	count := &counter{r: got.Body}
	r := bufio.NewReader(count)
	for i := from; i < newest; i++ {
		if step := next(t, r); step.Step != i {
			t.Fatalf("step %d where %d is next", step.Step, i)
		}
	}
	if count.bytes < 16<<20 {
		t.Errorf("%d bytes were streamed, which may have been on their way all the time", count.bytes)
	}
}

// counter counts what is read.
type counter struct {
	r     io.Reader
	bytes int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.bytes += n
	return n, err
}

func TestAStreamEndsWithTheServer(t *testing.T) {
	s := serve(t)
	s.led()
	r := s.stream("/_raftviz/events")
	next(t, r)
	begun := time.Now()
	if err := s.ports.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(begun); took > 900*time.Millisecond {
		t.Errorf("closing took %v", took)
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		t.Error(err)
	}
}

func TestTheViewIsTheFinalOnesType(t *testing.T) {
	s := serve(t)
	leader, _, _ := s.led()
	s.gets(leader, "PUT", "/x?wait=commit", "<1>", 204, "")
	a := s.ask(1, "GET", "/_raftviz/view", "")
	var v report.View
	d := json.NewDecoder(strings.NewReader(a.body))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil || a.header.Get("Content-Type") != "application/json" {
		t.Fatal(err, a.header)
	}
	if len(v.Nodes) != 3 || v.Leader != int(leader) || v.Nodes[leader-1].KV["/x"] != "<1>" {
		t.Errorf("the view is %.300s", a.body)
	}
}
