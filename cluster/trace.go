package cluster

import "raftviz/cluster/trace"

// Trace tells what became of a put of key as step at left it: that of a request,
// or where request is 0 of the last. It goes through all steps from the put on.
func (l *Lab) Trace(key string, request uint64, at int) (*trace.Story, error) {
	return trace.Put(l.recorder.history, key, request, at)
}
