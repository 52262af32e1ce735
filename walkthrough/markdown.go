package walkthrough

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"raftviz/cluster/lang"
)

// document is a Markdown text.
type document struct {
	source []byte
	root   ast.Node
}

func readMarkdown(source []byte) document {
	return document{source, goldmark.DefaultParser().Parse(text.NewReader(source))}
}

// line is the line of the file that a block begins in, from 1.
func (d document) line(n ast.Node) int { return d.lineAt(d.begin(n)) }

func (d document) lineAt(offset int) int {
	return 1 + bytes.Count(d.source[:offset], []byte("\n"))
}

// begin is where a node's text begins; an empty one's is its neighbour's before it.
func (d document) begin(n ast.Node) int {
	for ; n != nil; n = before(n) {
		if f, ok := n.(*ast.FencedCodeBlock); ok && f.Info != nil {
			return f.Info.Segment.Start
		}
		if first := firstText(n); first >= 0 {
			return first
		}
	}
	return 0
}

// before is the node in front of n, or the one around it.
func before(n ast.Node) ast.Node {
	if p := n.PreviousSibling(); p != nil {
		return p
	}
	return n.Parent()
}

// firstText is where the first text in a node begins, -1 where there is none.
func firstText(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	if t, ok := n.(*ast.Text); ok {
		return t.Segment.Start
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if at := firstText(c); at >= 0 {
			return at
		}
	}
	return -1
}

// marked reports whether a heading begins with #, and is not a line with another of - below.
func (d document) marked(h *ast.Heading) bool {
	at := d.begin(h)
	start := bytes.LastIndexByte(d.source[:at], '\n') + 1
	return bytes.ContainsRune(d.source[start:at], '#')
}

// lines is the text of a block of lines, as they are.
func (d document) lines(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		b.Write(at.Value(d.source))
	}
	return b.String()
}

// blocks are the blocks of a text. What a lesson cannot show is an error.
func (d document) blocks(n ast.Node) ([]Block, error) {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		spans, err := d.spans(n, Plain)
		return []Block{{Kind: Paragraph, Spans: spans}}, err
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		return []Block{{Kind: Code, Spans: []Span{{strings.TrimRight(d.lines(n), "\n"), Literal}}}}, nil
	case *ast.List:
		return d.items(n)
	case *ast.Blockquote:
		return d.within(n, Quote, "")
	}
	return nil, lang.E("a lesson has no %s; allowed are paragraphs, lists, quotes and code", describe(n))
}

// items are those of a list.
func (d document) items(l *ast.List) ([]Block, error) {
	var all []Block
	number := l.Start
	for c := l.FirstChild(); c != nil; c = c.NextSibling() {
		marker := "•"
		if l.IsOrdered() {
			marker = fmt.Sprintf("%d.", number)
			number++
		}
		bs, err := d.within(c, Item, marker)
		if err != nil {
			return nil, err
		}
		all = append(all, bs...)
	}
	return all, nil
}

// within are the paragraphs within a block, as blocks of a kind.
func (d document) within(n ast.Node, kind BlockKind, marker string) ([]Block, error) {
	var all []Block
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		bs, err := d.blocks(c)
		if err != nil {
			return nil, err
		}
		for i := range bs {
			if bs[i].Kind == Paragraph {
				bs[i].Kind, bs[i].Marker = kind, marker
				marker = ""
			}
		}
		all = append(all, bs...)
	}
	return all, nil
}

// spans are the pieces of text in a node.
func (d document) spans(n ast.Node, style Style) ([]Span, error) {
	var all []Span
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		ss, err := d.inline(c, style)
		if err != nil {
			return nil, err
		}
		for _, s := range ss {
			all = join(all, s)
		}
	}
	return all, nil
}

func (d document) inline(n ast.Node, style Style) ([]Span, error) {
	switch n := n.(type) {
	case *ast.Text:
		s := string(n.Segment.Value(d.source))
		if n.SoftLineBreak() || n.HardLineBreak() {
			s += lineBreak
		}
		return []Span{{s, style}}, nil
	case *ast.String:
		return []Span{{string(n.Value), style}}, nil
	case *ast.CodeSpan:
		return d.spans(n, Literal)
	case *ast.Emphasis:
		return d.spans(n, map[int]Style{1: Term, 2: Strong}[n.Level])
	case *ast.Link:
		return d.spans(n, style)
	case *ast.AutoLink:
		return []Span{{string(n.URL(d.source)), Literal}}, nil
	}
	return nil, lang.E("a lesson has no %s in its text; allowed are *terms*, **strong** words, `code` and links", describe(n))
}

// lineBreak ends a line of the source within a paragraph, until the next is joined.
const lineBreak = "\n"

// join adds a span. Between two lines is a blank, but not between two ideographs, nor
// beside punctuation that is as wide as one.
func join(all []Span, s Span) []Span {
	if len(all) == 0 {
		return append(all, s)
	}
	last := &all[len(all)-1]
	if text, broken := strings.CutSuffix(last.Text, lineBreak); broken {
		last.Text = text
		a, _ := utf8.DecodeLastRuneInString(text)
		b, _ := utf8.DecodeRuneInString(s.Text)
		if !(lang.Ideographic(a) && lang.Ideographic(b) || fullWidth(a) || fullWidth(b)) {
			last.Text += " "
		}
	}
	if last.Style == s.Style {
		last.Text += s.Text
		return all
	}
	return append(all, s)
}

// fullWidth reports whether a rune is punctuation as wide as an ideograph.
func fullWidth(r rune) bool {
	return r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xff65
}

// describe is what a node is in Markdown.
func describe(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Heading:
		return lang.F("heading of level %d", n.Level)
	case *ast.HTMLBlock, *ast.RawHTML:
		return lang.T("HTML but comments")
	case *ast.Image:
		return lang.T("image")
	case *ast.ThematicBreak:
		return lang.In("Markdown", "rule")
	}
	return strings.ToLower(n.Kind().String())
}

// inline reads a text that is one paragraph.
func inline(source string) ([]Span, error) {
	d := readMarkdown([]byte(strings.TrimSpace(source)))
	first := d.root.FirstChild()
	if first == nil || first.NextSibling() != nil || first.Kind() != ast.KindParagraph {
		return nil, lang.E("%q is not one paragraph", source)
	}
	return d.spans(first, Plain)
}
