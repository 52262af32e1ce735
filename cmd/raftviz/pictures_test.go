package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "draw the pictures in docs/pictures")

// TestPicturesAreFresh draws the pictures of the README with the commands that
// stand in their scripts.
func TestPicturesAreFresh(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Chdir("../..")
	scripts, err := filepath.Glob("docs/pictures/*.raft")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no pictures: %v", err)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, script := range scripts {
		t.Run(filepath.Base(script), func(t *testing.T) {
			args := drawnBy(t, script)
			picture := args[len(args)-1]
			if picture != strings.TrimSuffix(script, ".raft")+".svg" || !bytes.Contains(readme, []byte(picture)) {
				t.Errorf("%s makes %s; want a picture of that name, which README.md shows", script, picture)
			}
			want := draw(t, args)
			if *update {
				if err := os.WriteFile(picture, want, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got, err := os.ReadFile(picture); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s is not what the screen looks like; renew it with: make pictures (%v)", picture, err)
			}
		})
	}
}

// lessonPicture is the picture of a lesson in the README, and of which step it is.
const (
	lessonPicture = "docs/pictures/lesson.svg"
	lessonStep    = "election-12.svg"
)

// TestThePictureOfALessonIsFresh draws the lesson of the README.
func TestThePictureOfALessonIsFresh(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Chdir("../..")
	dir := t.TempDir()
	root := newRoot()
	root.SetArgs([]string{"walk", "export", "election", "--text", "--size", "120x36", "--lang", "en", "-o", dir})
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(dir, lessonStep))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(lessonPicture, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(lessonPicture); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the screen looks like; renew it with: make pictures (%v)", lessonPicture, err)
	}
	if readme, err := os.ReadFile("README.md"); err != nil || !bytes.Contains(readme, []byte(lessonPicture)) {
		t.Errorf("README.md does not show %s (%v)", lessonPicture, err)
	}
}

// drawnBy is the command that draws a picture, as its script's comment says.
func drawnBy(t *testing.T, script string) []string {
	t.Helper()
	text, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if command, ok := strings.CutPrefix(line, "# raftviz "); ok {
			return strings.Fields(command)
		}
	}
	t.Fatalf("%s does not say how its picture is drawn", script)
	return nil
}

// draw runs the command, but that the picture is another file.
func draw(t *testing.T, args []string) []byte {
	t.Helper()
	args = slices.Clone(args)
	out := filepath.Join(t.TempDir(), "picture.svg")
	args[len(args)-1] = out
	root := newRoot()
	root.SetArgs(args)
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
