package frame

// Key is the key of an action as the screen names it: usual, unless the user has
// given the action another one. The action is named as in a configuration file.
func (f *Frame) Key(action, usual string) string {
	if k, ok := f.Remapped[action]; ok {
		return k
	}
	return usual
}
