package filter

import (
	"testing"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

func TestErrorsInChinese(t *testing.T) {
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	for text, want := range map[string]string{
		"node:x": `node：未知的 "x"；节点为 1 到 9`,
		"term:x": `term：未知的 "x"；任期是一个数字`,
		"#x":     `#：未知的 "x"；消息是一个编号`,
		"kind:zz": `kind：未知的 "zz"；kind 可为 client, commit, crash, disk, election, fault, member, message, snapshot, violation、` +
			`事件名，或 MsgApp …`,
	} {
		if _, err := Parse(text); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// TestWordsInChineseAreLookedFor does not leave out steps by the letters of English.
func TestWordsInChineseAreLookedFor(t *testing.T) {
	words := []string{"已保存"}
	if sayable(view.SavedWAL, words) {
		t.Errorf("%s could be said in English", words)
	}
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	if !sayable(view.SavedWAL, words) {
		t.Errorf("%s cannot be said in Chinese", words)
	}
}
