package api

import "net/http"

// post is POST /ID, which adds a member.
func (h *handler) post(w http.ResponseWriter, r *http.Request) error {
	url, err := body(w, r)
	if err != nil {
		return err
	}
	id, err := memberOf(r)
	if err != nil {
		return err
	}
	unhurried(w)
	if err := h.Add(r.Context(), id, url); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// delete is DELETE /ID, which removes one.
func (h *handler) delete(w http.ResponseWriter, r *http.Request) error {
	if _, err := body(w, r); err != nil {
		return err
	}
	id, err := memberOf(r)
	if err != nil {
		return err
	}
	unhurried(w)
	if err := h.Remove(r.Context(), id); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
