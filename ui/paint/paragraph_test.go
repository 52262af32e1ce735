package paint

import (
	"strings"
	"testing"

	"raftviz/ui/grid"
)

// drawn are the rows of a paragraph of at most so many.
func drawn(width, rows int, ps ...Piece) string {
	g := grid.New(width, 4)
	Paragraph(g.Canvas(), 0, 0, width, rows, ps...)
	lines := strings.Split(g.Render(grid.Plain()), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

func TestParagraph(t *testing.T) {
	text := []Piece{Strong("n1 "), Plain("has"), Label(" no entry")}
	for _, tt := range []struct {
		width, rows int
		ps          []Piece
		want        string
	}{
		{20, 2, text, "n1 has no entry"},
		{10, 2, text, "n1 has no\nentry"},
		{10, 1, text, "n1 has no…"},
		{6, 2, text, "n1 has\nno en…"},
		{6, 3, text, "n1 has\nno\nentry"},
		{3, 2, []Piece{Plain("abcdef gh")}, "ab…\ngh"},
		{5, 2, []Piece{Plain("数据 库")}, "数据\n库"},
		{5, 2, nil, ""},
		{6, 3, []Piece{Strong("n1 "), Plain("已提交"), Label("，日志")}, "n1 已\n提交，\n日志"},
		{8, 2, []Piece{Plain("在 n1 n2"), Label("，缺")}, "在 n1\nn2，缺"},
		{6, 2, []Piece{Plain("日志（"), Label("n1）")}, "日志\n（n1）"},
		{7, 3, []Piece{Plain("a "), Strong("Ready"), Plain(", says")}, "a\nReady,\nsays"},
		{8, 2, []Piece{Plain("see ("), Strong("Save"), Plain(")")}, "see\n(Save)"},
		{6, 1, []Piece{Plain("，"), Label("。")}, "，。"},
	} {
		if got := drawn(tt.width, tt.rows, tt.ps...); got != tt.want {
			t.Errorf("in %d columns and %d rows it is\n%s\nwant\n%s", tt.width, tt.rows, got, tt.want)
		}
	}
}
