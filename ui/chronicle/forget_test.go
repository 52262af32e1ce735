package chronicle

import (
	"reflect"
	"slices"
	"testing"

	"raftviz/cluster/session"
)

// A chronicle that forgets with its cluster has of the steps that are kept what one
// of a cluster that keeps all has, whether it has read those that are gone or not.
func TestAChronicleForgetsWithItsCluster(t *testing.T) {
	all, few := run(t), session.New("")
	defer few.Close()
	few.Keep(120)
	var whole, grown Chronicle
	dropped := false
	for _, m := range moments {
		do(t, all, m.line)
		do(t, few, m.line)
		whole.Grow(all.Lab(), all.Lab().Len())
		grown.Grow(few.Lab(), few.Lab().Len())
		var late Chronicle
		late.Grow(few.Lab(), few.Lab().Len())
		oldest := few.Lab().Oldest()
		for name, c := range map[string]*Chronicle{"grown": &grown, "late": &late} {
			sameFrom(t, m.line+", "+name, oldest, few.Lab().Len(), c, &whole)
		}
		dropped = dropped || oldest > 0
	}
	if !dropped || grown.Operations[0].Asked < few.Lab().Oldest() && grown.Operations[0].Fate != Pending || len(grown.marks.steps[Elected]) > 0 {
		t.Errorf("kept from step %d are %v, elections in %v", few.Lab().Oldest(), grown.Operations, grown.marks.steps[Elected])
	}
}

// sameFrom compares two chronicles from a step on.
func sameFrom(t *testing.T, what string, oldest, end int, c, whole *Chronicle) {
	t.Helper()
	for k := range Kinds {
		if got, want := c.Count(k, oldest+1, end), whole.Count(k, oldest+1, end); got != want {
			t.Errorf("%s: from step %d there are %d of %v, not %d", what, oldest+1, got, k, want)
		}
	}
	for step := oldest; step < end; step++ {
		if got, want := c.TermAt(step), whole.TermAt(step); got != want {
			t.Fatalf("%s: at step %d the term is %d, not %d", what, step, got, want)
		}
	}
	from := func(c *Chronicle) (list []Operation) {
		for _, o := range c.Operations {
			if o.Asked > oldest {
				o.Request = nil // it is the cluster's own
				list = append(list, o)
			}
		}
		return list
	}
	if got, want := from(c), from(whole); !slices.EqualFunc(got, want, func(a, b Operation) bool { return reflect.DeepEqual(a, b) }) {
		t.Errorf("%s: operations are %+v, not %+v", what, got, want)
	}
}
