package walkthrough

import "strings"

// Block is a part of a text that stands by itself.
type Block struct {
	Kind BlockKind
	// Marker stands before an Item: "•", or its number.
	Marker string
	// Spans are its text; those of Code are its lines.
	Spans []Span
}

// BlockKind says what a block is.
type BlockKind uint8

// The kinds of blocks.
const (
	Paragraph BlockKind = iota
	Item
	Quote
	Code
)

// Span is a piece of text in one style.
type Span struct {
	Text  string
	Style Style
}

// Style says how a span is set.
type Style uint8

// The styles. A Term is a word of raft's that stands *so*; it is explained where it
// comes first.
const (
	Plain Style = iota
	Strong
	Term
	Literal
)

// String is the block's text without styles.
func (b Block) String() string {
	var text strings.Builder
	for _, s := range b.Spans {
		text.WriteString(s.Text)
	}
	return text.String()
}
