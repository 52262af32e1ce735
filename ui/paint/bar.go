package paint

import (
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// Bar draws a bar from column x to column end: heavy as far as now is of limit.
func Bar(c grid.Canvas, x, end, now, limit int, style grid.Style) {
	room := end - x
	if room <= 0 || limit <= 0 {
		return
	}
	full := min(max(now, 0)*room/limit, room)
	if now > 0 && full == 0 {
		full = 1
	}
	x = c.Repeat(x, 0, full, style, '━')
	c.Repeat(x, 0, room-full, theme.Faint, '─')
}
