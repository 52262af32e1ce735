package api

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

// store is a member whose puts take effect at once.
type store struct {
	lab     *cluster.Lab
	content map[string]string
}

func (m *store) ID() view.NodeID { return 1 }

func (m *store) Put(_ context.Context, key, value string, _ bool) error {
	m.content[key] = value
	return nil
}

func (m *store) Get(_ context.Context, key string, _ bool) (string, bool, error) {
	value, ok := m.content[key]
	return value, ok, nil
}

func (m *store) Add(_ context.Context, id view.NodeID, _ string) error {
	if id > 4 {
		return cluster.ErrPending
	}
	return nil
}

func (m *store) Remove(_ context.Context, id view.NodeID) error {
	if id > 4 {
		return cluster.ErrNoLeader
	}
	return nil
}

func (m *store) Record() Record {
	return Record{Steps: m.lab, Told: m.lab.Len(), Command: m.lab.CommandText}
}

// statuses are all that the API answers with, by itself.
var statuses = []int{200, 204, 400, 403, 404, 405, 409, 413, 414, 503}

// Whatever is asked, the answer is one of the API's; and nothing gets into the store
// that a snapshot would damage, or that another URI finds.
func FuzzHandler(f *testing.F) {
	f.Add("PUT", "/x", "1", "")
	f.Add("PUT", "/x?wait=commit", "1", "")
	f.Add("PUT", "/\xff", "\xff", "")
	f.Add("PUT", "http://host/x", "1", "Origin: http://evil.example")
	f.Add("GET", "/x?consistency=linearizable&a=b", "", "Accept: */*")
	f.Add("POST", "/4", "http://127.0.0.1:1", "Sec-Fetch-Site: cross-site")
	f.Add("POST", "/0b101", "http://127.0.0.1:1", "")
	f.Add("DELETE", "/18446744073709551616", "", "")
	f.Add("DELETE", "/5", "", "Content-Length: 9")
	f.Add("GET", "/metrics", "", "Accept-Encoding: gzip")
	f.Add("GET", "/_raftviz/view?", "", "")
	f.Add("GET", "/_raftviz/events?from=0", "", "")
	f.Add("GET", "/_raftviz/%65vents?from=-1", "", "")
	f.Add("OPTIONS", "*", "", "")
	f.Add("CONNECT", "host:1", "", "")
	lab, err := cluster.New(cluster.Defaults(), "")
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { lab.Close() })
	f.Fuzz(func(t *testing.T, method, uri, text, header string) {
		raw := fmt.Sprintf("%s %s HTTP/1.1\r\nHost: n1\r\nContent-Length: %d\r\n%s\r\n\r\n%s", method, uri, len(text), header, text)
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(raw)))
		if err != nil {
			return // net/http answers
		}
		// A stream ends with its request.
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
		defer cancel()
		m := &store{lab, map[string]string{"/x": "1"}}
		w := httptest.NewRecorder()
		NewServer(ctx, NewHandler(m), nil).Handler.ServeHTTP(w, r.WithContext(ctx))
		if !slices.Contains(statuses, w.Code) {
			t.Fatalf("%q: %d %q", raw, w.Code, w.Body)
		}
		if w.Code >= 400 && w.Code != 403 && strings.Count(w.Body.String(), "\n") != 1 {
			t.Fatalf("%q: the reply is not one line: %q", raw, w.Body)
		}
		for key, value := range m.content {
			if !utf8.ValidString(key) || !utf8.ValidString(value) || reserved(key) || key == "" {
				t.Fatalf("%q: the store has %q = %q", raw, key, value)
			}
		}
		if len(m.content) > 1 && (r.Method != "PUT" || w.Code != 204) {
			t.Fatalf("%q: %d, and it was put", raw, w.Code)
		}
	})
}
