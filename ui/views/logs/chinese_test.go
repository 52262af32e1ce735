package logs

import (
	"testing"

	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/layout"
)

func TestLogsInChinese(t *testing.T) {
	selected := frametest.Of(t, layout.Logs, frametest.Divided()...)
	selected.Cursors[layout.LogsPane] = frame.Thing{Kind: frame.Entry, Node: 1, Number: 7}
	for name, f := range map[string]*frame.Frame{
		"healthy": frametest.Of(t, layout.Logs, "cluster nodes=3 seed=1", "settle", "campaign 2", "settle",
			"put x 1", "settle", "put y 2", "settle", "run 2", "put z 3", `until any(messages, len(#.entries) > 0)`),
		"divided":  frametest.Of(t, layout.Logs, frametest.Divided()...),
		"selected": selected,
		"snapshot": frametest.Of(t, layout.Logs, "cluster seed=5 snapshot=3 catchup=1", "settle", "campaign 1", "settle", "isolate 3",
			"put a 1", "settle", "put b 2", "settle", "put c 3", "settle", "put d 4", "settle", "put e 5", "settle", "heal",
			`until any(messages, #.type == "MsgSnap") within 20`),
		"figure8":  frametest.Of(t, layout.Logs, frametest.Figure8(t)...),
		"noLeader": frametest.Of(t, layout.Logs, "cluster nodes=3 seed=1", "settle"),
		"removed": frametest.Of(t, layout.Logs, "cluster nodes=3 seed=1", "settle", "campaign 1", "settle", "add 4 learner", "settle", "run 3",
			"remove 3", "settle", "run 2", "crash 2", "put x 数据库", "settle"),
		"nine": frametest.Of(t, layout.Logs, "cluster nodes=9 seed=1", "settle", "campaign 1", "settle", "put x 1", "step 6"),
	} {
		t.Run(name, func(t *testing.T) {
			frametest.ChinesePanes(t, f, panes, append(letters(), "match", "next", "probe", "replicate", "lost", "blue", "red", "learner")...)
		})
	}
}

// letters are the letters of some marks in a row.
func letters() []string {
	var all []string
	for some := range 1 << marks {
		row := ""
		for k, m := range markOf {
			if some&(1<<k) != 0 {
				row += string(m.letter)
			}
		}
		all = append(all, row)
	}
	return all
}

// TestPlacesInChinese has no English in what is said of the places of a log.
func TestPlacesInChinese(t *testing.T) {
	frametest.Chinese(t)
	f := frametest.Of(t, layout.Logs, frametest.Divided()...)
	for place, what := NextPlace(f, -1); place != (frame.Thing{}); place, what = NextPlace(f, -1) {
		f.Cursors[layout.LogsPane] = place
		frametest.OnlyTerms(t, what, "match", "next")
	}
}
