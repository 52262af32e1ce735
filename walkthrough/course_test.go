package walkthrough

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"unicode"

	"raftviz/cluster/lang"
)

// TestTheCourseHolds runs every lesson, in both languages.
func TestTheCourseHolds(t *testing.T) {
	for _, language := range lang.Languages() {
		for _, l := range Own(language).Lessons {
			t.Run(string(language)+"/"+l.Name, func(t *testing.T) {
				t.Parallel()
				if err := l.Check(context.Background()); err != nil {
					t.Error(err)
				}
				if l.Language != language {
					t.Errorf("it says that it is in %s", l.Language)
				}
				if l.Minutes < 5 || l.Minutes > 15 {
					t.Errorf("it takes %d minutes", l.Minutes)
				}
			})
		}
	}
}

// TestLanguagesHaveTheSameCommands compares all but the words.
func TestLanguagesHaveTheSameCommands(t *testing.T) {
	english, chinese := Own(lang.English), Own(lang.Chinese)
	if len(english.Lessons) != courseLessons || len(chinese.Lessons) != courseLessons {
		t.Fatalf("there are %d and %d lessons", len(english.Lessons), len(chinese.Lessons))
	}
	for i, en := range english.Lessons {
		zh := chinese.Lessons[i]
		if en.Name != zh.Name || en.Minutes != zh.Minutes || !slices.Equal(en.Needs, zh.Needs) {
			t.Errorf("lesson %d is %s (%d minutes, needs %v) and %s (%d, %v)", i+1, en.Name, en.Minutes, en.Needs, zh.Name, zh.Minutes, zh.Needs)
		}
		if a, b := skeleton(en), skeleton(zh); !slices.Equal(a, b) {
			for j := range min(len(a), len(b)) {
				if a[j] != b[j] {
					t.Errorf("%s: English has %q, Chinese %q", en.Name, a[j], b[j])
					break
				}
			}
		}
		if !slices.ContainsFunc([]rune(zh.Title), func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s: the title in Chinese is %q", zh.Name, zh.Title)
		}
		for j, s := range zh.Steps {
			if (s.Notes == "") != (en.Steps[j].Notes == "") {
				t.Errorf("%s: step %d has notes in one language alone", zh.Name, j+1)
			}
		}
	}
}

// courseLessons is how many lessons the course has.
const courseLessons = 15

// skeleton is all of a lesson that is no text.
func skeleton(l *Lesson) []string {
	all := []string{l.Cluster.Command.String()}
	for _, s := range l.Steps {
		all = append(all, fmt.Sprintf("step %s of n%d", s.Looks.View, s.Looks.Node))
		if s.Looks.Zoom {
			all = append(all, "zoom")
		}
		for _, line := range s.Lines {
			all = append(all, line.Command.String())
		}
		if s.Question != nil {
			for _, o := range s.Question.Options {
				all = append(all, o.Right)
			}
		}
	}
	return all
}

// TestLessonsBuildOnEarlierOnes: what one needs comes before it.
func TestLessonsBuildOnEarlierOnes(t *testing.T) {
	c := Own(lang.English)
	for i, l := range c.Lessons {
		for _, need := range l.Needs {
			if at := slices.IndexFunc(c.Lessons, func(o *Lesson) bool { return o.Name == need }); at < 0 || at >= i {
				t.Errorf("%s needs %s, which is lesson %d", l.Name, need, at+1)
			}
		}
		if c.Find(l.Name) != l || c.Find("0") != nil {
			t.Errorf("%s is not found", l.Name)
		}
	}
	if c.After(c.Lessons[0]) != c.Lessons[1] || c.After(c.Lessons[len(c.Lessons)-1]) != nil {
		t.Error("the lessons do not follow one another")
	}
}

// BenchmarkCheck runs a lesson without a screen; docs/performance.md has the figures.
func BenchmarkCheck(b *testing.B) {
	for _, l := range Own(lang.English).Lessons {
		b.Run(l.Name, func(b *testing.B) {
			for b.Loop() {
				if err := l.Check(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			for _, l := range Own(lang.English).Lessons {
				if err := l.Check(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
