package grid

// Rect is a rectangle of cells: its left upper corner, its width and height.
type Rect struct{ X, Y, W, H int }

// Empty reports whether the rectangle has no cells.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Right is the column behind the last one.
func (r Rect) Right() int { return r.X + r.W }

// Bottom is the row below the last one.
func (r Rect) Bottom() int { return r.Y + r.H }

// Contains reports whether the cell in column x and row y is one of the rectangle's.
func (r Rect) Contains(x, y int) bool {
	return x >= r.X && x < r.Right() && y >= r.Y && y < r.Bottom()
}

// Intersect is what both rectangles cover; its W and H are never negative.
func (r Rect) Intersect(o Rect) Rect {
	x, y := max(r.X, o.X), max(r.Y, o.Y)
	return Rect{x, y, max(min(r.Right(), o.Right())-x, 0), max(min(r.Bottom(), o.Bottom())-y, 0)}
}

// Center is a rectangle of at most w by h cells in the middle of r.
func (r Rect) Center(w, h int) Rect {
	w, h = max(min(w, r.W), 0), max(min(h, r.H), 0)
	return Rect{r.X + (r.W-w)/2, r.Y + (r.H-h)/2, w, h}
}
