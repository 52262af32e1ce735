package frame

import "raftviz/cluster/view"

// Hand is the Ready that is shown: the selected node's in hand, or its last one.
func (f *Frame) Hand() *view.Ready {
	if n := f.View().Node(f.Selected); n != nil && n.Ready != nil {
		return n.Ready
	}
	if len(f.Ready) == 0 {
		return nil
	}
	if n := f.Ready[0].View.Node(f.Selected); n != nil {
		return n.Ready
	}
	return nil
}

// InHand reports whether the Ready that is shown is still being processed.
func (f *Frame) InHand() bool {
	n := f.View().Node(f.Selected)
	return n != nil && n.Ready != nil
}
