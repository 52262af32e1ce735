package api

import (
	"context"
	"errors"
	"net/http"

	"raftviz/cluster"
	"raftviz/cluster/watch"
)

// The bounds of what a client can make the process keep.
const (
	maxBodyBytes = 1 << 20
	maxURIBytes  = 4 << 10
)

// handler serves one member.
type handler struct {
	Member
	metrics http.Handler
	// steps streams them for another raftviz, exactly: nil where the cluster does not go
	// on by itself, and so has nobody to be watched by.
	steps http.Handler
}

// NewHandler serves a member. NewServer has what a server in the open needs beside it.
func NewHandler(m Member) http.Handler {
	h := &handler{Member: m, metrics: newMetrics(m)}
	if lab, ok := m.Record().Steps.(*cluster.Lab); ok && lab.Live() {
		h.steps = watch.Handler(lab)
	}
	return h
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// A value is a client's: no browser shall take it for a page.
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	switch {
	case r.Method != http.MethodPut && r.Method != http.MethodGet && r.Method != http.MethodPost && r.Method != http.MethodDelete:
		for _, method := range []string{http.MethodPut, http.MethodGet, http.MethodPost, http.MethodDelete} {
			w.Header().Add("Allow", method)
		}
		http.Error(w, "Method not allowed", http.StatusMethodNotAllowed)
	case len(r.RequestURI) > maxURIBytes:
		http.Error(w, "the URI is longer than 4 KiB", http.StatusRequestURITooLong)
	case reserved(r.RequestURI):
		h.own(w, r)
	default:
		h.key(w, r)
	}
}

// key serves raftexample's API.
func (h *handler) key(w http.ResponseWriter, r *http.Request) {
	var err error
	switch r.Method {
	case http.MethodPut:
		err = h.put(w, r)
	case http.MethodGet:
		err = h.get(w, r)
	case http.MethodPost:
		err = h.post(w, r)
	case http.MethodDelete:
		err = h.delete(w, r)
	}
	if err != nil {
		refuse(w, err)
	}
}

// own serves what is raftviz's own.
func (h *handler) own(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method != http.MethodGet:
		http.Error(w, "this is raftviz's own, and no key", http.StatusNotFound)
	case r.URL.Path == "/_raftviz/view":
		h.view(w)
	case r.URL.Path == "/_raftviz/events":
		if err := h.events(w, r); err != nil {
			refuse(w, err)
		}
	case r.URL.Path == "/_raftviz/steps" && h.steps != nil:
		unhurried(w)
		h.steps.ServeHTTP(w, r)
	case r.URL.Path == "/metrics":
		h.metrics.ServeHTTP(w, r)
	default:
		http.Error(w, "there is nothing here; /_raftviz/view, /_raftviz/events and /metrics are", http.StatusNotFound)
	}
}

// refuse answers with an error's status, and its one line.
func refuse(w http.ResponseWriter, err error) {
	status := http.StatusServiceUnavailable
	var invalid *Invalid
	var large *http.MaxBytesError
	text := err.Error()
	switch {
	case errors.As(err, &large):
		status, text = http.StatusRequestEntityTooLarge, "the body is larger than 1 MiB"
	case errors.As(err, &invalid):
		status = http.StatusBadRequest
	case errors.Is(err, cluster.ErrPending):
		status = http.StatusConflict
	case errors.Is(err, context.Canceled):
		text = "the server ends"
	}
	http.Error(w, text, status)
}
