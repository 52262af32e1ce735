package report

import (
	"raftviz/cluster"
	"raftviz/cluster/script"
	"raftviz/cluster/view"
)

// violations has, for each property that was violated, the line that first
// brought it.
type violations struct {
	order []view.Property
	first map[view.Property]*script.Error
}

func (v *violations) add(found *cluster.Violated, at *script.Error) {
	if v.first == nil {
		v.first = map[view.Property]*script.Error{}
	}
	if v.first[found.Property] == nil {
		v.first[found.Property] = at
		v.order = append(v.order, found.Property)
	}
}

// unnamed is the first violation whose property no violated command of the
// script names, nil when there is none.
func (v *violations) unnamed(s *script.Script) error {
	named := map[view.Property]bool{}
	for _, l := range s.Lines {
		if l.Command.Spec.Name == "violated" {
			named[l.Command.Args.Property("PROPERTY")] = true
		}
	}
	for _, p := range v.order {
		if !named[p] {
			return v.first[p]
		}
	}
	return nil
}
