package config

import (
	"fmt"
	"slices"
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// Setting is a row of the table of settings: the file's names, and the page that
// documents them, are made from it.
type Setting struct {
	Name string
	// About says in a few words what it is for, Allowed what can be said, and
	// Default what holds where the file says nothing, as it would.
	About, Allowed, Default string
	// set takes in a value, or says what is wrong with it and what is allowed.
	set func(c *Config, value any) (wrong string)
}

// Settings are all settings but the keys.
var Settings = []Setting{
	{"theme", "the colours", theme.Allowed(), `"auto"`, func(c *Config, v any) string {
		return oneOf(&c.Theme, v, theme.Names())
	}},
	{"lang", "the language of the screen, in place of that of LC_ALL, LC_MESSAGES or LANG", "en, zh", `"en"`, func(c *Config, v any) string {
		return oneOf(&c.Lang, v, []string{string(lang.English), string(lang.Chinese)})
	}},
	{"ascii", "no signs but those of ASCII", "true or false", "false", func(c *Config, v any) string {
		return yesOrNo(&c.ASCII, v)
	}},
	{"mouse", "clicks, the wheel and dragging", "true or false", "true", func(c *Config, v any) string {
		var on bool
		wrong := yesOrNo(&on, v)
		c.NoMouse = wrong == "" && !on
		return wrong
	}},
	{"view", "the view that is shown first", strings.Join(layout.PageNames(), ", "), `"cluster"`, func(c *Config, v any) string {
		return oneOf(&c.View, v, layout.PageNames())
	}},
	{"speed", "how fast playing is at first; 1 is four steps a second", "0.25, 0.5, 1, 2 and so on up to 64", "1", setSpeed},
	{"nodes", "how many nodes a cluster starts with", fmt.Sprintf("1 to %d", view.MaxNodes), "3", func(c *Config, v any) string {
		n, ok := v.(int64)
		if !ok || n < 1 || n > view.MaxNodes {
			return lang.F("%s is not allowed; allowed are 1 to %d", written(v), view.MaxNodes)
		}
		c.Nodes = int(n)
		return ""
	}},
	{"seed", "the number that all chance is drawn from", "0 and more", "1", func(c *Config, v any) string {
		n, ok := v.(int64)
		if !ok || n < 0 {
			return lang.F("%s is not allowed; allowed are whole numbers from 0 on", written(v))
		}
		c.Seed, c.SeedSet = uint64(n), true
		return ""
	}},
}

func settingNames() []string {
	var names []string
	for _, s := range Settings {
		names = append(names, s.Name)
	}
	return names
}

func setSpeed(c *Config, v any) string {
	times, ok := v.(float64)
	if n, whole := v.(int64); whole {
		times, ok = float64(n), true
	}
	for allowed := 0.25; allowed <= 64 && ok; allowed *= 2 {
		if times == allowed {
			c.Speed = times
			return ""
		}
	}
	return lang.F("%s is not allowed; allowed are 0.25, 0.5, 1, 2, 4, 8, 16, 32 and 64", written(v))
}

func oneOf(to *string, v any, names []string) string {
	name, ok := v.(string)
	if !ok || !slices.Contains(names, name) {
		return lang.F("%s is not allowed; allowed are %s", written(v), strings.Join(names, ", "))
	}
	*to = name
	return ""
}

func yesOrNo(to *bool, v any) string {
	on, ok := v.(bool)
	if !ok {
		return lang.F("%s is not allowed; allowed are true and false", written(v))
	}
	*to = on
	return ""
}

// written is a value as a file has it, as far as that is short.
func written(v any) string {
	switch v := v.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case []any:
		return lang.T("a list")
	case map[string]any:
		return lang.T("a table")
	}
	return fmt.Sprint(v)
}
