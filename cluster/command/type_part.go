package command

import (
	"strconv"
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// firstUsage is a part of a command as the usage line has it.
const firstUsage = "COUNT COMMAND"

// Part is the beginning of a command: its first Count steps.
type Part struct {
	Count   int
	Command Command
}

// aPart is a number of steps and the command that they are of: the rest of the
// line.
var aPart = &Type{
	allowed: func() string {
		return lang.F("a number of steps, 1-%d, and a command that acts on the cluster", maxSteps)
	},
	readRaw: readPart,
	write: func(value any) string {
		p := value.(Part)
		return strconv.Itoa(p.Count) + " " + p.Command.String()
	},
	candidates: partWords, long: true, goesOn: true,
}

func readPart(rest string) (any, string, error) {
	count, line := cutName(strings.Trim(rest, blanks))
	if count == "" {
		return nil, "", lang.E("%s is missing; usage: %s", "COUNT", "first "+firstUsage)
	}
	n, err := readNumber(count, 1, maxSteps)
	if err != nil {
		return nil, "", lang.E("COUNT %q %w", count, err)
	}
	c, err := Parse(line)
	switch {
	case err != nil:
		return nil, "", err
	case c.Spec == nil:
		return nil, "", lang.E("%s is missing; usage: %s", "COMMAND", "first "+firstUsage)
	case !c.Spec.Acts() || c.Sets() || c.Spec.Name == "first":
		return nil, "", lang.E("%s cannot be done in part; commands that act on the cluster can", c.Spec.Name)
	}
	return Part{n, c}, "", nil
}

// partWords complete the command behind the number.
func partWords(v *view.View, before []string) []string {
	done, last := before[0], before[1]
	count, line := cutName(strings.TrimLeft(done, blanks))
	if count == "" {
		return nil
	}
	return Complete(line+last, v)
}
