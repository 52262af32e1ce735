package safety

import "testing"

func TestElectionSafety(t *testing.T) {
	cases{
		"a leader a term": {frames: []frame{
			left(leading(1, 2, logOf("2"))),
			left(follower(1, 3, logOf("2"))),
			left(leading(2, 3, logOf("2", "3"))),
		}},
		"one that goes on leading": {frames: []frame{
			left(leading(1, 2, logOf("2"))),
			left(leading(1, 2, logOf("2"))),
		}},
		"one that elects itself again": {frames: []frame{
			left(leading(1, 2, logOf("2"))),
			left(down(1, logOf())),
			left(follower(1, 1, logOf())),
			left(leading(1, 2, logOf("2"))),
		}},
		"a late election of a lower term": {frames: []frame{
			left(leading(1, 3, logOf("3"))),
			left(leading(2, 2, logOf("2"))),
		}},
		"two of one term": {
			frames: []frame{
				left(leading(3, 2, logOf("2"))),
				left(leading(3, 2, logOf("2"))),
				left(leading(1, 2, logOf("2"))),
				left(leading(1, 2, logOf("2"))),
			},
			want: []string{"election-safety is violated: n3 and n1 were both elected leader of term 2 (steps 0 and 2)"},
		},
	}.run(t)
}
