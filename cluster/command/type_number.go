package command

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"raftviz/cluster/lang"
)

// number is a whole number from low to high.
func number(low, high int) *Type {
	return oneWord(func() string { return fmt.Sprintf("%d-%d", low, high) }, low,
		func(word string) (int, error) { return readNumber(word, low, high) }, strconv.Itoa)
}

// zeroOr is a number that is 0 when it is left out.
func zeroOr(t *Type) *Type {
	t.zero = 0
	return t
}

// readNumber reads a number. Only digits are one: no sign, no base, no underscore.
func readNumber(word string, low, high int) (int, error) {
	allowed := lang.F("%d-%d is allowed", low, high)
	if word == "" || strings.Trim(word, "0123456789") != "" {
		return 0, isNot("a whole number", allowed)
	}
	n, err := strconv.Atoi(word)
	if err != nil || n < low || n > high {
		return 0, lang.E("is out of range; %s", allowed)
	}
	return n, nil
}

// seed is a number of 64 bits.
var seed = oneWord(func() string { return fmt.Sprintf("0-%d", uint64(math.MaxUint64)) }, uint64(0),
	func(word string) (uint64, error) {
		n, err := strconv.ParseUint(word, 10, 64)
		if err != nil {
			return 0, isNot("a seed", lang.F("a whole number of 0-%d is allowed", uint64(math.MaxUint64)))
		}
		return n, nil
	},
	func(n uint64) string { return strconv.FormatUint(n, 10) })

// Span is a range of ticks, both ends included.
type Span struct{ Min, Max int }

// maxDelayTicks is the longest that a message can be made to travel.
const maxDelayTicks = 1000

// span is a range of ticks, "2..5", or a number, "3".
var span = oneWord(func() string { return lang.F("ticks or a range of ticks, 0-%d", maxDelayTicks) }, (*Span)(nil), readSpan,
	func(s *Span) string {
		switch {
		case s == nil:
			return ""
		case s.Min == s.Max:
			return strconv.Itoa(s.Min)
		}
		return fmt.Sprintf("%d..%d", s.Min, s.Max)
	})

func readSpan(word string) (*Span, error) {
	first, last, isRange := strings.Cut(word, "..")
	low, err := readNumber(first, 0, maxDelayTicks)
	if err != nil {
		return nil, err
	}
	if !isRange {
		return &Span{low, low}, nil
	}
	high, err := readNumber(last, 0, maxDelayTicks)
	if err != nil {
		return nil, err
	}
	if high < low {
		return nil, isNot("a range", lang.T("it begins with the smaller number, as 2..5"))
	}
	return &Span{low, high}, nil
}

// percent is a share, "10%" or "10".
var percent = oneWord(func() string { return "0%-100%" }, (*int)(nil),
	func(word string) (*int, error) {
		n, err := readNumber(strings.TrimSuffix(word, "%"), 0, 100)
		if err != nil {
			return nil, isNot("a percentage", lang.T("0%-100% is allowed"))
		}
		return &n, nil
	},
	func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n) + "%"
	})
