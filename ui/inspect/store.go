package inspect

import (
	"fmt"

	"raftviz/cluster/view"
	"raftviz/ui/chronicle"
	"raftviz/ui/frame"
)

// keyOperations is how many of a key's operations are listed.
const keyOperations = 20

func describeKey(f *frame.Frame, t frame.Thing) *Description {
	d := &Description{Title: "key " + t.Name, Term: "key"}
	g := Group{Title: "on the nodes"}
	for _, n := range f.Nodes() {
		value, ok := n.KV.Get(t.Name)
		if !ok {
			value = "no value"
		}
		g.addTerm(n.ID.String(), fmt.Sprintf("%s   (applied up to %d)", value, n.Applied), "Applied")
	}
	d.group(g)
	d.group(operationsOn(f, t.Name))
	d.See = []string{"trace " + t.Name}
	return d
}

// operationsOn are the last operations on a key up to the step shown.
func operationsOn(f *frame.Frame, key string) Group {
	g := Group{Title: "operations, the last one first"}
	all := f.Chronicle.OperationsUpTo(f.At)
	for i := len(all) - 1; i >= 0 && len(g.Rows) < keyOperations; i-- {
		if o := &all[i]; o.Key == key {
			g.addTerm(fmt.Sprintf("request %d", o.ID), fmt.Sprintf("%s, %v", o.Request, o.FateAt(f.At)), "operation")
		}
	}
	return g
}

func describeOperation(f *frame.Frame, t frame.Thing) *Description {
	i, ok := f.Chronicle.AskedIn(t.Step)
	if !ok || t.Step > f.At {
		return nil
	}
	o := &f.Chronicle.Operations[i]
	d := &Description{Title: o.Request.String(), Term: "operation"}
	d.group(operationFields(f, o))
	d.See = []string{fmt.Sprintf("goto %d", o.Asked)}
	if o.Kind == view.PutRequest {
		d.See = append(d.See, fmt.Sprintf("trace %s %d", o.Key, o.Request.ID))
	}
	return d
}

func operationFields(f *frame.Frame, o *chronicle.Operation) Group {
	g := requestFields(o.Request)
	fate := o.FateAt(f.At)
	g.add("Fate", fate.String())
	g.add("asked in", fmt.Sprintf("step %d", o.Asked))
	if fate != chronicle.Pending {
		g.add("ended in", fmt.Sprintf("step %d", o.End))
		if o.Why != "" {
			g.add("why", o.Why)
		}
	}
	return g
}

func requestFields(r *view.Request) Group {
	g := Group{Title: "request"}
	g.addTerm("ID", fmt.Sprint(r.ID), "request")
	g.add("Kind", r.Kind.String())
	g.addTerm("Node", r.Node.String(), noTerm)
	g.addTerm("Key", r.Key, noTerm)
	switch {
	case r.Kind == view.PutRequest:
		g.add("Value", r.Value)
	case r.Found:
		g.add("Value", r.Value)
	}
	return g
}
