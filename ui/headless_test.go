package ui

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"

	"raftviz/cluster/command"
	"raftviz/cluster/script"
	"raftviz/ui/layout"
)

// pictureOf is a picture of a screen of 120x40 on which a script of these lines
// was run.
func pictureOf(t *testing.T, lines ...string) Picture {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.raft")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return Picture{Script: path, Width: 120, Height: 40}
}

// aPut is the script of a put.
var aPut = []string{"cluster nodes=3 seed=42", "until leader != 0", "run 3", "put x 鍵", "settle"}

func shoot(t *testing.T, p Picture, at int, file string) string {
	t.Helper()
	got, err := p.Screenshot(at, file)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestAScreenshotIsWhatTheScreenShows runs the same lines on a screen.
func TestAScreenshotIsWhatTheScreenShows(t *testing.T) {
	s := open(t, 120, 40, aPut...)
	for len(s.m.script) > 0 {
		s.wait(s.m.nextLine())
	}
	got := shoot(t, pictureOf(t, aPut...), Newest, "a.txt")
	if want := plainText(s.m.draw()); got != want {
		t.Errorf("the screenshot is\n%s\nthe screen\n%s", got, want)
	}
}

func TestScreenshotsAreTheSameBytes(t *testing.T) {
	for _, file := range []string{"a.svg", "a.txt"} {
		p := pictureOf(t, aPut...)
		if a, b := shoot(t, p, Newest, file), shoot(t, p, Newest, file); a != b || a == "" {
			t.Errorf("%s: two pictures of the same script differ", file)
		}
	}
}

func TestScreenshotLooksBackAndSelects(t *testing.T) {
	p := pictureOf(t, aPut...)
	p.Node = 3
	if got := shoot(t, p, 17, "a.txt"); !strings.Contains(got, "step 17 of ") || !strings.Contains(got, "▸ n3") {
		t.Errorf("got\n%s", got)
	}
	p.View, p.ASCII = "events", true
	if got := shoot(t, p, Newest, "a.txt"); strings.Contains(got, "in flight") || strings.ContainsAny(got, "│─▸●") || !strings.Contains(got, "鍵") {
		t.Errorf("got\n%s", got)
	}
}

func TestScreenshotSaysWhatIsWrong(t *testing.T) {
	var unmet *command.Unmet
	var at *script.Error
	good := pictureOf(t, aPut...)
	if _, err := pictureOf(t, "settle", `expect node(1).kv["x"] == "1"`).Screenshot(Newest, "a.svg"); !errors.As(err, &unmet) || !errors.As(err, &at) || at.Line != 2 {
		t.Errorf("an expectation that fails: %v", err)
	}
	if _, err := pictureOf(t, "settle", "frobnicate").Screenshot(Newest, "a.svg"); !errors.As(err, &at) || at.Line != 2 {
		t.Errorf("a line that is wrong: %v", err)
	}
	for name, tt := range map[string]struct {
		change func(*Picture)
		at     int
		file   string
		want   string
	}{
		"ending": {func(*Picture) {}, Newest, "a.png", `"a.png" ends in ".png"; allowed are .svg and .txt`},
		"size":   {func(p *Picture) { p.Width = 10 }, Newest, "a.svg", "a screen of 10x40 is not drawn; allowed are 80x24 to 1000x500"},
		"node":   {func(p *Picture) { p.Node = 4 }, Newest, "a.svg", "there is no node 4 at step"},
		"step":   {func(*Picture) {}, 99999, "a.svg", "goto: "},
		"theme":  {func(p *Picture) { p.Theme = "pink" }, Newest, "a.svg", `theme "pink" is unknown; allowed are auto, dark`},
	} {
		p := good
		tt.change(&p)
		if got, err := p.Screenshot(tt.at, tt.file); err == nil || !strings.HasPrefix(err.Error(), tt.want) || got != "" {
			t.Errorf("%s: got %v, want %s", name, err, tt.want)
		}
	}
}

// TestAViolationIsInThePicture runs a script in which a property breaks.
func TestAViolationIsInThePicture(t *testing.T) {
	p := Picture{Script: "../cluster/testdata/rules/send-before-save.raft", Width: 120, Height: 40}
	if got := shoot(t, p, Newest, "a.txt"); !strings.Contains(got, "✗ election-safety") {
		t.Errorf("no violation in\n%s", got)
	}
}

// cast is a recording, read back.
type cast struct {
	Version, Width, Height int
	Title                  string
	times                  []float64
	output                 []string
}

func readCast(t *testing.T, data []byte) *cast {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	c := &cast{}
	if err := d.Decode(c); err != nil {
		t.Fatal(err)
	}
	for d.More() {
		var event [3]any
		if err := d.Decode(&event); err != nil {
			t.Fatal(err)
		}
		at, isTime := event[0].(float64)
		text, isText := event[2].(string)
		if !isTime || !isText || event[1] != "o" {
			t.Fatalf("%v is no event", event)
		}
		c.times, c.output = append(c.times, at), append(c.output, text)
	}
	return c
}

func record(t *testing.T, p Picture) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Record(&b, time.Second); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestARecordingPlays plays a recording in a terminal emulator: its last frame is
// what the screen shows in the end.
func TestARecordingPlays(t *testing.T) {
	p := pictureOf(t, aPut...)
	c := readCast(t, record(t, p))
	if c.Version != 2 || c.Width != 120 || c.Height != 40 || c.Title == "" {
		t.Errorf("the header is %+v", c)
	}
	screen := vt.NewEmulator(120, 40)
	for i, text := range c.output {
		if i > 0 && c.times[i] <= c.times[i-1] {
			t.Errorf("event %d is at %v, the one before at %v", i, c.times[i], c.times[i-1])
		}
		if _, err := screen.WriteString(text); err != nil {
			t.Fatal(err)
		}
	}
	want := shoot(t, p, Newest, "a.txt")
	var got strings.Builder
	for line := range strings.Lines(screen.String() + "\n") {
		got.WriteString(strings.TrimRight(line, " \r\n") + "\n")
	}
	if strings.TrimRight(got.String(), "\n") != strings.TrimRight(want, "\n") {
		t.Errorf("the last frame is\n%s\nwant\n%s", &got, want)
	}
}

// TestARecordingShowsTheStepsOnTheWay counts frames: one for each command, and at
// most some for what it did. What does not change is not written again.
func TestARecordingShowsTheStepsOnTheWay(t *testing.T) {
	p := pictureOf(t, "cluster seed=42", "step 3", "run 30")
	data := record(t, p)
	c := readCast(t, data)
	if frames := len(c.output) - 1; frames < 1+3+10 || frames > 1+3+maxFrames+1 {
		t.Errorf("%d frames", frames)
	}
	for i, text := range c.output[1:] {
		if strings.Contains(text, "\x1b[2;1H") {
			t.Errorf("event %d writes the row of the views again", i+1)
		}
	}
	if !bytes.Equal(data, record(t, p)) {
		t.Error("two recordings of the same script differ")
	}
}

func TestARecordingSaysWhatIsWrong(t *testing.T) {
	var unmet *command.Unmet
	if err := pictureOf(t, "settle", "expect leader == 3").Record(&bytes.Buffer{}, time.Second); !errors.As(err, &unmet) {
		t.Errorf("an expectation that fails: %v", err)
	}
	p := pictureOf(t, "settle")
	p.Node = 9
	if err := p.Record(&bytes.Buffer{}, time.Second); err == nil || !strings.Contains(err.Error(), "there is no node 9") {
		t.Errorf("a node that does not exist: %v", err)
	}
}

// A picture has what its view looks up: the files of a node, and the verdict.
func TestAPictureIsNotDrawnBeforeWhatItShowsIsRead(t *testing.T) {
	p := pictureOf(t, "cluster seed=1", "settle", "campaign 1", "settle", "put x 1", "settle")
	p.Node = 1
	for page, want := range map[layout.Page]string{layout.Disk: "2/5 put x=1", layout.KeyValue: "✓ linearizable up to step"} {
		p.View = page.String()
		got, err := p.Screenshot(Newest, "x.txt")
		if err != nil || !strings.Contains(got, want) {
			t.Errorf("%v: %v, and no %q:\n%s", page, err, want, got)
		}
	}
}
