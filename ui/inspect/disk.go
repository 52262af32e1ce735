package inspect

import (
	"raftviz/ui/frame"
)

func describeRecord(f *frame.Frame, t frame.Thing) *Description { return nil }
func describeFile(f *frame.Frame, t frame.Thing) *Description   { return nil }
