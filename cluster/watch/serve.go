package watch

import (
	"net/http"
	"time"

	"raftviz/cluster"
)

// Path is where Handler is expected.
const Path = "/_raftviz/steps"

// contentType names the form of the stream: another version of it is another type.
const contentType = "application/vnd.raftviz.steps.1"

// The bounds of what readers can make a process do, and how it treats them.
const (
	// maxStreams is how many read at once.
	maxStreams = 16
	// pollTime is how often it is looked whether there is something new.
	pollTime = 20 * time.Millisecond
	// idleTime is after how long a reader is told that there is not.
	idleTime = time.Second
	// writeTime is for how long a reader may take nothing; then its stream ends.
	writeTime = 30 * time.Second
)

// Handler serves GET requests with the steps of a live Lab's own nodes, from now on,
// until the client goes. It changes nothing, and asks nobody who they are.
func Handler(lab *cluster.Lab) http.Handler {
	return &handler{lab, make(chan struct{}, maxStreams)}
}

type handler struct {
	lab *cluster.Lab
	// streams has something for each that is served.
	streams chan struct{}
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		w.Header().Set("Allow", http.MethodGet)
		http.Error(w, "only GET is allowed", http.StatusMethodNotAllowed)
		return
	}
	select {
	case h.streams <- struct{}{}:
		defer func() { <-h.streams }()
	default:
		http.Error(w, "too many read the steps already", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Cache-Control", "no-store")
	stream(w, r, &sender{lab: h.lab, next: -1})
}

// stream writes what there is until the client goes, or takes nothing any more.
func stream(w http.ResponseWriter, r *http.Request, s *sender) {
	out := http.NewResponseController(w)
	poll := time.NewTicker(pollTime)
	defer poll.Stop()
	for said := time.Now(); ; {
		what := s.more()
		if len(what) == 0 && time.Since(said) > idleTime {
			what = []byte{0}
		}
		if len(what) > 0 {
			// A server that knows no deadlines bounds a stream in its own way.
			_ = out.SetWriteDeadline(time.Now().Add(writeTime))
			if _, err := w.Write(what); err != nil {
				return
			}
			if err := out.Flush(); err != nil {
				return
			}
			said = time.Now()
		}
		if s.behind() {
			if r.Context().Err() != nil {
				return
			}
			continue
		}
		select {
		case <-r.Context().Done():
			return
		case <-poll.C:
		}
	}
}
