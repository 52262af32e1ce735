package live

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"

	"raftviz/cluster/view"
)

// membersPath is where a member of ours says on its peer port where the others are.
// raftexample's does not know it.
const membersPath = "/_raftviz/members"

// maxMembersBytes bounds what is read from there.
const maxMembersBytes = 16 << 10

// serve answers who asks where the members are.
func (m *members) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		w.Header().Set("Allow", http.MethodGet)
		http.Error(w, "Method not allowed", http.StatusMethodNotAllowed)
		return
	}
	m.mu.Lock()
	data, err := json.Marshal(m.urls)
	m.mu.Unlock()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(data)
}

// ask takes from a member what it knows of those that nobody here knows. One that
// says nothing of use is asked again, or another is.
func (m *members) ask(ctx context.Context, of view.NodeID) {
	client := http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, m.url(of)+membersPath, nil)
	if err != nil {
		return
	}
	answer, err := client.Do(r)
	if err != nil {
		return
	}
	defer answer.Body.Close()
	urls := map[view.NodeID]string{}
	if json.NewDecoder(io.LimitReader(answer.Body, maxMembersBytes)).Decode(&urls) != nil {
		return
	}
	for id, url := range urls {
		if id >= 1 && id <= view.MaxNodes && m.url(id) == "" && CheckURL(url) == nil {
			m.Name(id, url)
		}
	}
}

// seek reports whether nobody looks for a member yet, and notes that somebody does now.
func (m *members) seek(id view.NodeID) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	sought := m.sought[id]
	m.sought[id] = true
	return !sought
}

// found notes that nobody looks for a member any more.
func (m *members) found(id view.NodeID) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.sought, id)
}
