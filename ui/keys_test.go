package ui

import (
	"slices"
	"strings"
	"testing"

	"raftviz/cluster/command"
	"raftviz/ui/frame"
)

func TestNoKeyMeansTwoThings(t *testing.T) {
	type press struct {
		place place
		key   string
	}
	seen := map[press]string{}
	for _, b := range keyTable() {
		for _, k := range b.Keys() {
			p := press{b.place, k}
			if before, ok := seen[p]; ok {
				t.Errorf("%q means %q and %q", k, before, b.Help().Desc)
			}
			seen[p] = b.Help().Desc
		}
	}
}

func TestEveryKeyHasHelp(t *testing.T) {
	for _, b := range keyTable() {
		h := b.Help()
		if h.Key == "" || h.Desc == "" || b.group == "" {
			t.Errorf("%v: key %q, help %q, group %q", b.Keys(), h.Key, h.Desc, b.group)
		}
	}
	s := open(t, 80, 24)
	for _, l := range s.m.helpLines() {
		if w := frame.Widest([]frame.Line{l}); w > s.m.textWidth() {
			t.Errorf("%v is %d columns wide; %d fit on the smallest screen", l, w, s.m.textWidth())
		}
	}
}

func TestEveryKeyOfTheMainScreenDoesSomething(t *testing.T) {
	for _, b := range keyTable() {
		if b.place == onMain && b.do == nil && !slices.Contains([]string{"ctrl+c", "ctrl+z"}, b.Keys()[0]) {
			t.Errorf("%v does nothing", b.Keys())
		}
	}
}

// TestHelpNamesRealCommands looks up the first word of each command line that
// the help shows.
func TestHelpNamesRealCommands(t *testing.T) {
	for _, b := range keyTable() {
		if b.line == "" {
			continue
		}
		name, _, _ := strings.Cut(b.line, " ")
		if command.Find(strings.TrimSuffix(name, ",")) == nil {
			t.Errorf("%v: there is no command %q", b.Keys(), name)
		}
	}
}

// TestMenuKeysAreFree checks that no item's key is one that moves in the menu,
// or another item's.
func TestMenuKeysAreFree(t *testing.T) {
	s := open(t, 80, 24)
	for name, items := range map[string][]item{
		"members": memberItems(s.m), "faults": faultItems(s.m), "rules": ruleItems(s.m.view(), 0),
	} {
		seen := map[string]bool{}
		for _, it := range items {
			if b := s.m.matching(inMenu, runes(it.key)); b != nil || seen[it.key] {
				t.Errorf("%s: %q of %q is taken", name, it.key, it.does)
			}
			seen[it.key] = true
		}
	}
}

func TestHelpListsEveryKey(t *testing.T) {
	s := open(t, 80, 24)
	var text strings.Builder
	for _, l := range s.m.helpLines() {
		for _, p := range l {
			text.WriteString(p.Text + "\n")
		}
	}
	for _, b := range keyTable() {
		if !strings.Contains(text.String(), b.Help().Key+"\n") {
			t.Errorf("the help has no %q", b.Help().Key)
		}
	}
}
