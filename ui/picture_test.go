package ui

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"raftviz/ui/scene"
	"raftviz/ui/theme"
)

// picture is the README's, drawn by this test so that it can be renewed.
var picture = filepath.Join("..", "docs", "raftviz.svg")

// TestPictureIsCurrent draws a cluster in the middle of a PUT: one follower has
// saved the entry, to the other it is still on its way.
func TestPictureIsCurrent(t *testing.T) {
	s := open(t, 120, 40, "cluster seed=42 heartbeat=3 delay=1")
	s.do("until leader != 0", "run 6", "put x 1", "run 6", "put y 2", "run 8", "put z 3")
	s.do(`until node(1).stage == "save-wal" && any(messages, len(#.entries) > 0)`)
	s.press("s")
	got := scene.Draw(s.m.frame(), 120, 40).SVG(theme.Dark())
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.MkdirAll(filepath.Dir(picture), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(picture, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(picture)
	if err != nil || string(want) != got {
		t.Errorf("%s is not what the screen looks like now (%v); go test ./ui -update draws it", picture, err)
	}
}
