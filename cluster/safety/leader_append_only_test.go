package safety

import "testing"

func TestLeaderAppendOnly(t *testing.T) {
	two := logOf("2", "2 x=1")
	cases{
		"it appends":  {frames: []frame{left(leading(1, 2, two)), left(leading(1, 2, two.Append(entry(3, "2 y=1"))))}},
		"it compacts": {frames: []frame{left(leading(1, 2, two)), left(leading(1, 2, two.Compact(2, 2)))}},
		"a follower overwrites": {frames: []frame{
			left(follower(1, 2, two)),
			left(follower(1, 3, two.Append(entry(2, "3")))),
		}},
		"it leads another term": {frames: []frame{
			left(leading(1, 2, two)),
			left(follower(1, 3, logOf("2"))),
			left(leading(1, 4, logOf("2", "4"))),
		}},
		"it restarts": {frames: []frame{left(leading(1, 2, two)), left(down(1, logOf())), left(leading(1, 3, logOf("3")))}},
		"it deletes": {
			frames: []frame{left(leading(1, 2, logOf("2"))), left(leading(1, 2, two)), left(leading(1, 2, two.UpTo(1)))},
			want:   []string{"leader-append-only is violated: n1 leads term 2, and 2/2 put x=1 is no longer in its log (steps 1 and 2)"},
		},
		"it overwrites": {
			frames: []frame{left(leading(1, 2, two)), left(leading(1, 2, two.Append(entry(2, "1 y=1"))))},
			want:   []string{"leader-append-only is violated: n1 leads term 2, and 2/2 put x=1 is no longer in its log (steps 0 and 1)"},
		},
	}.run(t)
}
