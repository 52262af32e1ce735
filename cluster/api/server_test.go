package api

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"raftviz/cluster"
)

// start serves a handler as the ports do, with another time for reading.
func start(t *testing.T, h http.Handler, readTime time.Duration, errors *log.Logger) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(nil)
	s.Config = NewServer(context.Background(), h, errors)
	s.Config.ReadTimeout = readTime
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func TestAHandlerThatPanicsEndsItsRequestAlone(t *testing.T) {
	var said bytes.Buffer
	s := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.RequestURI == "/panic" {
			panic("no")
		}
	}), readTime, log.New(&said, "", 0))
	for uri, status := range map[string]int{"/panic": 500, "/": 200} {
		got, err := http.Get(s.URL + uri)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		if got.StatusCode != status {
			t.Errorf("%s: %d, want %d", uri, got.StatusCode, status)
		}
	}
	s.Close() // it has said all that it will
	if !strings.HasPrefix(said.String(), `a bug: GET "/panic" panics: no`) {
		t.Errorf("it said %q", said.String())
	}
}

// The time for reading a request would end those that wait for their answer.
func TestARequestThatIsReadMayWait(t *testing.T) {
	const short = 100 * time.Millisecond
	s := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := body(w, r); err != nil {
			t.Error(err)
		}
		unhurried(w)
		select {
		case <-r.Context().Done():
			t.Error("the request has ended")
		case <-time.After(3 * short):
		}
		_, _ = io.WriteString(w, "late\n")
	}), short, nil)
	got, err := http.Post(s.URL, "", strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	if line, err := bufio.NewReader(got.Body).ReadString('\n'); line != "late\n" {
		t.Errorf("%q %v", line, err)
	}
}

// A client that sends nothing more does not keep its connection.
func TestARequestThatDoesNotComeIsGivenUp(t *testing.T) {
	ended := make(chan error, 1)
	s := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := body(w, r)
		ended <- err
		if err != nil {
			refuse(w, err)
		}
	}), 100*time.Millisecond, nil)
	r, stop := io.Pipe()
	defer stop.Close()
	go func() {
		if got, err := http.Post(s.URL, "", r); err == nil {
			got.Body.Close()
		}
	}()
	select {
	case err := <-ended:
		if err == nil || err.Error() != "Failed on POST" {
			t.Errorf("it ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("it waits for the body still")
	}
}

func TestCutParameter(t *testing.T) {
	for _, c := range [][3]string{
		{"/x?wait=commit", "/x", "cut"},
		{"/x", "/x", ""},
		{"/x?", "/x?", ""},
		{"/x?wait=commit&", "/x?", "cut"},
		{"/x?a&wait=commit&b", "/x?a&b", "cut"},
		{"/x?wait=commit&wait=commit", "/x", "cut"},
		{"/x?wait=committed", "/x?wait=committed", ""},
		{"/x?Wait=commit", "/x?Wait=commit", ""},
		{"/x?a?wait=commit", "/x?a?wait=commit", ""},
	} {
		rest, has := cutParameter(c[0], waitForCommit)
		if rest != c[1] || has != (c[2] != "") {
			t.Errorf("%s is cut to %s, %v", c[0], rest, has)
		}
	}
}

// A stream outlives the time for reading a request, and ends with its client, whether
// anything happens or not.
func TestAStreamEndsWithItsClient(t *testing.T) {
	const short = 100 * time.Millisecond
	lab, err := cluster.New(cluster.Defaults(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	h, ended := NewHandler(&store{lab: lab}), make(chan struct{})
	s := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.ServeHTTP(w, r)
		close(ended)
	}), short, nil)
	got, err := http.Get(s.URL + "/_raftviz/events")
	if err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
		t.Fatal("it has ended by itself")
	case <-time.After(3 * short):
	}
	got.Body.Close()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Error("it goes on without its client")
	}
}
