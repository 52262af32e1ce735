package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// Groups of keys, as the help has them.
var (
	groupTime    = lang.Mark("time")
	groupMessage = lang.Mark("messages")
	groupCluster = lang.Mark("clients, members and faults")
	groupView    = lang.Mark("views")
	groupSelect  = lang.Mark("selecting")
	groupEvents  = lang.Mark("events")
	groupLook    = lang.Mark("going back")
	groupGeneral = lang.Mark("the program")
)

func timeKeys() []binding {
	return []binding{
		on([]string{" "}, "space", "step", groupTime, first, paceOr(acts), step).
			says("do what the schedule does next", "step").
			inLive("step", "pause, then do what comes next", "pause, step"),
		on([]string{"P"}, "P", "play", groupTime, whenPaused, free, togglePlay).
			says("step by itself, or pause", "step, repeated").
			inLive("go on", "pause, or let it go on", "pause, resume"),
		on([]string{"+", "="}, "+", "faster", groupTime, whilePlaying, nil, speedUp).
			says("play faster, up to 64×", "").notLive("a live cluster keeps the wall's time"),
		on([]string{"-"}, "-", "slower", groupTime, whilePlaying, nil, slowDown).
			says("play slower, down to 1/4×", "").notLive("a live cluster keeps the wall's time"),
		on([]string{"s"}, "s", "stage", groupTime, whenPaused, noReady, onNode("stage %d")).
			says("run the next stage of the node's Ready", "stage N"),
		on([]string{"r"}, "r", "ready", groupTime, whenPaused, noReady, onNode("ready %d")).
			says("run the node's Ready to its end", "ready N"),
		on([]string{"t"}, "t", "tick", groupTime, whenPaused, nodeDown, onNode("tick %d")).
			says("tick the selected node", "tick N"),
		on([]string{"T"}, "T", "tick all", groupTime, spare, acts, line("tick all")).
			says("tick every node once", "tick all"),
		on([]string{"S"}, "S", "settle", groupTime, whenPaused, acts, line("settle")).
			says("run until nothing is pending; no ticks", "settle"),
		on([]string{"U"}, "U", "until …", groupTime, never, acts, ask("until leader != 0")).
			says("run until a condition holds", "until COND"),
	}
}

func messageKeys() []binding {
	return []binding{
		on([]string{"d"}, "d", "deliver", groupMessage, onMessages, noMessage, onMessage("deliver #%d")).
			says("hand the message to its receiver", "deliver #ID"),
		on([]string{"x"}, "x", "drop", groupMessage, onMessages, noMessage, onMessage("drop #%d")).
			says("lose the selected message", "drop #ID"),
		on([]string{"D"}, "D", "duplicate", groupMessage, onMessages, noMessage, onMessage("duplicate #%d")).
			says("put a copy of the message in flight", "duplicate #ID"),
	}
}

func clusterKeys() []binding {
	return []binding{
		on([]string{"p"}, "p", "put", groupCluster, always, acts, openPut).
			says("propose to set a key", "put KEY VALUE"),
		on([]string{"g"}, "g", "get …", groupCluster, never, acts, ask("get ")).
			says("read a node's own store: may be stale", "get KEY"),
		on([]string{"e"}, "e", "campaign", groupCluster, never, nodeDown, onNode("campaign %d")).
			says("have the node start an election", "campaign N"),
		on([]string{"m"}, "m", "members", groupCluster, always, acts, openMembers).
			says("add, promote, remove, transfer …", "add N …"),
		on([]string{"f"}, "f", "faults", groupCluster, always, acts, openFaults).
			says("isolate, partition, crash, lose power …", "isolate N …"),
		on([]string{"c"}, "c", "crash", groupCluster, always, nodeDown, onNode("crash %d")).
			says("kill the node's process", "crash N"),
		on([]string{"R"}, "R", "restart", groupCluster, whenDown, nodeUp, onNode("restart %d")).
			says("start the node again from its disk", "restart N"),
	}
}

func selectionKeys() []binding {
	rows := []binding{
		on([]string{"w"}, "w", "next pane of the view", groupSelect, never, nil, moveFocus(1)).as("next-pane"),
		on([]string{"W"}, "W", "the pane before", groupSelect, never, nil, moveFocus(-1)).as("previous-pane"),
		on([]string{"down", "j"}, "↓ j", "down, in the pane in focus", groupSelect, never, nil, move(1)).as("down"),
		on([]string{"up", "k"}, "↑ k", "up", groupSelect, never, nil, move(-1)),
		on([]string{"pgdown", "ctrl+d"}, "pgdn ctrl-d", "far down", groupSelect, never, nil, move(10)).as("page-down"),
		on([]string{"pgup", "ctrl+u"}, "pgup ctrl-u", "far up", groupSelect, never, nil, move(-10)).as("page-up"),
		on([]string{"end", "G"}, "end G", "the last one", groupSelect, never, nil, jump(1)).as("last"),
		on([]string{"home"}, "home", "the first one", groupSelect, never, nil, jump(0)).as("first"),
		on([]string{"."}, ".", "next place", groupSelect, onLogs, noLogs, jumpInLog(1)).
			says("in the logs: the next commit, conflict …", ""),
		on([]string{","}, ",", "place before", groupSelect, onLogs, noLogs, jumpInLog(-1)).
			says("in the logs: the one before", "").as("previous-place"),
		on([]string{"l"}, "l", "next node", groupSelect, never, nil, moveNode(1)),
		on([]string{"h"}, "h", "the node before", groupSelect, never, nil, moveNode(-1)).as("previous-node"),
		on([]string{"enter"}, "enter", "inspect", groupSelect, onChosen, nil, openInspector).
			says("all there is to know of what is selected", ""),
		on([]string{"y"}, "y", "copy", groupSelect, never, nil, copySelected).
			says("what is selected to the clipboard (OSC 52)", ""),
		on([]string{"0"}, "0", "follow the node that acts", groupSelect, never, nil, unpin).as("follow-node"),
	}
	for id := view.NodeID(1); id <= view.MaxNodes; id++ {
		rows = append(rows, on([]string{fmt.Sprintf("alt+%d", int(id))}, "alt-1 … 9", "select that node", groupSelect, never, nil, func(m *Model) tea.Cmd {
			m.chooseNode(id)
			return nil
		}).as(fmt.Sprintf("node-%d", int(id))))
	}
	return rows
}

// eventKeys are those of the list of events.
func eventKeys() []binding {
	return []binding{
		on([]string{"/"}, "/", "filter", groupEvents, onEvents, nil, openFilter).
			says("by words, node:2 kind:crash key:x …", ""),
		on([]string{"n"}, "n", "next match", groupEvents, onMatches, noMatch(1), toMatch(1)).
			says("go to the next step that matches", "goto STEP"),
		on([]string{"N"}, "N", "match before", groupEvents, onMatches, noMatch(-1), toMatch(-1)).
			says("go to the last one before this", "goto STEP"),
		on([]string{"F"}, "F", "follow", groupEvents, onEvents, nil, toggleFollow).
			says("filter by what is selected, or no more", ""),
		on([]string{"v"}, "v", "raft's own log among the events, or not", groupEvents, never, nil, toggleRaft).as("raft-log"),
	}
}

// viewKeys choose the view.
func viewKeys() []binding {
	var rows []binding
	for p := range layout.Pages {
		number := fmt.Sprint(int(p) + 1)
		row := on([]string{number}, number, "", groupView, never, nil, show(p)).as("view-" + p.String())
		row.SetHelp(number, p.String())
		rows = append(rows, row)
	}
	return append(rows,
		on([]string{"tab"}, "tab", "next view", groupView, never, nil, turn(1)),
		on([]string{"shift+tab"}, "shift-tab", "the view before", groupView, never, nil, turn(-1)).as("previous-view"),
		on([]string{"z"}, "z", "zoom", groupView, never, nil, toggleZoom).
			says("all the room for the pane in focus", ""),
	)
}

func lookingKeys() []binding {
	return []binding{
		on([]string{"left"}, "←", "back", groupLook, inThePast, noPast, look("back")).
			says("look at the step before", "back"),
		on([]string{"right"}, "→", "forward", groupLook, inThePast, newest, look("forward")).
			says("look at the next step", "forward"),
		on([]string{"["}, "[", "10 back", groupLook, never, noPast, look("back 10")).as("back-10").
			says("ten steps back", "back 10"),
		on([]string{"]"}, "]", "10 forward", groupLook, never, newest, look("forward 10")).as("forward-10").
			says("ten steps forward", "forward 10"),
		on([]string{"{"}, "{", "first step", groupLook, never, noPast, lookAtOldest).
			says("look at the first step", "goto 0"),
		on([]string{"}"}, "}", "newest", groupLook, inThePast, newest, lookAtNewest).
			says("look at the newest step", "goto STEP"),
		on([]string{"o"}, "o", "go there", groupLook, onChosen, nowhere, goThere).
			says("look at the step of what is selected", "goto STEP"),
		on([]string{"alt+s"}, "alt-s", "back over a stage", groupLook, never, noStageBehind, backOver(stagesBehind)).
			says("look at the step before the last stage", "goto STEP"),
		on([]string{"alt+r"}, "alt-r", "back over a Ready", groupLook, never, noReadyBehind, backOver(readiesBehind)).
			says("… before the last Ready was taken", "goto STEP"),
		on([]string{"alt+d"}, "alt-d", "back over a message", groupLook, never, noMessageBehind, backOver(deliveriesBehind)).
			says("… before the last message was delivered", "goto STEP"),
		on([]string{"alt+t"}, "alt-t", "back over a tick", groupLook, never, noTickBehind, backOver(ticksBehind)).
			says("… before the last tick of the cluster", "goto STEP"),
		on([]string{"u"}, "u", "undo", groupLook, whenPaused, nothingDone, undo).
			says("look at the step before the last command", "goto STEP").
			inLive("last command", "look at the step before the last command", "goto STEP"),
		on([]string{"!"}, "!", "conflict", groupLook, inConflict, noViolation, lookAtConflict).
			says("look at a violation's two steps in turn", "goto STEP"),
		on([]string{"B"}, "B", "branches", groupLook, never, free, openBranches).
			says("choose a branch to go on with", "branch NAME").notLive("a live cluster has no branches: commands alone do not make it again"),
		on([]string{"C"}, "C", "fresh cluster …", groupLook, never, free, openSeeds).
			says("another seed, more nodes, PreVote …", "cluster seed=S").notLive("a live session has the one cluster; the lab starts others"),
		on([]string{"b"}, "b", "breakpoint …", groupLook, never, free, ask("breakpoint ")).
			says("stop whenever a condition becomes true", "breakpoint COND"),
	}
}

func generalKeys() []binding {
	return []binding{
		on([]string{":"}, ":", "command", groupGeneral, last, free, ask("")),
		on([]string{"?"}, "?", "help", groupGeneral, last, nil, openHelp),
		on([]string{"esc"}, "esc", "back", groupGeneral, whileRunning, nil, back).as("leave"),
		on([]string{"q"}, "q", "quit", groupGeneral, last, nil, quit),
		on([]string{"ctrl+l"}, "ctrl-l", "draw the screen again", groupGeneral, never, nil, func(*Model) tea.Cmd { return tea.ClearScreen }).as("redraw"),
		on([]string{"ctrl+c"}, "ctrl-c", "quit, wherever you are", groupGeneral, never, nil, nil).as("quit-anywhere"),
		on([]string{"ctrl+z"}, "ctrl-z", "suspend", groupGeneral, never, nil, nil),
	}
}

// far is further than anything goes.
const far = 1 << 30

// back undoes the outermost thing: a running command, a look at the past, a
// choice. It never quits.
func back(m *Model) tea.Cmd {
	switch {
	case m.running != nil && m.running.long:
		m.stopRunning()
	case m.past():
		return lookAtNewest(m)
	case m.play.on && m.living == nil:
		m.pause()
		m.say(lang.T("paused"))
	case m.zoom:
		m.zoom = false
	case m.cursors[m.focus[m.page]] != (frame.Thing{}) && (m.focus[m.page] == layout.EventsPane || m.focus[m.page] == layout.SpaceTimePane):
		m.cursors[m.focus[m.page]] = frame.Thing{}
	case m.found != nil:
		m.clearFilter()
	default:
		m.focus[m.page], m.status = m.page.Main(), frame.Status{}
	}
	return nil
}
