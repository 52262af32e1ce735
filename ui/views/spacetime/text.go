package spacetime

import (
	"strconv"
	"strings"
)

// text makes short texts out of words and numbers, all in one piece of memory:
// a picture has hundreds of them.
type text struct {
	b     strings.Builder
	start int
}

func newText() *text {
	t := &text{}
	t.b.Grow(4 << 10)
	return t
}

// add adds a word to the text at hand.
func (t *text) add(words ...string) *text {
	for _, w := range words {
		t.b.WriteString(w)
	}
	return t
}

// num adds a number.
func (t *text) num(n uint64) *text {
	var digits [20]byte
	t.b.Write(strconv.AppendUint(digits[:0], n, 10))
	return t
}

// empty reports whether nothing was added since the last text ended.
func (t *text) empty() bool { return t.b.Len() == t.start }

// end is the text since the last one.
func (t *text) end() string {
	s := t.b.String()[t.start:]
	t.start = t.b.Len()
	return s
}
