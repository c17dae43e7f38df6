# Only Go (1.26 or newer) and make are needed; each target installs nothing
# but Go modules. The acceptance run wants ripgrep, see .ci/run.

GO     ?= go
CORPUS ?= ../shared/corpus
SCALE  ?= 10

# The race detector needs a C compiler.
RACE := $(shell command -v cc >/dev/null 2>&1 && echo -race)

.PHONY: build test accept bench demo check clean

build:
	$(GO) build -o bin/yinzheng ./cmd/yinzheng

demo: build
	bin/yinzheng demo

# Formatting, vet and staticcheck; silent when all is well.
check:
	@out=$$(gofmt -l $$(git ls-files '*.go' 2>/dev/null || find . -name '*.go')); \
	  if [ -n "$$out" ]; then echo "not gofmt-ed:"; echo "$$out"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

# The scripts of cmd/yinzheng start the program some hundred times, each with
# the whole dictionary to load: there the race detector would take minutes and
# see one goroutine.
test: check
	CGO_ENABLED=$(if $(RACE),1,0) $(GO) test $(RACE) -timeout 30m $$($(GO) list ./... | grep -v /cmd/)
	$(GO) test -timeout 30m ./cmd/...

# The real documents in CORPUS.
accept:
	YINZHENG_ACCEPT=1 YINZHENG_CORPUS=$(abspath $(CORPUS)) $(GO) test -count=1 -timeout 45m -run 'Accept|RankingCorpus' ./...

# Times and sizes beside ripgrep's, on CORPUS and on SCALE times as much; that
# takes a quarter of an hour, SCALE=0 two minutes.
bench: build
	$(GO) run ./cmd/bench -corpus $(CORPUS) -yinzheng bin/yinzheng -scale $(SCALE)

clean:
	rm -rf bin
