package api

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
)

// The bounds of what a connection can make the process wait for.
const (
	headerTime = 5 * time.Second
	readTime   = 30 * time.Second
	writeTime  = 30 * time.Second
	idleTime   = 2 * time.Minute
	// maxHeaderBytes has room for the longest URI.
	maxHeaderBytes = 16 << 10
	// waitTime is for how long a request may wait for its answer.
	waitTime = time.Minute
)

// NewServer is a server for a handler that is open to whoever reaches its port. What
// goes wrong is written to errors, nil for nowhere. Its requests end with ctx.
func NewServer(ctx context.Context, h http.Handler, errors *log.Logger) *http.Server {
	if errors == nil {
		errors = log.New(io.Discard, "", 0)
	}
	return &http.Server{
		// Pages of other sites may reach a loopback port through the browser: one of them
		// must not write, nor read by a name that it has made to mean this machine.
		Handler:           guarded(errors, named(http.NewCrossOriginProtection().Handler(h))),
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          errors,
	}
}

// unhurried gives a request that was read the time to wait for its answer. Without it
// the time for reading would go on to run, and end the request's context. A recorder of
// tests has no times.
func unhurried(w http.ResponseWriter) {
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Time{})
	_ = control.SetWriteDeadline(time.Now().Add(waitTime + writeTime))
}

// guarded answers for a handler that panics, whose request alone it ends.
func guarded(to *log.Logger, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			failure := recover()
			if err, ok := failure.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(http.ErrAbortHandler)
			}
			if failure != nil {
				to.Printf("a bug: %s %q panics: %v\n%s", r.Method, r.RequestURI, failure, debug.Stack())
				http.Error(w, "a bug in raftviz: the request's handler panicked", http.StatusInternalServerError)
			}
		}()
		h.ServeHTTP(w, r)
	})
}

// named refuses a request that came to a loopback address by a name of the internet's.
func named(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		at, _ := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
		if at != nil && at.IP.IsLoopback() && foreign(r.Host) {
			http.Error(w, "a loopback address has no such name; use localhost or the address", http.StatusMisdirectedRequest)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// foreign reports whether a Host header has a name that somebody elsewhere may have
// given: one with a dot, but for those below localhost.
func foreign(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	return net.ParseIP(host) == nil && strings.Contains(host, ".") && !strings.HasSuffix(strings.ToLower(host), ".localhost")
}
