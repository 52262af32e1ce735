package walkthrough

import (
	"errors"
	"path"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"raftviz/cluster/command"
	"raftviz/cluster/lang"
	"raftviz/cluster/script"
)

// fence is the line above and below the front matter, which is TOML.
const fence = "+++"

// front is a lesson's front matter.
type front struct {
	Title   string   `toml:"title"`
	Lang    string   `toml:"lang"`
	Minutes int      `toml:"minutes"`
	Cluster string   `toml:"cluster"`
	Needs   []string `toml:"needs"`
}

// maxMinutes is how long a lesson may say that it takes.
const maxMinutes = 240

// split cuts the front matter off a lesson: lines of the file from the second on. In
// body each of them is blank, so that the rest keeps its lines.
func split(source string) (matter, body string, err error) {
	rest, ok := strings.CutPrefix(source, fence+"\n")
	if !ok {
		return "", "", lang.E("a lesson begins with its front matter: a line +++, then title, lang, minutes and cluster in TOML, then a line +++")
	}
	matter, body, ok = strings.Cut("\n"+rest, "\n"+fence+"\n")
	if !ok {
		return "", "", lang.E("the front matter has no end; it is a line +++")
	}
	matter += "\n"
	return matter, strings.Repeat("\n", strings.Count(matter, "\n")+1) + body, nil
}

// readFront reads the front matter into the lesson.
func (p *reader) readFront(matter string) {
	var f front
	d := toml.NewDecoder(strings.NewReader(matter)).DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		p.tomlError(err)
		return
	}
	l := p.lesson
	l.Title, l.Minutes, l.Needs = strings.TrimSpace(f.Title), f.Minutes, f.Needs
	if l.Title == "" {
		p.wrong(1, lang.E("title is missing; it says what the lesson is about"))
	}
	if l.Minutes < 1 || l.Minutes > maxMinutes {
		p.wrong(p.lineOf(matter, "minutes"), lang.E("minutes is %d; allowed are 1-%d", l.Minutes, maxMinutes))
	}
	language, err := lang.Parse(f.Lang)
	if err != nil {
		p.wrong(p.lineOf(matter, "lang"), err)
	}
	l.Language = language
	at := p.lineOf(matter, "cluster")
	c, err := command.Parse(strings.TrimSpace("cluster " + f.Cluster))
	if err != nil {
		p.wrong(at, err)
	}
	l.Cluster = script.Line{Number: at, Command: c}
}

// tomlError says where the front matter is wrong.
func (p *reader) tomlError(err error) {
	var unknown *toml.StrictMissingError
	var at *toml.DecodeError
	switch {
	case errors.As(err, &unknown):
		for _, e := range unknown.Errors {
			row, _ := e.Position()
			p.wrong(row, lang.E("unknown setting %s; allowed are title, lang, minutes, cluster, needs", strings.Join(e.Key(), ".")))
		}
	case errors.As(err, &at):
		row, _ := at.Position()
		p.wrong(row, errors.New(strings.TrimPrefix(at.Error(), "toml: ")))
	default:
		p.wrong(1, err)
	}
}

// lineOf is the line of a setting, 1 where it is not given.
func (p *reader) lineOf(matter, setting string) int {
	for i, line := range strings.Split(matter, "\n") {
		if name, _, ok := strings.Cut(line, "="); ok && strings.TrimSpace(name) == setting {
			return i + 1
		}
	}
	return 1
}

// number is what stands before the name in a file's name: "03-ready.md".
var number = regexp.MustCompile(`^[0-9]+[-_. ]+`)

// nameOf is the name of the lesson in a file.
func nameOf(file string) string {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	if name := number.ReplaceAllString(base, ""); name != "" {
		return name
	}
	return base
}
