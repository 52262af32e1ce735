package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"raftviz/cluster/session"
)

// A saved session is a script that runs to the session's own final view.
func TestASavedSessionRunsToTheSameFinalView(t *testing.T) {
	stop := errors.New("somebody stops")
	for _, tt := range []struct {
		name string
		// lines are given one after the other; "stop 7" stops the next after 7 steps.
		lines []string
	}{
		{"plain", []string{"until leader != 0", "put x 1", "settle", "expect term == 2"}},
		{"stopped", []string{"until leader != 0", "put x 1", "stop 7", "settle", "crash 2", "stop 40", "run 30", "restart 2", "run 9"}},
		{"failed", []string{"settle", "until leader == 9 within 7", "tick 8", "campaign 2", "stage 2 9", "run 5", "expect leader == 9"}},
		{"in the past", []string{"run 30", "goto 55", "crash 1 at save-wal power", "run 20", "back 9", "isolate 2", "run 40"}},
		{"at a breakpoint", []string{"breakpoint leader != 0", "run 40", "put x 1", "run 4"}},
		{"lossy", []string{"cluster nodes=5 seed=18446744073709551615 delay=1 snapshot=3", "link all delay=1..4 loss=20%", "run 60", "add 6", "run 30", "remove 1", "run 30"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := session.New("")
			defer s.Close()
			for _, line := range tt.lines {
				left := 0
				if n, _ := fmt.Sscanf(line, "stop %d", &left); n == 1 {
					s.Watch(func(int) error {
						if left--; left == 0 {
							return stop
						}
						return nil
					})
					continue
				}
				_, err := s.Do(line)
				t.Log(line, err)
				s.Watch(nil)
			}
			path := filepath.Join(t.TempDir(), "saved.raft")
			if _, err := s.Do("save " + path); err != nil {
				t.Fatal(err)
			}
			want, err := json.Marshal(Final{toView(s.Lab().View())})
			if err != nil {
				t.Fatal(err)
			}
			written := bytes.Split(bytes.TrimSpace(output(t, path, JSON)), []byte("\n"))
			if got := written[len(written)-1]; !bytes.Equal(got, want) {
				t.Errorf("the script ends in\n%s\nthe session in\n%s", got, want)
			}
		})
	}
}
