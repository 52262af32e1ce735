package command

import (
	"slices"
	"strings"

	"raftviz/cluster/view"
)

// Complete lists what the last word of an unfinished line can become: the
// commands' names, then what an argument can be: nodes, stages, messages in
// flight, keys with their =. Each candidate takes the place of what stands
// behind the line's last blank. v says what there is now; it may be nil.
func Complete(line string, v *view.View) []string {
	done, last := line, ""
	if i := strings.LastIndexAny(line, blanks); i >= 0 {
		done, last = line[:i+1], line[i+1:]
	} else {
		done, last = "", line
	}
	name, rest := cutName(strings.TrimLeft(done, blanks))
	if name == "" {
		return beginningWith(last, commandNames())
	}
	spec := Find(name)
	if spec == nil {
		return nil
	}
	if len(spec.Params) > 0 && spec.Params[0].Type.readRaw != nil {
		return spec.completeRaw(rest, last, v)
	}
	words, err := split(rest)
	if err != nil {
		return nil
	}
	return beginningWith(last, spec.next(words, last, v))
}

// completeRaw completes a condition, and what may follow it.
func (s *Spec) completeRaw(rest, last string, v *view.View) []string {
	p := s.Params[0]
	if words := strings.Fields(rest); len(s.Params) > 1 && len(words) > 1 && words[len(words)-1] == s.Params[1].Word {
		return beginningWith(last, s.Params[1].Type.candidates(v, nil))
	}
	if _, _, err := p.Type.readRaw(rest); err == nil && !p.Type.goesOn {
		return beginningWith(last, s.names(s.Params[1:], nil))
	}
	return beginningWith(last, p.Type.candidates(v, []string{rest, last}))
}

// next is what can stand behind words; last is how the next word begins.
func (s *Spec) next(words []string, last string, v *view.View) []string {
	var out []string
	for _, p := range s.Params {
		if !p.positional() {
			continue
		}
		if len(words) == 0 {
			out = append(out, p.Type.candidates(v, nil)...)
			if !p.Optional {
				return out
			}
			continue
		}
		_, n, err := p.Type.read(words)
		if p.Type.long && (err != nil || n == len(words)) {
			out = append(out, p.Type.candidates(v, words)...)
		}
		switch {
		case err == nil:
			words = words[n:]
		case !p.Optional:
			return out
		}
	}
	return append(out, s.nextNamed(words, last, v)...)
}

// nextNamed is what can stand behind words, which follow the positional
// arguments: the name of an argument, or the value of one whose name is there.
func (s *Spec) nextNamed(words []string, last string, v *view.View) []string {
	for _, p := range s.Params {
		if p.Word != "" && !p.isFlag() && len(words) > 0 && words[len(words)-1] == p.Word {
			return p.Type.candidates(v, nil)
		}
		if p.Key != "" && strings.HasPrefix(last, p.Key+"=") {
			var out []string
			for _, value := range p.Type.candidates(v, nil) {
				out = append(out, p.Key+"="+value)
			}
			return out
		}
	}
	return s.names(s.Params, words)
}

// names are the words and keys of the named params that words do not have yet.
func (s *Spec) names(params []Param, words []string) []string {
	var out []string
	for _, p := range params {
		given := slices.ContainsFunc(words, func(word string) bool {
			return p.Word != "" && word == p.Word || p.Key != "" && strings.HasPrefix(word, p.Key+"=")
		})
		switch {
		case given || p.positional():
		case p.Word != "":
			out = append(out, p.Word)
		default:
			out = append(out, p.Key+"=")
		}
	}
	return out
}

func beginningWith(prefix string, words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(word string) bool { return !strings.HasPrefix(word, prefix) })
}
