package command

import (
	"errors"
	"regexp"
	"strings"

	"raftviz/cluster/condition"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// aCondition is an expression: the rest of the line, without a comment.
var aCondition = &Type{
	allowed: allows("an expression that is true or false"),
	readRaw: func(rest string) (any, string, error) { return readCondition(cutComment(rest, true), "") },
	write:   writeCondition, candidates: conditionWords, long: true,
}

// conditionWithin is an expression that "within TICKS" may follow.
var conditionWithin = &Type{
	allowed: allows("an expression that is true or false"),
	readRaw: func(rest string) (any, string, error) {
		rest = cutComment(rest, true)
		if m := withinClause.FindStringSubmatchIndex(rest); m != nil {
			return readCondition(rest[:m[0]], rest[m[2]:])
		}
		return readCondition(rest, "")
	},
	write: writeCondition, candidates: conditionWords, long: true,
}

// withinClause is at the end of the line and has no quote in it: a condition
// that ends in a string is left alone.
var withinClause = regexp.MustCompile(`\s(within\s+[^\s'"` + "`" + `]+)\s*$`)

func readCondition(text, after string) (any, string, error) {
	c, err := condition.Compile(text)
	return c, after, err
}

func writeCondition(value any) string { return value.(*condition.Condition).String() }

// anyText is the rest of the line as it is typed, without a comment. Quotes
// around the whole of it are taken off.
var anyText = &Type{
	allowed: allows("text to the end of the line"),
	readRaw: readText,
	write:   writeText, candidates: func(*view.View, []string) []string { return nil }, long: true,
}

func readText(rest string) (any, string, error) {
	text := strings.Trim(cutComment(rest, false), blanks)
	if words, err := split(text); err == nil && len(words) == 1 {
		text = words[0]
	}
	if text == "" {
		return nil, "", errors.New(lang.T("TEXT is missing; text to the end of the line is allowed"))
	}
	return text, "", nil
}

func writeText(value any) string {
	text := value.(string)
	if again, _, err := readText(text); err == nil && again == text {
		return text
	}
	return quote(text)
}
