package command

import (
	"errors"
	"strconv"
	"strings"

	"raftviz/cluster/lang"
)

// Place is a step of a branch.
type Place struct {
	// Branch is the branch's name, "" for the one looked at.
	Branch string
	// Step is the step's number, -1 for the branch's newest.
	Step int
}

// String is STEP, BRANCH or BRANCH@STEP.
func (p *Place) String() string {
	switch {
	case p == nil:
		return ""
	case p.Branch == "":
		return strconv.Itoa(p.Step)
	case p.Step < 0:
		return p.Branch
	}
	return p.Branch + "@" + strconv.Itoa(p.Step)
}

// aPlace is a step, a branch, or a step of a branch.
var aPlace = oneWord(allows("STEP, BRANCH or BRANCH@STEP"), (*Place)(nil), readPlace, (*Place).String)

func readPlace(word string) (*Place, error) {
	name, number, both := strings.Cut(word, "@")
	if both {
		step, err := readNumber(number, 0, maxPlace)
		if err != nil {
			return nil, errors.New(lang.T("has no step behind the @; BRANCH@STEP is allowed"))
		}
		name, err = readBranch(name)
		return &Place{name, step}, err
	}
	if step, err := readNumber(word, 0, maxPlace); err == nil {
		return &Place{"", step}, nil
	}
	name, err := readBranch(word)
	return &Place{name, -1}, err
}

// maxPlace is a number of a step that no session comes to.
const maxPlace = 1 << 40

// branchChars are what names of branches are made of.
const branchChars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."

// MaxBranch is the length of the longest name of a branch.
const MaxBranch = 32

// branchAllowed says what a branch can be called.
var branchAllowed = allows("at most 32 letters, digits, - _ and . that are not digits alone")

// aBranch is the name of a branch.
var aBranch = oneWord(branchAllowed, "", readBranch, func(name string) string { return name })

func readBranch(word string) (string, error) {
	if len(word) > MaxBranch || strings.Trim(word, branchChars) != "" || strings.Trim(word, "0123456789") == "" {
		return "", isNot("the name of a branch", lang.F("%s are allowed", branchAllowed()))
	}
	return word, nil
}

// BranchName is a name for a branch that is as near to text as names can be.
func BranchName(text string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(branchChars, r) {
			return r
		}
		return '-'
	}, text)
	name = name[:min(len(name), MaxBranch)]
	if _, err := readBranch(name); err != nil {
		return "session-" + name[:min(len(name), MaxBranch-len("session-"))]
	}
	return name
}
