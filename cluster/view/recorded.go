package view

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"raftviz/cluster/lang"
)

// What is recorded is in English, in every language: reasons, in Event.Text, and what
// violates a property. These are the formats that such texts are made with; of two
// that could match, the one that says more stands first.
var recorded = []string{
	// How a node started, and why it ended.
	lang.Mark("with an empty disk"),
	lang.Mark("with an empty log, to join"),
	lang.Mark("from its files"),
	lang.Mark("crashed"),
	lang.Mark("lost power"),
	lang.Mark("it was removed from the cluster"),
	lang.Mark("its files are damaged: %s"),
	// What of a snapshot was saved.
	lang.Mark("the file, then the WAL's record"),
	lang.Mark("the WAL's record, and no file yet"),
	lang.Mark("the file"),
	// Why a message was lost, how a snapshot ended, and how links changed.
	lang.Mark("arrived"),
	lang.Mark("failed"),
	lang.Mark("%v is down"),
	lang.Mark("link %v->%v is cut"),
	lang.Mark("%v and %v are partitioned"),
	lang.Mark("%s delays by %d..%d ticks and loses %d%%"),
	lang.Mark("link %v->%v loses %d%%"),
	lang.Mark("it did not arrive: the connection was broken"),
	lang.Mark("link %v->%v is mended"),
	lang.Mark("every link is mended"),
	lang.Mark("the network is partitioned into %s"),
	lang.Mark("%v is isolated"),
	lang.Mark("[%s] and %s"),
	lang.Mark("every link"),
	lang.Mark("link %v->%v"),
	// Why a node took something not, and why a client gets no answer.
	lang.Mark("a snapshot: a newer one came with the Ready in hand"),
	lang.Mark("a snapshot: nothing was applied since the last one"),
	lang.Mark("configuration change: %v"),
	lang.Mark("raft dropped the proposal: no leader is known, or the leader takes none now"),
	lang.Mark("raft ignored a response from a node that is not in its configuration"),
	lang.Mark("there is no leader to transfer leadership from"),
	lang.Mark("%v was removed, and a raft ID is never used twice; unused are %s"),
	lang.Mark("the client gave up after %d ticks"),
	lang.Mark("%s; it may still commit"),
	lang.Mark("%v went down"),
	lang.Mark("WAL: its entries do not join the snapshot or one another"),
	lang.Mark("some of its steps were not told"),
	lang.Mark("no %s"),
	// What a node left out.
	lang.Mark("save the HardState"),
	lang.Mark("call Advance for Ready #%d"),
	lang.Mark("call ApplyConfChange for %s"),
	lang.Mark("restore its vote for %v at term %d"),
	lang.Mark("ask the WAL which snapshot file to load: the store has %d/%d, raft starts at %d"),
	lang.Mark("load snapshot %d/%d into the store before its log is replayed up to %d"),
	lang.Mark("keep what it had replayed: the store has loaded snapshot %d/%d over it"),
	lang.Mark("tell raft that its snapshot to %v %s"),
	// What violates a property.
	lang.Mark("%v and %v were both elected leader of term %d"),
	lang.Mark("%v leads term %d, and %s is no longer in its log"),
	lang.Mark("%v leads term %d without %s, which %v had committed in term %d"),
	lang.Mark("%v and %v have the same %s, and before it entries of terms %d and %d"),
	lang.Mark("%v has %s, and %v has %s there with the same term"),
	lang.Mark("%v applied %s, and %v %s at the same index"),
	lang.Mark("%v applied %s after it had applied up to index %d"),
	lang.Mark("%v left out %s"),
	lang.Mark("after %s on %v %s, and on %v %s"),
	lang.Mark("the configuration is %s"),
	lang.Mark("it was not applied"),
	lang.Mark("at index %d the configuration is %v on %v, and %v on %v"),
	lang.Mark("at index %d %s"),
	lang.Mark("%s is %s on %v, and %s on %v"),
	lang.Mark("not set"),
	lang.Mark("%d/%d empty"),
	lang.Mark("%v was acknowledged at %d/%d, and %s"),
	lang.Mark("%v had committed %s in its place"),
	lang.Mark("%v leads term %d without it"),
	lang.Mark("%v was elected leader of term %d without it%s"),
	lang.Mark(" and %d more"),
	lang.Mark("%v committed %s in its place"),
	lang.Mark("%v applied %s in its place"),
	lang.Mark("%v was answered %s by %v, which no order of the puts and reads of %s explains%s"),
	lang.Mark(": %v had been answered %s"),
	lang.Mark(": %v had been acknowledged"),
	lang.Mark("%s (request %d)"),
}

// pattern recognises the texts that a format makes.
type pattern struct {
	format string
	// has is the longest part of the format that every text has.
	has   string
	match *regexp.Regexp
}

var (
	verb = regexp.MustCompile(`%(?:\[(\d+)\])?[vdsq%]`)
	// patterns are those of the formats, when they are first asked for.
	patterns = sync.OnceValue(func() []pattern {
		all := make([]pattern, len(recorded))
		for i, format := range recorded {
			p := pattern{format: format}
			text := "^"
			at := 0
			for _, v := range verb.FindAllStringIndex(format, -1) {
				p.add(&text, format[at:v[0]])
				switch at = v[1]; format[v[0]:v[1]] {
				case "%%":
					text += "%"
				case "%d":
					text += `(\d+)`
				default:
					text += `(.*?)`
				}
			}
			p.add(&text, format[at:])
			p.match = regexp.MustCompile("(?s)" + text + "$")
			all[i] = p
		}
		return all
	})
)

// add adds what stands between two verbs.
func (p *pattern) add(to *string, text string) {
	*to += regexp.QuoteMeta(text)
	if len(text) > len(p.has) {
		p.has = text
	}
}

// Recorded says a text of the record in the language in use. One that none of its
// formats makes, as an error of raft's, stays as it is.
func Recorded(text string) string {
	if lang.InUse() == lang.English {
		return text
	}
	if what, rule, ok := strings.Cut(text, " ("); ok && strings.HasSuffix(rule, ")") && !strings.Contains(rule, " ") {
		return Recorded(what) + " (" + rule // what a node left out, and the rule that it breaks so
	}
	for _, p := range patterns() {
		if !strings.Contains(text, p.has) {
			continue
		}
		if found := p.match.FindStringSubmatch(text); found != nil {
			return p.say(found[1:])
		}
	}
	return text
}

// say formats the translation with what a text has in the places of the verbs.
func (p *pattern) say(found []string) string {
	args := make([]any, len(found))
	for i, text := range found {
		args[i] = Recorded(text)
	}
	format := verb.ReplaceAllStringFunc(lang.T(p.format), func(v string) string {
		if v == "%%" {
			return v
		}
		return v[:len(v)-1] + "s"
	})
	return fmt.Sprintf(format, args...)
}
