package cluster

// StopChecking makes the lab check no safety property any more.
func (l *Lab) StopChecking() { l.recorder.safety = nil }
