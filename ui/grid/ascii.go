package grid

import "unicode"

// ASCII puts an ASCII character in the place of every sign that a terminal or a
// font may lack: lines, arrows, tiles, marks. Signs that say different things
// become different ones: a committed entry is [2], one that is not yet (2), and
// one that is missing a dot. Letters and figures of any script are left: they
// are somebody's text.
func (g *Grid) ASCII() {
	for i := range g.cells {
		if r := g.cells[i].r; r >= 0x80 {
			g.cells[i].r = ascii(r)
		}
	}
}

// ascii is the character in the place of r, and r itself where there is none.
func ascii(r rune) rune {
	if a, ok := asciiSigns[r]; ok {
		return a
	}
	if r >= 0x2500 && r < 0x2580 {
		return '+' // lines that cross or turn
	}
	if _, width := measure(r); width == 2 || unicode.IsLetter(r) || unicode.IsNumber(r) {
		return r
	}
	return '?'
}

// asciiSigns are the characters in the place of signs.
var asciiSigns = map[rune]rune{
	// Roles: leader, candidate, pre-candidate, follower, learner.
	'★': '*', '◆': '?', '◇': '!', '●': '@', '○': 'o', '☆': '*',
	// Tiles of the log: committed, not yet, compacted, missing.
	'▐': '[', '▌': ']', '▕': '(', '▏': ')', '░': ':', '▒': ':', '·': '.', '∙': '.', '•': '*',
	// Marks: done, failed, next, waiting, chosen.
	'✓': '+', '✔': '+', '✗': 'x', '✘': 'x', '▶': '>', '▷': '}', '▸': '>', '▹': '}', '◀': '<', '◁': '{', '◂': '<',
	'▲': '^', '△': '^', '▴': '^', '▼': 'v', '▽': 'v', '▾': 'v', '■': '#', '□': '=', '▪': '#', '▫': '=',
	'▮': '|', '▯': '|', '◐': 'C', '◑': 'D', '◉': '@', '◎': 'O', '◌': '.', '▣': '%', '▢': '=', '†': 'x', '‡': 'x', '⚑': 'P',
	// Arrows.
	'→': '>', '←': '<', '↑': '^', '↓': 'v', '↔': '-', '↕': '|', '⇒': '>', '⇐': '<', '⇠': '<', '⇢': '>',
	'↗': '/', '↘': '\\', '↙': '/', '↖': '\\', '↦': '>', '↤': '<', '↺': '@', '↻': '@', '↯': 'x', '⟶': '>', '⟵': '<',
	// Lines. Heavy and double ones are not those that are light.
	'─': '-', '│': '|', '━': '=', '┃': '|', '═': '=', '║': '|',
	'╌': '-', '╍': '=', '┄': '-', '┅': '=', '┈': '-', '┉': '=', '╎': ':', '╏': ':', '┆': ':', '┇': ':', '┊': ':', '┋': ':',
	'╴': '-', '╶': '-', '╸': '=', '╺': '=', '╵': '|', '╷': '|', '╹': '|', '╻': '|', '╱': '/', '╲': '\\', '╳': 'X',
	'┏': '#', '┓': '#', '┗': '#', '┛': '#', '╔': '+', '╗': '+', '╚': '+', '╝': '+',
	// Blocks of different heights, as in a sparkline.
	'▁': '_', '▂': '_', '▃': '-', '▄': '-', '▅': '=', '▆': '=', '▇': '#', '█': '#', '▀': '"', '▓': '#',
	// What is in words.
	'…': '~', '—': '-', '–': '-', '‑': '-', '‹': '<', '›': '>', '«': '<', '»': '>', '×': 'x', '±': '&', '≤': '<', '≥': '>', '≠': '/', '≈': '~',
	'“': '"', '”': '"', '‘': '\'', '’': '\'', '§': 'S', 'µ': 'u', 'μ': 'u', '∅': '0', '∞': '8', '°': 'o', '√': 'v', '⋯': '~', '⋮': ':',
	'\u00a0': ' ', '\uFFFD': '?',
}
