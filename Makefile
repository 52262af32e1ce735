# What CI runs (.ci/run), and what a developer runs before a commit.

.PHONY: ci fmt vet lint test race example interop bench bench-upstream soak kill fuzz update pictures tidy

ci: fmt vet lint test race example interop

fmt:
	@files="$$(gofmt -l .)"; test -z "$$files" || { echo "not gofmt'ed: $$files"; exit 1; }

# Wants every module that any dependency's tests need, so CI does without it.
tidy:
	go mod tidy -diff

vet:
	go vet ./...

# The linter's version is pinned in go.mod, as a tool.
lint:
	go tool staticcheck ./...

test:
	go test ./...

# The same tests, with fewer rounds of those that go many times over the same code.
race:
	go test -race -short ./...

example:
	go run ./cmd/raftviz run cluster/testdata/scripts/commands_example.raft

# Clusters of raftviz and of etcd's raftexample together. It is a module of its own,
# and skips where raftexample cannot be had.
interop:
	cd cluster/live/upstream && go vet ./... && go test ./...

# raftviz beside raftexample: docs/performance.md has the figures.
bench-upstream:
	cd cluster/live/upstream && go run ./bench -rounds 5

# What takes longer than CI has: ten minutes of faults, and a hundred kills.
soak:
	go test ./cluster/live -run TestSoak -v -soak 10m -timeout 20m
kill:
	go test ./cmd/raftviz -run TestKilledProcesses -v -kills 100 -timeout 20m

# docs/performance.md says what the figures mean.
bench:
	GOMAXPROCS=1 go test ./cluster -run '^$$' -bench 'Bare|Lab|Checked' -benchtime 200000x -count 3
	go test ./cluster -run '^$$' -bench 'Start|Look|Trace'
	GOMAXPROCS=1 go test ./cluster -run '^$$' -bench 'Checked|Kept' -benchtime 30000x
	go test ./cluster -run '^$$' -bench Flat -benchtime 1x
	GOMAXPROCS=1 go test ./cluster/explore -run '^$$' -bench Explore -benchtime 10s
	GOMAXPROCS=1 go test ./cluster/session -run '^$$' -bench Goto -benchtime 20000x
	GOMAXPROCS=1 go test ./cluster/session -run '^$$' -bench 'Fork|Memory' -benchtime 3x
	go test ./walkthrough -run '^$$' -bench Check -benchtime 20x
	go test ./ui -run '^$$' -bench View -benchtime 500x
	go test ./ui -run '^$$' -bench FirstFrame -benchtime 20x
	go test ./ui -run '^$$' -bench KeyToFrame -benchtime 200x
	go test ./ui -run '^$$' -bench Idle -benchtime 10x
	go test ./cluster/live -run '^$$' -bench Put -benchtime 30000x

# Each fuzz test for a while; go test runs their seeds.
FUZZTIME ?= 30s
fuzz:
	go test ./kv -run '^$$' -fuzz FuzzDecode -fuzztime $(FUZZTIME)
	go test ./cluster/node -run '^$$' -fuzz FuzzAdmits -fuzztime $(FUZZTIME)
	go test ./cluster/command -run '^$$' -fuzz FuzzParse -fuzztime $(FUZZTIME)
	go test ./cluster/command -run '^$$' -fuzz FuzzComplete -fuzztime $(FUZZTIME)
	go test ./cluster/live -run '^$$' -fuzz FuzzPeerPort -fuzztime $(FUZZTIME)
	go test ./cluster/api -run '^$$' -fuzz FuzzHandler -fuzztime $(FUZZTIME)
	go test ./cluster/session -run '^$$' -fuzz FuzzReadSaved -fuzztime $(FUZZTIME)
	go test ./cluster/watch -run '^$$' -fuzz FuzzReader -fuzztime $(FUZZTIME)
	go test ./walkthrough -run '^$$' -fuzz FuzzParse -fuzztime $(FUZZTIME)
	go test ./ui/config -run '^$$' -fuzz FuzzParse -fuzztime $(FUZZTIME)
	go test ./ui/filter -run '^$$' -fuzz FuzzParse -fuzztime $(FUZZTIME)
	go test ./ui/filter -run '^$$' -fuzz FuzzTerm -fuzztime $(FUZZTIME)

# Writes the golden files and the generated pages anew; read the diff.
update:
	go test ./cluster/command ./cluster/report ./ui/config -run 'TestDocs|TestTraceReads' -update
	go test ./cluster/why ./cluster/trace -rewrite
	go test $$(grep -rl --include='*_test.go' exp/golden ui | xargs -n 1 dirname | sort -u | sed 's|^|./|') -update
	$(MAKE) pictures

# Draws the README's pictures, each with the command that stands in its script.
pictures:
	go test ./cmd/raftviz -run 'Picture.*Fresh' -update
