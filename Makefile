# Thin names over deps/fetch, CMake presets and scripts. `make help` lists them.

# Compiled objects are shared between checkouts and presets where ccache is installed.
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := 1
export CCACHE_SLOPPINESS := pch_defines,time_macros,include_file_mtime,include_file_ctime
export CCACHE_MAXSIZE ?= 2G
configure = TACET_LAUNCHER=$$(command -v ccache) cmake --preset $(1) > build/$(1)-configure.log \
	|| { cat build/$(1)-configure.log; exit 1; }
say = @echo "[make] $(1)" >&2

MODELS := build/models
DEMO := build/demo
SPEECH := build/speech
SPEECH_DIALOGUES ?= 1000

.PHONY: help build console demo serve deb chaos test test-fast test-program test-asan test-tsan lint standalone format fuzz bench load long eval \
	coverage deps deps-test models train-pii train-pii-smoke clean

help:
	@echo "make demo       set everything up, start the service, redact a real recording through it, stop"
	@echo "make serve      the service on 127.0.0.1:9320 with its data in build/data, until Ctrl-C"
	@echo "make deb        a Debian package of program, libraries and model"
	@echo "make test       set everything up, then build and run the whole test suite"
	@echo "make build      set up and build the program and its web console: build/tacet, build/console"
	@echo "make console    the web console alone: build/console"
	@echo "make test-fast  the tests without the sanitizer builds"
	@echo "make lint       the checks of style, arrows and text"
	@echo "make standalone every C++ file compiled alone: finds a missing #include"
	@echo "make format     let clang-format rewrite the C++ files"
	@echo "make fuzz       every fuzz target for FUZZ_SECONDS (60) each"
	@echo "make bench      speed, memory and word errors beside faster-whisper; then load"
	@echo "make load       rates and latencies of the service with LOAD_JOBS (10000) queued jobs"
	@echo "make chaos      kills the service CHAOS_KILLS (200) times in the midst of jobs"
	@echo "make long       time and memory of a recording of LONG_HOURS (3)"
	@echo "make eval       word errors, word times, confidence and redaction on the recordings at hand"
	@echo "make train-pii TEXT=FOLDER  trains the finder of personal information anew (docs/training.md; 5 hours)"
	@echo "make coverage   which lines the tests run"
	@echo "make clean      remove what was built, but not the dependencies and models"

deps:
	@deps/fetch

deps-test:
	@deps/fetch --test

build: deps
	$(call say,building the release)
	@$(call configure,release)
	@cmake --build --preset release
	@tools/console.sh build
	@$(MAKE) --no-print-directory models TACET=build/tacet

console: deps
	@tools/console.sh build

# Speech models, pinned by SHA-256 in the program's own catalogue; the model that finds personal
# information, from this repository.
models:
	@$(TACET) models pull base --models-dir $(MODELS)
	@if [ -d models/pii ]; then rm -rf $(MODELS)/pii && cp -r models/pii $(MODELS)/pii; fi

demo: build
	@tools/demo.sh $(DEMO)

serve: build
	@build/tacet serve --data-dir build/data

VERSION = $(shell sed -n 's/^project(tacet VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
deb: build
	@tools/deb.sh build/release build/tacet_$(VERSION)_amd64.deb

test: deps-test test-program test-asan test-tsan
	$(call say,all tests passed)

# What tries the program as its users have it: unit tests are left to the sanitizers, where memory is
# not theirs to measure.
test-program:
	$(call say,building the program for the tests)
	@$(call configure,dev)
	@cmake --build --preset dev --target tacet tacet_memory_tests
	@$(MAKE) --no-print-directory models TACET=build/dev/tacet/cli/tacet
	$(call say,running the tests of the program)
	@ctest --preset dev -LE unit

test-fast: deps-test
	$(call say,building the program and all tests)
	@$(call configure,dev)
	@cmake --build --preset dev
	@$(MAKE) --no-print-directory models TACET=build/dev/tacet/cli/tacet
	@ctest --preset dev

# Sanitizers: the tests of the code, not those of style and tools again.
test-asan test-tsan: test-%:
	$(call say,building with the $* preset)
	@$(call configure,$*)
	@cmake --build --preset $*
	$(call say,running the unit and integration tests under $*)
	@ctest --preset $* -L 'unit|integration|fuzz-smoke'

lint: deps-test
	@tests/lint/dependencies.py
	@tests/lint/text_rules.py
	@tests/lint/format.sh

standalone: deps
	@$(call configure,standalone)
	@cmake --build --preset standalone

format:
	@git ls-files '*.h' '*.cc' | xargs clang-format-14 -i

fuzz: deps-test
	@$(call configure,fuzz)
	@cmake --build --preset fuzz
	@tools/fuzz.sh build/fuzz

bench: build
	@tools/bench/run.sh
	@$(MAKE) --no-print-directory load

LOAD_JOBS ?= 10000
load: build
	@TACET=$(CURDIR)/build/tacet python3 tools/bench/load.py --jobs $(LOAD_JOBS)

CHAOS_KILLS ?= 200
chaos: build deps-test
	@TACET=$(CURDIR)/build/tacet TACET_KILLS=$(CHAOS_KILLS) python3 tests/chaos/crash_test.py

long: build
	@tools/bench/long.sh

eval: build
	@tools/eval/run.sh

# The text folder: docs/training.md. What the environment's threads wait for must not keep a core busy.
TEXT ?= ../shared/data/text/training
# The tagger whose agreement with Rampart settles doubtful names of the text; EARLIER= for none.
EARLIER ?= models/pii
train-pii: build deps-test $(SPEECH)/heard.jsonl
	@OMP_WAIT_POLICY=PASSIVE tools/with-venv train_pii tools/train_pii/build.py --text $(TEXT) \
	  --extra $(SPEECH)/heard.jsonl $(addprefix --earlier ,$(EARLIER)) $(TRAIN_OPTIONS)

# Dialogues spoken by synthetic voices and recognised again, labelled; made once.
$(SPEECH)/sound/manifest.jsonl: | build deps-test
	@mkdir -p $(SPEECH)
	@python3 tools/train_pii/fill.py --templates tools/train_pii/templates --gazetteers $(TEXT)/gazetteers \
	  --count $(SPEECH_DIALOGUES) --seed 9 --as-said --for-training --output $(SPEECH)/said.jsonl
	@tools/with-venv speech tools/speech/speak.py $(SPEECH)/said.jsonl $(SPEECH)/sound --rate both --join 12
$(SPEECH)/heard.jsonl: $(SPEECH)/sound/manifest.jsonl
	@tools/with-venv eval tools/speech/recognise.py $(SPEECH)/sound $(SPEECH)/heard.partial
	@mv $(SPEECH)/heard.partial $@

train-pii-smoke:
	@tools/with-venv train_pii tests/tools/train_pii_smoke_test.py

coverage: deps-test
	@$(call configure,coverage)
	@cmake --build --preset coverage
	@ctest --preset coverage -L unit
	@tools/coverage.sh build/coverage

clean:
	@rm -rf build/dev build/release build/asan build/tsan build/fuzz build/coverage build/standalone build/bench build/long build/tacet $(DEMO)
