package ready

import (
	"testing"

	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// BenchmarkReady200x60 draws the view of a leader of nine nodes with much in hand.
func BenchmarkReady200x60(b *testing.B) {
	f := of(b, 1, "cluster nodes=9 seed=5", "settle", "campaign 1", "settle",
		"put a 1", "put b 2", "put c 3", "put d 4", "stage 1 2")
	l := layout.Compute(layout.Screen{W: 200, H: 60, Nodes: 9, Page: layout.Ready})
	g := grid.New(200, 60)
	b.ReportAllocs()
	for b.Loop() {
		f.Spots = f.Spots[:0]
		DrawLoop(f, g.Canvas().Sub(l.Panes[layout.StagesPane]))
		Draw(f, g.Canvas().Sub(l.Panes[layout.FieldsPane]))
		DrawSource(f, g.Canvas().Sub(l.Panes[layout.SourcePane]))
	}
}
