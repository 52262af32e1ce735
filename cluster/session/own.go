package session

import "raftviz/cluster/command"

// own has what does the commands that only a session has. init fills it: load
// runs commands too.
var own map[string]func(*Session, command.Args) (output string, err error)

func init() {
	own = map[string]func(*Session, command.Args) (output string, err error){
		"back":        (*Session).back,
		"forward":     (*Session).forward,
		"goto":        (*Session).goTo,
		"fork":        (*Session).forkHere,
		"branches":    (*Session).list,
		"branch":      (*Session).switchTo,
		"diff":        (*Session).diff,
		"save":        (*Session).save,
		"save!":       (*Session).saveAnyway,
		"load":        (*Session).load,
		"breakpoint":  (*Session).setBreakpoint,
		"breakpoints": (*Session).listBreakpoints,
		"clear":       (*Session).clearBreakpoints,
	}
}
