package walkthrough

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"raftviz/cluster/lang"
)

// Course is lessons that follow one another.
type Course struct{ Lessons []*Lesson }

//go:embed course
var courses embed.FS

// Own is the program's own course in a language.
func Own(l lang.Language) *Course {
	names, err := fs.Glob(courses, path.Join("course", string(l), "*.md"))
	if err != nil {
		panic(err) // the pattern is well formed
	}
	c, err := read(names, func(file string) (*Lesson, error) {
		source, err := courses.ReadFile(file)
		if err != nil {
			return nil, err
		}
		return Parse(file, string(source))
	})
	if err != nil {
		panic(err) // a test reads them all
	}
	for _, l := range c.Lessons {
		l.own = true
	}
	return c
}

// OpenDir reads the lessons in a folder: files that end in .md, by name, but for hidden
// ones. Its error says what is wrong with all of them; the course has the others.
func OpenDir(dir string) (*Course, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return &Course{}, err
	}
	var names []string
	for _, e := range entries {
		if name := e.Name(); !e.IsDir() && filepath.Ext(name) == ".md" && !strings.HasPrefix(name, ".") {
			names = append(names, filepath.Join(dir, name))
		}
	}
	if len(names) == 0 {
		return &Course{}, lang.E("%s: has no lesson; one is a file that ends in .md", dir)
	}
	return read(names, func(file string) (*Lesson, error) { return Open(file, nil) })
}

// read reads lessons, and says what is wrong with all of them.
func read(names []string, open func(file string) (*Lesson, error)) (*Course, error) {
	c := &Course{}
	var wrong []error
	for _, file := range names {
		l, err := open(file)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		c.Lessons = append(c.Lessons, l)
	}
	return c, errors.Join(wrong...)
}

// Find is the lesson with that name, or number from 1, in the course; nil for none.
func (c *Course) Find(name string) *Lesson {
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(c.Lessons) {
		return c.Lessons[n-1]
	}
	for _, l := range c.Lessons {
		if l.Name == name {
			return l
		}
	}
	return nil
}

// After is the lesson that follows l, nil for none.
func (c *Course) After(l *Lesson) *Lesson {
	for i, other := range c.Lessons[:max(len(c.Lessons)-1, 0)] {
		if other == l {
			return c.Lessons[i+1]
		}
	}
	return nil
}

// Names are the names of the lessons, for an error that says what there is.
func (c *Course) Names() string {
	names := make([]string, len(c.Lessons))
	for i, l := range c.Lessons {
		names[i] = l.Name
	}
	return strings.Join(names, ", ")
}
