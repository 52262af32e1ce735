package grid

import (
	"slices"
	"testing"
)

func TestClip(t *testing.T) {
	for _, tt := range []struct {
		s     string
		width int
		want  string
	}{
		{"raft", 4, "raft"}, {"raft", 3, "ra…"}, {"raft", 1, "…"}, {"raft", 0, ""}, {"raft", -1, ""},
		{"", 3, ""}, {"語語", 4, "語語"}, {"語語", 3, "語…"}, {"語語", 2, "…"},
	} {
		if got := Clip(tt.s, tt.width); got != tt.want {
			t.Errorf("Clip(%q, %d) = %q, want %q", tt.s, tt.width, got, tt.want)
		}
	}
}

func TestFit(t *testing.T) {
	if got := Fit(6, "pre-candidate", "pre-c."); got != "pre-c." {
		t.Errorf("got %q", got)
	}
	if got := Fit(3, "pre-candidate", "pre-c."); got != "pr…" {
		t.Errorf("got %q", got)
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		s     string
		width int
		want  []string
	}{
		{"one two three", 8, []string{"one two", "three"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"a\n\nb", 4, []string{"a", "", "b"}},
		{"  in two", 6, []string{"  in", "  two"}},
		{"x", 0, nil},
	} {
		if got := Wrap(tt.s, tt.width); !slices.Equal(got, tt.want) {
			t.Errorf("Wrap(%q, %d) = %q, want %q", tt.s, tt.width, got, tt.want)
		}
	}
}

// TestWrapChinese breaks behind any ideograph, but not where no line may begin or end.
func TestWrapChinese(t *testing.T) {
	for _, tt := range []struct {
		s     string
		width int
		want  []string
	}{
		{"领导者已提交日志", 6, []string{"领导者", "已提交", "日志"}},
		{"领导者已提交日志", 7, []string{"领导者", "已提交", "日志"}},
		{"领导者，已提交", 6, []string{"领导", "者，已", "提交"}},
		{"领导者。", 7, []string{"领导", "者。"}},
		{"领导者！？好", 8, []string{"领导", "者！？好"}},
		{"日志（任期）在", 6, []string{"日志", "（任", "期）在"}},
		{"他说「好」了", 7, []string{"他说", "「好」", "了"}},
		{"他说“好”了", 6, []string{"他说", "“好”了"}},
		{"『【好】』呀", 4, []string{"『【", "好】", "』呀"}},
		{"等待…再试", 4, []string{"等", "待…", "再试"}},
		{"节点 n1 的 MsgAppResp", 10, []string{"节点 n1 的", "MsgAppResp"}},
		{"收到MsgAppResp后提交", 12, []string{"收到", "MsgAppResp后", "提交"}},
		{"n1 leads，也", 10, []string{"n1 leads，", "也"}},
		{"  提交索引", 7, []string{"  提交", "  索引"}},
	} {
		if got := Wrap(tt.s, tt.width); !slices.Equal(got, tt.want) {
			t.Errorf("Wrap(%q, %d) = %q, want %q", tt.s, tt.width, got, tt.want)
		}
	}
}
