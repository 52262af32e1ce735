package api

import (
	"errors"
	"io"
	"net/http"
	"unicode/utf8"
)

// put is PUT /key.
func (h *handler) put(w http.ResponseWriter, r *http.Request) error {
	key, commit := cutParameter(r.RequestURI, waitForCommit)
	if err := checkKey(key); err != nil {
		return err
	}
	value, err := body(w, r)
	if err != nil {
		return err
	}
	if !utf8.ValidString(value) {
		return &Invalid{"the value is not UTF-8 text, and a snapshot, which is JSON, would damage it; encode it, as with base64"}
	}
	unhurried(w)
	if err := h.Put(r.Context(), key, value, commit); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// get is GET /key.
func (h *handler) get(w http.ResponseWriter, r *http.Request) error {
	key, confirmed := cutParameter(r.RequestURI, linearizable)
	if _, err := body(w, r); err != nil {
		return err
	}
	unhurried(w)
	value, found, err := h.Get(r.Context(), key, confirmed)
	switch {
	case err != nil:
		return err
	case !found:
		http.Error(w, "Failed to GET", http.StatusNotFound)
		return nil
	}
	// An error of writing is the client's, who went away.
	_, _ = io.WriteString(w, value)
	return nil
}

// body reads a request's body: also one that nobody has asked for, so that what is left
// of a request is nothing but its end.
func body(w http.ResponseWriter, r *http.Request) (string, error) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return "", err
	case err != nil:
		return "", &Invalid{"Failed on " + r.Method}
	}
	return string(data), nil
}
