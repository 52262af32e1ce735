package safety

import "testing"

func TestLeaderCompleteness(t *testing.T) {
	three := logOf("2", "2 x=1", "2 y=1")
	cases{
		"a later leader has it": {frames: []frame{
			left(committing(leading(1, 2, three), 3)),
			left(leading(2, 3, logOf("2", "2 x=1", "2 y=1", "3"))),
		}},
		"it has compacted it": {frames: []frame{
			left(committing(leading(1, 2, three), 3)),
			left(leading(2, 3, logBehind(3, 2, "3"))),
		}},
		"what is not committed need not be there": {frames: []frame{
			left(committing(leading(1, 2, three), 1)),
			left(leading(2, 3, logOf("2", "3"))),
		}},
		"a leader of a lower term is elected late": {frames: []frame{
			left(committing(leading(1, 3, logOf("2", "3 x=1")), 2)),
			left(leading(2, 2, logOf("2", "2 y=1"))),
		}},
		"the only voter crashes before it has saved": {frames: []frame{
			unsaved(),
			left(down(1, logOf("2"))),
			left(leading(1, 3, logOf("2", "3"))),
		}},
		"a later leader lacks two, said once": {
			frames: []frame{
				left(committing(leading(1, 2, three), 1)),
				left(committing(leading(1, 2, three), 3)),
				left(leading(2, 3, logOf("2", "3"))),
				left(follower(2, 4, logOf("2", "3"))),
				left(leading(2, 4, logOf("2", "3", "4"))),
			},
			want: []string{"leader-completeness is violated: n2 leads term 3 without 2/2 put x=1, which n1 had committed in term 2 (steps 1 and 2)"},
		},
		"a leader of a lower term commits what a higher one lacks": {
			frames: []frame{
				left(leading(1, 2, three)),
				left(leading(2, 3, logOf("2", "3"))),
				left(committing(leading(1, 2, three), 3)),
			},
			want: []string{"leader-completeness is violated: n2 leads term 3 without 2/2 put x=1, which n1 had committed in term 2 (steps 1 and 2)"},
		},
		"other data at the same position": {
			frames: []frame{
				left(committing(leading(1, 2, logOf("2", "2 x=1")), 2)),
				left(down(1, logOf())),
				left(leading(2, 3, logOf("2", "2 x=2", "3"))),
			},
			want: []string{"leader-completeness is violated: n2 leads term 3 without 2/2 put x=1, which n1 had committed in term 2 (steps 0 and 2)"},
		},
	}.run(t)
}

// unsaved is a step in which the only voter commits what it has not saved.
func unsaved() frame {
	n := committing(leading(1, 2, logOf("2", "2 x=1")), 2)
	n.Config.Voters = n.Config.Voters[:1]
	n.Disk.Last = 1
	return left(n)
}
