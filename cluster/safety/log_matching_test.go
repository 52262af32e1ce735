package safety

import "testing"

func TestLogMatching(t *testing.T) {
	cases{
		"replicated, and read anew from a disk": {frames: []frame{
			left(leading(1, 2, logOf("2", "2 x=1"))),
			left(follower(2, 2, logOf("2", "2 x=1"))),
			left(down(2, logOf("2", "2 x=1"))),
			left(follower(2, 2, logOf("2", "2 x=1"))),
			left(follower(3, 2, logBehind(1, 2, "2 x=1"))),
		}},
		"a conflict of terms": {frames: []frame{
			left(leading(1, 2, logOf("2", "2 x=1"))),
			left(leading(3, 3, logOf("2", "3 x=1", "3 y=1"))),
			left(leading(2, 4, logOf("2", "4 x=1"))),
			left(follower(1, 3, logOf("2", "3 x=1", "3 y=1"))),
		}},
		"what was lost before it was saved comes again": {frames: []frame{
			left(leading(1, 2, logOf("2", "2 x=1"))),
			left(down(1, logOf("2"))),
			left(leading(1, 2, logOf("2", "2 x=2"))),
		}},
		"other data": {
			frames: []frame{
				left(leading(1, 2, logOf("2", "2 x=1"))),
				left(leading(3, 2, logOf("2", "2 x=2"))),
				left(leading(3, 2, logOf("2", "2 x=2", "2 x=3"))),
				left(leading(1, 2, logOf("2", "2 x=1", "2 x=4"))),
			},
			want: []string{
				"log-matching is violated: n1 has 2/2 put x=1, and n3 has 2/2 put x=2 there with the same term (steps 0 and 1)",
				"election-safety is violated: n1 and n3 were both elected leader of term 2 (steps 0 and 1)",
			},
		},
		"other entries before it": {
			frames: []frame{
				left(follower(1, 3, logOf("2", "2 x=1", "3 y=1"))),
				left(follower(2, 3, logOf("2", "1 x=1", "3 y=1"))),
			},
			want: []string{"log-matching is violated: n1 and n2 have the same 3/3 put y=1, and before it entries of terms 2 and 1 (steps 0 and 1)"},
		},
		"another entry compacted before it": {
			frames: []frame{
				left(follower(1, 3, logOf("2", "2 x=1", "3 y=1"))),
				left(follower(2, 3, logBehind(2, 1, "3 y=1"))),
			},
			want: []string{"log-matching is violated: n1 and n2 have the same 3/3 put y=1, and before it entries of terms 2 and 1 (steps 0 and 1)"},
		},
		"on the disk of a node that is down": {
			frames: []frame{left(follower(1, 2, logOf("2 x=1"))), left(down(2, logOf("2 x=2")))},
			want:   []string{"log-matching is violated: n1 has 2/1 put x=1, and n2 has 2/1 put x=2 there with the same term (steps 0 and 1)"},
		},
	}.run(t)
}
