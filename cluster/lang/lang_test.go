package lang

import "testing"

func TestALanguageIsNamedByCodeAndByLocale(t *testing.T) {
	for name, want := range map[string]Language{
		"en": English, "zh": Chinese, "ZH": Chinese, "zh_CN.UTF-8": Chinese, "zh-Hans": Chinese, "en_GB@euro": English,
	} {
		if l, err := Parse(name); err != nil || l != want {
			t.Errorf("%s: %q, %v", name, l, err)
		}
	}
	if _, err := Parse("klingon"); err == nil || err.Error() != `"klingon" is no language of the interface; allowed are en and zh` {
		t.Errorf("klingon: %v", err)
	}
}

func TestTheEnvironmentsFirstLocaleCounts(t *testing.T) {
	for _, tt := range []struct {
		env  map[string]string
		want Language
	}{
		{nil, English},
		{map[string]string{"LANG": "zh_CN.UTF-8"}, Chinese},
		{map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, English},
		{map[string]string{"LANG": "de_DE", "LC_MESSAGES": "zh_TW"}, Chinese},
		{map[string]string{"LANG": "POSIX"}, English},
	} {
		if l := FromEnvironment(func(name string) string { return tt.env[name] }); l != tt.want {
			t.Errorf("%v: %q", tt.env, l)
		}
	}
}

func TestTextsAreSaidInTheLanguageInUse(t *testing.T) {
	defer Use(English)
	if T("paused") != "paused" || F("step %d", 3) != "step 3" || In("key", "down") != "down" {
		t.Errorf("English says %q, %q and %q", T("paused"), F("step %d", 3), In("key", "down"))
	}
	Use(Chinese)
	if InUse() != Chinese || T("paused") != "已暂停" || T("no such text") != "no such text" || T("") != "" {
		t.Errorf("%s says %q, %q, %q", InUse(), T("paused"), T("no such text"), T(""))
	}
	if In("key", "down") != "下移" || In("key", "paused") != "已暂停" {
		t.Errorf("in the context key it says %q and %q", In("key", "down"), In("key", "paused"))
	}
}
