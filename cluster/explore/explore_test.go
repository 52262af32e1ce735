package explore_test

import (
	"context"
	"testing"

	"raftviz/cluster/explore"
	"raftviz/cluster/rule"
)

func TestEachRuleIsFound(t *testing.T) {
	for _, r := range rule.All() {
		t.Run(r.String(), func(t *testing.T) {
			o := options()
			o.Seeds, o.Violate = 2_000_000/o.Steps, []rule.Rule{r}
			result, err := explore.Search(context.Background(), o, nil)
			if err != nil {
				t.Fatal(err)
			}
			if result.Finding == nil {
				t.Fatalf("nothing found in %d steps of %d seeds", result.Steps, result.Seeds)
			}
			least, err := explore.Minimise(context.Background(), result.Finding, nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("seed %d of %d, %d steps, %d -> %d lines: %s", result.Finding.Seed, result.Seeds, result.Steps, len(result.Finding.Lines), len(least.Lines), least.Script("test"))
		})
	}
}
