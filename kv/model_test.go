package kv

import (
	"testing"

	"github.com/anishathalye/porcupine"
)

func TestModelIsOneCopyOfTheData(t *testing.T) {
	put := func(key, value string, call, ret int64) porcupine.Operation {
		return porcupine.Operation{Input: Put{Key: key, Val: value}, Call: call, Return: ret}
	}
	get := func(key string, answer Answer, call, ret int64) porcupine.Operation {
		return porcupine.Operation{Input: Get{key}, Output: answer, Call: call, Return: ret}
	}
	for name, c := range map[string]struct {
		history []porcupine.Operation
		want    bool
	}{
		"what it began with":         {[]porcupine.Operation{get("x", Answer{"0", true}, 1, 2)}, true},
		"what was never there":       {[]porcupine.Operation{get("y", Answer{}, 1, 2)}, true},
		"a put, then its value":      {[]porcupine.Operation{put("x", "1", 1, 2), get("x", Answer{"1", true}, 3, 4)}, true},
		"a put, then the old value":  {[]porcupine.Operation{put("x", "1", 1, 2), get("x", Answer{"0", true}, 3, 4)}, false},
		"the old value during a put": {[]porcupine.Operation{put("x", "1", 1, 9), get("x", Answer{"0", true}, 3, 4)}, true},
		"new, then old, during a put": {[]porcupine.Operation{put("x", "1", 1, 9), get("x", Answer{"1", true}, 3, 4),
			get("x", Answer{"0", true}, 5, 6)}, false},
		"another key": {[]porcupine.Operation{put("y", "1", 1, 2), get("x", Answer{"0", true}, 3, 4)}, true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := porcupine.CheckOperations(Model(map[string]string{"x": "0"}), c.history); got != c.want {
				t.Errorf("linearizable: %v, want %v", got, c.want)
			}
		})
	}
}
