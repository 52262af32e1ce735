package safety

import "testing"

func TestDurability(t *testing.T) {
	both := logOf("2", "2 x=1", "2 x=2")
	one, other := logOf("2", "2 x=1"), logOf("2", "3 y=1")
	cases{
		"a later leader has it": {frames: []frame{
			acknowledges(committing(leading(1, 2, one), 2), 2, 7),
			left(leading(2, 3, logOf("2", "2 x=1", "3"))),
			left(leading(3, 4, logBehind(2, 2, "4"))),
		}},
		"a leader of a lower term is elected late": {frames: []frame{
			acknowledges(committing(leading(1, 3, logOf("2", "3 x=1")), 2), 2, 7),
			left(leading(2, 2, logOf("2"))),
		}},
		"a later write is acknowledged first": {frames: []frame{
			applies(committing(follower(2, 2, both), 3), 2),
			acknowledges(committing(follower(2, 2, both), 3), 3, 8),
			acknowledges(committing(leading(1, 2, both), 3), 2, 7),
			left(leading(2, 3, logOf("2", "2 x=1", "2 x=2", "3"))),
		}},
		"a later leader lacks two": {
			frames: []frame{
				left(committing(leading(1, 2, both), 3)),
				acknowledges(committing(leading(1, 2, both), 3), 2, 7),
				acknowledges(committing(leading(1, 2, both), 3), 3, 8),
				left(leading(2, 3, logOf("2", "3"))),
				left(committing(leading(2, 3, logOf("2", "3")), 2)),
				left(follower(2, 4, logOf("2", "3"))),
				left(leading(2, 4, logOf("2", "3", "4"))),
			},
			want: []string{
				"leader-completeness is violated: n2 leads term 3 without 2/2 put x=1, which n1 had committed in term 2 (steps 0 and 3)",
				"durability is violated: put x=1 (request 7) was acknowledged at 2/2, and n2 was elected leader of term 3 without it and 1 more (steps 1 and 3)",
			},
		},
		"acknowledged before it was committed, and lost": {
			frames: []frame{acknowledges(leading(1, 2, one), 2, 7), left(leading(2, 3, logOf("2", "3")))},
			want:   []string{"durability is violated: put x=1 (request 7) was acknowledged at 2/2, and n2 was elected leader of term 3 without it (steps 0 and 1)"},
		},
		"acknowledged before it was committed, and kept": {frames: []frame{
			acknowledges(leading(1, 2, one), 2, 7),
			left(committing(leading(1, 2, one), 2)),
			left(leading(2, 3, logOf("2", "2 x=1", "3"))),
		}},
		"acknowledged where a higher term has a leader without it": {
			frames: []frame{left(leading(1, 2, one)), left(leading(2, 3, logOf("2", "3"))), acknowledges(leading(1, 2, one), 2, 7)},
			want:   []string{"durability is violated: put x=1 (request 7) was acknowledged at 2/2, and n2 leads term 3 without it (steps 1 and 2)"},
		},
		"acknowledged where another entry was committed": {
			frames: []frame{left(leading(1, 2, one)), left(committing(follower(2, 3, other), 2)), acknowledges(leading(1, 2, one), 2, 7)},
			want:   []string{"durability is violated: put x=1 (request 7) was acknowledged at 2/2, and n2 had committed 3/2 put y=1 in its place (steps 1 and 2)"},
		},
		"another entry is committed in its place": {
			frames: []frame{acknowledges(leading(1, 2, one), 2, 7), left(committing(follower(2, 3, other), 2))},
			want:   []string{"durability is violated: put x=1 (request 7) was acknowledged at 2/2, and n2 committed 3/2 put y=1 in its place (steps 0 and 1)"},
		},
		"another entry is applied in its place": {
			frames: []frame{acknowledges(leading(1, 2, one), 2, 7), applies(follower(2, 3, other), 2)},
			want: []string{
				"durability is violated: put x=1 (request 7) was acknowledged at 2/2, and n2 applied 3/2 put y=1 in its place (steps 0 and 1)",
				"state-machine-safety is violated: n1 applied 2/2 put x=1, and n2 3/2 put y=1 at the same index (steps 0 and 1)",
			},
		},
	}.run(t)
}
