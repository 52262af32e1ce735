package live

import (
	"testing"

	"go.uber.org/goleak"
)

// No goroutine outlives its cluster.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
