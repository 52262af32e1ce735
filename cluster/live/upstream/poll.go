package upstream

import "time"

// Until asks again and again, until the answer is yes or the time is over.
func Until(patience time.Duration, yes func() bool) bool {
	deadline := time.Now().Add(patience)
	again := time.NewTicker(2 * time.Millisecond)
	defer again.Stop()
	for {
		if yes() {
			return true
		}
		if time.Now().After(deadline) {
			return false
		}
		<-again.C
	}
}
