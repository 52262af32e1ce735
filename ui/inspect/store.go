package inspect

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/chronicle"
	"raftviz/ui/frame"
)

// keyOperations is how many of a key's operations are listed.
const keyOperations = 20

func describeKey(f *frame.Frame, t frame.Thing) *Description {
	d := &Description{Title: lang.F("key %s", t.Name), Term: "key"}
	g := Group{Title: lang.T("on the nodes")}
	for _, n := range f.Nodes() {
		value, ok := n.KV.Get(t.Name)
		if !ok {
			value = lang.T("no value")
		}
		g.addTerm(n.ID.String(), lang.F("%s   (applied up to %d)", value, n.Applied), "Applied")
	}
	d.group(g)
	d.group(operationsOn(f, t.Name))
	d.See = []string{"trace " + t.Name}
	return d
}

// operationsOn are the last operations on a key up to the step shown.
func operationsOn(f *frame.Frame, key string) Group {
	g := Group{Title: lang.T("operations, the last one first")}
	all := f.Chronicle.OperationsUpTo(f.At)
	for i := len(all) - 1; i >= 0 && len(g.Rows) < keyOperations; i-- {
		if o := &all[i]; o.Key == key {
			g.addTerm(lang.F("request %d", o.ID), lang.F("%v, %s", o.Request.Says(), lang.T(o.FateAt(f.At).String())), "operation")
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
	d := &Description{Title: o.Request.Says(), Term: "operation"}
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
	g.add("Fate", lang.T(fate.String()))
	g.addWords("asked in", lang.F("step %d", o.Asked))
	if fate != chronicle.Pending {
		g.addWords("ended in", lang.F("step %d", o.End))
		if o.Why != "" {
			g.addWords("why", view.Recorded(o.Why))
		}
	}
	return g
}

func requestFields(r *view.Request) Group {
	g := Group{Title: lang.T("request")}
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
