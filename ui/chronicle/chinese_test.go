package chronicle_test

import (
	"testing"

	"raftviz/cluster/lang"
	"raftviz/ui/chronicle"
)

func TestAStaleGetInChinese(t *testing.T) {
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	lab := labOf(t, "cluster seed=1", "settle", "campaign 1", "settle", "put x 1", "settle", "isolate 3", "put x 2", "settle", "get x via 3")
	var c chronicle.Chronicle
	c.Grow(lab, lab.Len())
	last := c.Operations[len(c.Operations)-1]
	if want := "n1 当时有 x=2"; last.Stale != want {
		t.Errorf("it says %q, want %q", last.Stale, want)
	}
}
