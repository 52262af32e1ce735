package paint

import (
	"strconv"

	"raftviz/ui/grid"
)

// Number draws a number from column x on, and returns the column behind. Unlike
// Text of a number it makes no string: a screen may have hundreds of them.
func Number(c grid.Canvas, x, y int, style grid.Style, n int) int {
	var digits [20]byte
	return c.Text(x, y, style, string(strconv.AppendInt(digits[:0], int64(n), 10)))
}

// NumberRight draws a number so that it ends before column x, and returns the
// column that it starts in.
func NumberRight(c grid.Canvas, x, y int, style grid.Style, n int) int {
	var digits [20]byte
	return c.Right(x, y, style, string(strconv.AppendInt(digits[:0], int64(n), 10)))
}

// Digits is the number of columns of a number, which is not negative.
func Digits(n int) int {
	digits := 1
	for ; n >= 10; n /= 10 {
		digits++
	}
	return digits
}
