package api

import (
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"raftviz/cluster/view"
)

// What is asked for beside raftexample's API: a parameter of a key's URI, which is then
// no part of the key.
const (
	waitForCommit = "wait=commit"
	linearizable  = "consistency=linearizable"
)

// reserved reports whether a URI is none of a key's: what is there is raftviz's own.
func reserved(uri string) bool {
	path, _, _ := strings.Cut(uri, "?")
	for _, own := range []string{"/_raftviz", "/metrics"} {
		if path == own || strings.HasPrefix(path, own+"/") {
			return true
		}
	}
	return false
}

// cutParameter takes a parameter out of a URI, and reports whether it was there. All
// else stays byte for byte: raftexample's key is the whole URI, as it came.
func cutParameter(uri, parameter string) (rest string, has bool) {
	path, query, _ := strings.Cut(uri, "?")
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		if part == parameter {
			has = true
		} else {
			kept = append(kept, part)
		}
	}
	if !has {
		return uri, false
	}
	if len(kept) == 0 {
		return path, true
	}
	return path + "?" + strings.Join(kept, "&"), true
}

// checkKey is an error unless a key can be in a store: snapshots are JSON, which holds
// text alone.
func checkKey(key string) error {
	switch {
	case key == "":
		return &Invalid{"the key is empty"}
	case !utf8.ValidString(key):
		return &Invalid{"the key is not UTF-8 text; percent-encode it"}
	}
	return nil
}

// memberOf is the member that a URI names: "/4". Numbers are read as raftexample reads
// them, "/0x4" too.
func memberOf(r *http.Request) (view.NodeID, error) {
	if r.RequestURI == "" {
		return 0, &Invalid{"Failed on " + r.Method}
	}
	id, err := strconv.ParseUint(r.RequestURI[1:], 0, 64)
	if err != nil {
		return 0, &Invalid{"Failed on " + r.Method}
	}
	if id < 1 || id > view.MaxNodes {
		return 0, &Invalid{"member " + strconv.FormatUint(id, 10) + " is out of range; members are 1-" + strconv.Itoa(view.MaxNodes)}
	}
	return view.NodeID(id), nil
}
