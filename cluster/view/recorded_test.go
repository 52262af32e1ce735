package view

import (
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"raftviz/cluster/lang"
)

// TestRecordedTextsAreMadeSo finds each format where a text is made with it.
func TestRecordedTextsAreMadeSo(t *testing.T) {
	var source strings.Builder
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "recorded.go") {
			return err
		}
		text, err := os.ReadFile(path)
		source.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range recorded {
		// Two of a partition's groups are as fmt prints them.
		if format != "[%s] and %s" && !strings.Contains(source.String(), strconv.Quote(format)) {
			t.Errorf("no text is made with %q", format)
		}
	}
}

func TestRecordedTextsAreSaidInTheLanguageInUse(t *testing.T) {
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	for text, want := range map[string]string{
		"n3 is down":            "n3 已停机",
		"link n1->n2 is cut":    "链路 n1->n2 已切断",
		"link n1->n2 loses 10%": "链路 n1->n2 丢失 10%",
		"the network is partitioned into [n1 n2] and [n3] and [n4 n5]":                                                                              "网络被分区为 [n1 n2] 与 [n3] 与 [n4 n5]",
		"call Advance for Ready #4 (skip-advance)":                                                                                                  "为 Ready #4 调用 Advance (skip-advance)",
		"every link delays by 2..5 ticks and loses 10%":                                                                                             "所有链路：延迟 2..5 个滴答，丢失 10%",
		"put x=1 (request 3) was acknowledged at 2/5, and n3 was elected leader of term 3 without it and 2 more":                                    "put x=1 (请求 3) 已在 2/5 得到确认，而 n3 当选任期 3 的领导者，却没有它和另外 2 个",
		"read x (request 4) was answered no x by n1, which no order of the puts and reads of x explains: put x=1 (request 3) had been acknowledged": "n1 对 read x (请求 4) 答复 x 不存在，x 的 put 和 read 的任何顺序都无法解释：put x=1 (请求 3) 此前已得到确认",
		"state.commit 9 is out of range":                                                                                                            "state.commit 9 is out of range",
	} {
		if got := Recorded(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestEventsHaveAnEnglishText(t *testing.T) {
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	e := Event{What: Lost, About: &Message{ID: 4, From: 1, To: 3}, Text: "n3 is down"}
	if e.English() == e.String() || !strings.HasSuffix(e.English(), " was lost: n3 is down") {
		t.Errorf("the event is %q in English, and %q", e.English(), e)
	}
}
