package grid

import (
	"encoding/xml"
	"io"
	"reflect"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for text, want := range map[string][]word{
		"":              nil,
		"  a  bc ":      {{2, "a"}, {5, "bc"}},
		"鍵=値 x":         {{0, "鍵"}, {2, "="}, {3, "値"}, {6, "x"}},
		"put\u00a0x ok": {{0, "put\u00a0x"}, {6, "ok"}},
	} {
		if got := words(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

// TestPictureIsXML draws all shapes in all kinds of styles, and text that XML
// would misread.
func TestPictureIsXML(t *testing.T) {
	var all strings.Builder
	for r := range shapes {
		all.WriteRune(r)
	}
	g := New(120, 4)
	c := g.Canvas()
	c.Text(0, 0, 0, all.String())
	c.Text(0, 1, 1, `<&">]]> 語`)
	c.Text(0, 2, 2, "faint ─── text")
	c.Row(3).Select()
	picture := g.SVG(&Look{Paper: "#000000", Ink: "#ffffff", Specs: []Spec{{}, {Bold: true, Underline: true}, {Faint: true}}})
	d := xml.NewDecoder(strings.NewReader(picture))
	for {
		_, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, picture)
		}
	}
	for _, want := range []string{`opacity="0.7"`, `stroke-opacity="0.7"`, "stroke-dasharray", `font-weight="bold"`, `text-decoration="underline"`} {
		if !strings.Contains(picture, want) {
			t.Errorf("no %s in the picture", want)
		}
	}
}

// TestLinesOfAPictureJoin checks that a line ends where the next one begins.
func TestLinesOfAPictureJoin(t *testing.T) {
	var path strings.Builder
	shapes['├'].trace(&path, 0, 0, 1)
	if got, want := path.String(), "M4.5 9.5h4.5M4.5 0.0v19.0"; got != want {
		t.Errorf("├ is %s, want %s", got, want)
	}
	path.Reset()
	shapes['╰'].trace(&path, 0, 0, 1)
	if got, want := path.String(), "M9.0 9.5Q4.5 9.5 4.5 0.0"; got != want {
		t.Errorf("╰ is %s, want %s", got, want)
	}
}
