package ui

// overlayKeys are the keys of what opens above the main screen.
func overlayKeys() []binding {
	return []binding{
		in(inMenu, []string{"enter"}, "enter", "choose"),
		in(inMenu, []string{"down", "j", "tab"}, "↓", "down"),
		in(inMenu, []string{"up", "k", "shift+tab"}, "↑", "up"),
		in(inMenu, []string{"esc", "q"}, "esc", "close"),

		in(inPager, []string{"esc", "q", "enter", "?"}, "esc", "close"),
		in(inPager, []string{"down", "j"}, "↓", "down"),
		in(inPager, []string{"up", "k"}, "↑", "up").silent(),
		in(inPager, []string{"y"}, "y", "copy"),
		in(inPager, []string{"/"}, "/", "search"),
		in(inPager, []string{"pgdown", "ctrl+d", " ", "f"}, "pgdn", "page down"),
		in(inPager, []string{"pgup", "ctrl+u", "b"}, "pgup", "page up").silent(),
		in(inPager, []string{"n"}, "n", "next place").silent(),
		in(inPager, []string{"N"}, "N", "place before").silent(),
		in(inPager, []string{"right", "l"}, "→", "right").silent(),
		in(inPager, []string{"left", "h"}, "←", "left").silent(),
		in(inPager, []string{"home", "g"}, "home", "to the top").silent(),
		in(inPager, []string{"end", "G"}, "end", "to the end").silent(),

		in(inSearch, []string{"enter"}, "enter", "keep").as("keep"),
		in(inSearch, []string{"esc"}, "esc", "as it was").as("cancel"),

		in(inForm, []string{"enter"}, "enter", "next field, then put").as("enter"),
		in(inForm, []string{"tab", "down"}, "tab", "next field"),
		in(inForm, []string{"shift+tab", "up"}, "shift-tab", "field before").silent().as("previous-field"),
		in(inForm, []string{"esc"}, "esc", "close"),

		in(inPrompt, []string{"enter"}, "enter", "run"),
		in(inPrompt, []string{"tab"}, "tab", "complete"),
		in(inPrompt, []string{"shift+tab"}, "shift-tab", "the completion before").silent().as("complete-back"),
		in(inPrompt, []string{"up"}, "↑", "older line"),
		in(inPrompt, []string{"down"}, "↓", "newer line"),
		in(inPrompt, []string{"esc"}, "esc", "close"),

		in(inFilter, []string{"enter"}, "enter", "keep the filter").as("keep"),
		in(inFilter, []string{"tab"}, "tab", "complete"),
		in(inFilter, []string{"shift+tab"}, "shift-tab", "the completion before").silent().as("complete-back"),
		in(inFilter, []string{"esc"}, "esc", "as it was").as("cancel"),
	}
}

// silent is the binding without a place in the bottom line.
func (b binding) silent() binding {
	b.hint = never
	return b
}
