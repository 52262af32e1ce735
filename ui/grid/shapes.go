package grid

// shape is a rune drawn in a picture: lines from the middle of its cell to some
// of its sides, a stroke across it, or a filled part of it.
type shape struct {
	sides side
	line  line
	// stroke is '/' or '\\' for a line from corner to corner.
	stroke rune
	// block is the filled part, and opacity that of its fill; 0 for none.
	block   block
	opacity float64
}

// side is a set of sides.
type side uint8

const (
	left side = 1 << iota
	right
	up
	down
)

// line is a kind of line.
type line uint8

const (
	light line = iota
	round      // light, with round corners
	heavy
	double
	dashed
	upright // light from side to side, heavy upright
)

// block is a part of a cell, in parts of its width and height.
type block struct{ x0, y0, x1, y1 float64 }

// shapes are the runes that are drawn, not written.
var shapes = func() map[rune]shape {
	m := map[rune]shape{
		'╱': {stroke: '/'}, '╲': {stroke: '\\'},
		'▌': filled(0, 0, 0.5, 1), '▐': filled(0.5, 0, 1, 1), '▏': filled(0, 0, 0.15, 1), '▕': filled(0.85, 0, 1, 1),
		'▀': filled(0, 0, 1, 0.5), '█': filled(0, 0, 1, 1),
		'░': {block: block{0, 0, 1, 1}, opacity: 0.3}, '▒': {block: block{0, 0, 1, 1}, opacity: 0.5}, '▓': {block: block{0, 0, 1, 1}, opacity: 0.75},
	}
	for i, r := range []rune("▁▂▃▄▅▆▇") {
		m[r] = filled(0, 1-float64(i+1)/8, 1, 1)
	}
	for line, runes := range map[line]string{
		light: "─│┌┐└┘├┤┬┴┼", heavy: "━┃┏┓┗┛┣┫┳┻╋", double: "═║╔╗╚╝╠╣╦╩╬",
	} {
		for i, r := range []rune(runes) {
			m[r] = shape{sides: boxSides[i], line: line}
		}
	}
	for i, r := range []rune("╭╮╰╯") {
		m[r] = shape{sides: boxSides[2+i], line: round}
	}
	for r, s := range map[rune]side{'╌': left | right, '┄': left | right, '┈': left | right, '╎': up | down, '┆': up | down, '┊': up | down} {
		m[r] = shape{sides: s, line: dashed}
	}
	for r, s := range map[rune]side{'╴': left, '╶': right, '╵': up, '╷': down} {
		m[r] = shape{sides: s}
	}
	m['╂'] = shape{sides: left | right | up | down, line: upright}
	return m
}()

// boxSides are the sides of the runes of a box, in the order in which each kind
// of line has them.
var boxSides = [...]side{
	left | right, up | down, right | down, left | down, right | up, left | up,
	up | down | right, up | down | left, left | right | down, left | right | up, left | right | up | down,
}

func filled(x0, y0, x1, y1 float64) shape {
	return shape{block: block{x0, y0, x1, y1}, opacity: 1}
}
