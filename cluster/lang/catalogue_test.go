package lang

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write zh_CN.po anew: sorted, with what is missing, without what is not used")

const file = "zh_CN.po"

// TestEveryTextIsInTheCatalogue reads all of the source.
func TestEveryTextIsInTheCatalogue(t *testing.T) {
	texts := readSource(t)
	if len(texts) < 1 {
		t.Fatalf("only %d texts were found", len(texts))
	}
	known := catalogue(chinese)
	if *update {
		if err := os.WriteFile(file, write(texts, known), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for what, in := range texts {
		said, ok := known[what]
		switch {
		case !ok || strings.TrimSpace(said) == "":
			t.Errorf("%s: %q is not translated; go test ./cluster/lang -update adds it to %s", in.files[0], what, file)
		case in.format && !sameVerbs(what, said):
			t.Errorf("%s: %q and %q do not have the same verbs", in.files[0], what, said)
		}
	}
	for what := range known {
		if texts[what] == nil {
			t.Errorf("%s has %q, which nothing says; go test ./cluster/lang -update removes it", file, what)
		}
	}
}

// TestTheCatalogueIsSorted keeps changes of it small.
func TestTheCatalogueIsSorted(t *testing.T) {
	if string(write(readSource(t), catalogue(chinese))) != string(chinese) {
		t.Errorf("%s is not as go test ./cluster/lang -update writes it", file)
	}
}

// sameVerbs reports whether a translation formats the same arguments. One that numbers
// them may leave some out, as an English plural's s.
func sameVerbs(text, said string) bool {
	a, b := verbsOf(text), verbsOf(said)
	if strings.Contains(said, "%[") {
		maps.DeleteFunc(a, func(i int, _ string) bool { _, used := b[i]; return !used })
	}
	return maps.Equal(a, b)
}

func TestVerbsAreFound(t *testing.T) {
	for _, tt := range []struct {
		text, said string
		same       bool
	}{
		{"step %d of %d", "第 %d 步，共 %d 步", true},
		{"%d of %s", "%[2]s 的 %[1]d", true},
		{"%d of %s", "%s 的 %d", false},
		{"%d of %s", "%d", false},
		{"100%% of %-5d", "%d 的 100%%", true},
		{"%d entr%s", "%[1]d 个条目", true},
	} {
		if sameVerbs(tt.text, tt.said) != tt.same {
			t.Errorf("%q and %q: same is %v", tt.text, tt.said, !tt.same)
		}
	}
}

// write is the catalogue as a PO file, by the first file that says a text.
func write(texts map[string]*text, known map[string]string) []byte {
	var b strings.Builder
	b.WriteString("# raftviz in Simplified Chinese. The texts in English stand in the source;\n" +
		"# go test ./cluster/lang -update adds here what is new, and removes what is gone.\n" +
		"msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Language: zh_CN\\n\"\n\"Plural-Forms: nplurals=1; plural=0;\\n\"\n")
	all := slices.SortedFunc(maps.Keys(texts), func(x, y string) int {
		if c := strings.Compare(texts[x].files[0], texts[y].files[0]); c != 0 {
			return c
		}
		return strings.Compare(x, y)
	})
	for _, what := range all {
		b.WriteString("\n#: " + strings.Join(texts[what].files, " ") + "\n")
		text := what
		if context, in, ok := strings.Cut(what, within("", "")); ok {
			b.WriteString("msgctxt " + strconv.Quote(context) + "\n")
			text = in
		}
		b.WriteString("msgid " + strconv.Quote(text) + "\nmsgstr " + strconv.Quote(known[what]) + "\n")
	}
	return []byte(b.String())
}
