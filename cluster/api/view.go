package api

import (
	"encoding/json"
	"net/http"

	"raftviz/cluster/report"
)

// view is GET /_raftviz/view: the whole cluster as it is, in docs/json.md's View.
func (h *handler) view(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	// An error of writing is the client's, who went away.
	_ = encoder(w).Encode(report.ViewOf(h.Record().view()))
}

// encoder writes JSON as raftviz run --json does.
func encoder(w http.ResponseWriter) *json.Encoder {
	to := json.NewEncoder(w)
	to.SetEscapeHTML(false)
	return to
}
