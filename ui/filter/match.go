package filter

import (
	"slices"
	"strings"
	"unicode"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// Empty reports whether the filter asks for nothing, and so matches all.
func (f *Filter) Empty() bool {
	return len(f.words)+len(f.nodes)+len(f.terms)+len(f.keys)+len(f.messages) == 0 && !f.kinds.some
}

// Words are the words that an event's text is to have, in lower case.
func (f *Filter) Words() []string { return f.words }

// Match reports whether event number i of a step matches.
func (f *Filter) Match(s *view.Step, i int) bool {
	e := &s.Events[i]
	return f.could(e) && f.matchAbout(e) && f.matchTerm(s, e) && f.matchWords(e)
}

// could reports whether an event can match, by what is known of it without the
// step that it belongs to.
func (f *Filter) could(e *view.Event) bool {
	if len(f.nodes) > 0 && !slices.ContainsFunc(f.nodes, func(id view.NodeID) bool { return concerns(e, id) }) {
		return false
	}
	if f.kinds.some && !f.kinds.whats[e.What] && (len(f.kinds.types) == 0 || !hasMessages[e.What]) {
		return false
	}
	if len(f.messages) > 0 && !hasMessages[e.What] {
		return false
	}
	if needsStep[e.What] {
		return sayable(e.What, f.words)
	}
	return f.matchWords(e)
}

// sayable reports whether words could be in the text of an event of a kind whose
// text is not known yet: for the kinds that come most often and have no text of
// a user's, by the letters that are in it.
func sayable(what view.What, words []string) bool {
	said := vocabulary[what]
	if said == "" || lang.InUse() != lang.English {
		return true
	}
	for _, w := range words {
		for _, letters := range strings.FieldsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if !strings.Contains(said, letters) {
				return false
			}
		}
	}
	return true
}

// vocabulary has all that is in the text of such events besides numbers, in
// lower case, as cluster/view has it in English.
var vocabulary = map[view.What]string{
	view.Took: "n took ready #: softstate, hardstate, readstates , snapshot, entries , committedentries , messages , nothing",
	view.Sent: strings.ToLower("n sent " + strings.Join(typeNames(), " ") + " to n; "),
	view.SavedWAL: "n saved nothing hardstate entry entries and to the wal: bytes, fsync no fsync where one is due " +
		"no fsync: mustsync is false fsync, though mustsync is false: the wal was just opened, or cut a segment",
}

func typeNames() []string {
	names := make([]string, len(sentTypes))
	for i, t := range sentTypes {
		names[i] = t.String()
	}
	return names
}

// hasMessages are the events about messages.
var hasMessages = set(view.Delivered, view.Dropped, view.Lost, view.Duplicated, view.Delayed, view.Took, view.Sent)

// needsStep are the events of which the history's Walk does not say what they
// are about: their text is known only with the step.
var needsStep = set(view.Delivered, view.Dropped, view.Lost, view.Duplicated, view.Delayed, view.Took, view.Sent, view.SavedWAL,
	view.Applied, view.ConfigChanged, view.ConfigRejected, view.Undecodable)

func set(whats ...view.What) (in [view.Whats]bool) {
	for _, w := range whats {
		in[w] = true
	}
	return in
}

// concerns reports whether an event happened on a node, or to a message to or
// from it.
func concerns(e *view.Event, id view.NodeID) bool {
	if e.Node == id {
		return true
	}
	switch e.What {
	case view.Dropped, view.Lost, view.Duplicated, view.Delayed:
		return e.Peer == id
	}
	return false
}

// matchAbout checks what can only be told by what the event is about.
func (f *Filter) matchAbout(e *view.Event) bool {
	if f.kinds.some && !f.kinds.whats[e.What] {
		m, ok := e.About.(*view.Message)
		if e.What == view.Sent {
			ok = slices.ContainsFunc(e.About.(*view.Ready).Messages, func(m *view.Message) bool { return slices.Contains(f.kinds.types, m.Type) })
		} else {
			ok = ok && slices.Contains(f.kinds.types, m.Type)
		}
		if !ok {
			return false
		}
	}
	if len(f.messages) > 0 && !slices.ContainsFunc(f.messages, func(id int) bool { return hasMessage(e, id) }) {
		return false
	}
	return len(f.keys) == 0 || slices.ContainsFunc(f.keys, func(key string) bool { return hasKey(e, key) })
}

// hasMessage reports whether an event is about a message, or a Ready that has it.
func hasMessage(e *view.Event, id int) bool {
	switch about := e.About.(type) {
	case *view.Message:
		return about.ID == id || e.What == view.Duplicated && int(e.Count) == id
	case *view.Ready:
		return e.What != view.SavedWAL && slices.ContainsFunc(about.Messages, func(m *view.Message) bool { return m.ID == id })
	}
	return false
}

// hasKey reports whether an event is about a key of the store: a client's
// request, or an entry on its way.
func hasKey(e *view.Event, key string) bool {
	return slices.Contains(Keys(e), key)
}

// Keys are the keys of the store that an event is about, in the order in which
// they are in it.
func Keys(e *view.Event) []string {
	switch about := e.About.(type) {
	case *view.Request:
		return []string{about.Key}
	case *raftpb.Entry:
		return keysOf(nil, []raftpb.Entry{*about})
	case *view.Message:
		return keysOf(nil, about.Entries)
	case *view.Ready:
		return keysOfReady(e.What, about)
	}
	if e.What == view.Got {
		key, _, _ := strings.Cut(strings.TrimPrefix(e.Text, "no "), "=")
		return []string{key}
	}
	return nil
}

// keysOfReady are the keys in what an event took, saved or sent of a Ready.
func keysOfReady(what view.What, rd *view.Ready) (keys []string) {
	if what != view.Sent {
		keys = keysOf(keys, rd.Entries)
	}
	if what != view.SavedWAL {
		for _, m := range rd.Messages {
			keys = keysOf(keys, m.Entries)
		}
	}
	if what == view.Took {
		keys = keysOf(keys, rd.CommittedEntries)
	}
	return keys
}

// keysOf adds the keys that entries put to a list.
func keysOf(keys []string, entries []raftpb.Entry) []string {
	for i := range entries {
		if entries[i].Type != raftpb.EntryNormal || len(entries[i].Data) == 0 {
			continue
		}
		if p, err := kv.Decode(entries[i].Data); err == nil && !slices.Contains(keys, p.Key) {
			keys = append(keys, p.Key)
		}
	}
	return keys
}

// matchTerm reports whether the event is of one of the terms: the message's
// that it is about, else the one that its node is in.
func (f *Filter) matchTerm(s *view.Step, e *view.Event) bool {
	if len(f.terms) == 0 {
		return true
	}
	if m, ok := e.About.(*view.Message); ok {
		return slices.Contains(f.terms, m.Term)
	}
	n := s.View.Node(e.Node)
	return n != nil && slices.Contains(f.terms, n.Term)
}

func (f *Filter) matchWords(e *view.Event) bool {
	if len(f.words) == 0 {
		return true
	}
	text := strings.ToLower(e.String())
	for _, w := range f.words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
