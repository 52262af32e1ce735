package ready

import (
	"raftviz/cluster/lang"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
	"raftviz/ui/paint"
)

// whySkipped says why a stage has nothing to do.
func (h *hand) whySkipped(s view.Stage) string {
	switch s {
	case view.SaveSnapshot, view.ApplySnapshot:
		return lang.T("no Snapshot in this Ready")
	case view.SaveWAL, view.AppendStorage:
		return lang.T("no Entries, and HardState unchanged")
	case view.Send:
		return lang.T("no Messages")
	case view.Publish:
		return h.whyNotPublished()
	case view.TriggerSnapshot:
		return h.whyNoSnapshot()
	}
	return ""
}

func (h *hand) whyNotPublished() string {
	switch {
	case h.breaks(rule.ApplyUncommittedEntries):
		return lang.T("no Entries, which it applies (apply-uncommitted-entries)")
	case len(h.rd.CommittedEntries) > 0:
		return lang.T("all of it was applied before (apply-before-commit)")
	}
	return lang.T("nothing newly committed")
}

// whyNoSnapshot counts the entries applied since the last snapshot, those of this
// Ready among them: trigger-snapshot waits for more than so many.
func (h *hand) whyNoSnapshot() string {
	if h.taken == nil {
		return lang.F("no more than %s applied since the last", paint.Entries(int(h.Settings.Snapshot)))
	}
	return lang.F("%s applied since the last, and it takes more than %d", paint.Entries(int(h.sinceSnapshot())), h.Settings.Snapshot)
}

// brieflySkipped is whySkipped for a row that has no room for it.
func (h *hand) brieflySkipped(s view.Stage) string {
	switch {
	case s == view.SaveWAL, s == view.AppendStorage:
		return lang.T("no Entries, no HardState")
	case s == view.TriggerSnapshot && h.taken != nil:
		return lang.F("%d applied, over %d needed", h.sinceSnapshot(), h.Settings.Snapshot)
	}
	return h.whySkipped(s)
}

// sinceSnapshot is how many entries are applied since the last snapshot once the
// Ready is published. The node must be known as it took the Ready.
func (h *hand) sinceSnapshot() uint64 {
	last, snapshot := h.taken.Applied, h.taken.Disk.Snapshot
	if s := h.rd.Snapshot; s != nil {
		last, snapshot = s.Index, s.Index
	}
	if es := h.publishes(); len(es) > 0 {
		last = max(last, es[len(es)-1].Index)
	}
	return last - min(snapshot, last)
}
