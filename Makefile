# Gridlock: what a developer runs. `make help` lists it.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

# Measurements come from a plain release build. Tests need -enable-testing, which makes every internal
# declaration reachable and so changes what the optimiser may do: they have a build folder of their own.
GRIDLOCK := .build/release/gridlock
TEST_BUILD := .build-test
THREAD_SANITIZER_BUILD := .build-thread-sanitizer
ADDRESS_SANITIZER_BUILD := .build-address-sanitizer
FUZZER_BUILD := .build-fuzzer
FIXTURES := $(or $(GRIDLOCK_FIXTURES),../shared/fixtures)
SUITE ?= Workloads/suites/quick.yaml
SANITIZED_FOLDERS ?= stMemoryTest stCreate2 stRevertTest stSystemOperationsTest stPreCompiledContracts2

# Differential fuzzing: N cases from SEED on, of these forks in turn. Ethereum's executable specification lives in
# a virtual environment of its own, outside of the repository.
N ?= 1000
FORKS ?= Cancun,Prague
SEED ?= 1
JOBS ?= $(shell nproc)
FUZZ_SECONDS ?= 600
FROM ?= 0
SEEDS ?= 10000
TRAP_SEEDS ?= $(shell expr $(SEEDS) / 1000 + 1)
FUZZ_TARGETS ?= interpreter rlp blocks json yaml
ORACLE_ENVIRONMENT ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/gridlock/oracle-venv

.PHONY: help dependencies build bench bench-evm test test-threads test-addresses lint format conformance
.PHONY: replay oracle fuzz-evm fuzz-readers clean test-virtual

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

dependencies: ## Install the Debian packages that are missing
	@Scripts/install-dependencies

build: dependencies ## Build the gridlock command: .build/release/gridlock
	swift build -c release --product gridlock

bench: build ## Run a suite (SUITE=…, quick by default) to a report
	$(GRIDLOCK) run $(SUITE)

bench-evm: build ## Time the interpreter on the programs of Benchmarks/, by turns with revm if pyrevm is there
	Benchmarks/bench-evm $(GRIDLOCK)

test: dependencies ## Build and run all tests
	@Scripts/run-tests --scratch-path $(TEST_BUILD)

test-threads: dependencies ## Run the scheduler tests under ThreadSanitizer
	@Scripts/run-tests --scratch-path $(THREAD_SANITIZER_BUILD) --sanitize=thread --filter SchedulersTests

test-virtual: dependencies ## Step the schedulers' workers by SEEDS seeds (FROM=0), each replayable
	@GRIDLOCK_VIRTUAL_FROM=$(FROM) GRIDLOCK_VIRTUAL_SEEDS=$(SEEDS) GRIDLOCK_VIRTUAL_TRAP_SEEDS=$(TRAP_SEEDS) \
	  Scripts/run-tests --scratch-path $(TEST_BUILD) --filter "VirtualWorkersTests|PaymentTests|SteppedTrapTests"

test-addresses: dependencies ## Run state tests of five folders under AddressSanitizer
	swift build -c release --sanitize=address --scratch-path $(ADDRESS_SANITIZER_BUILD) --product gridlock
	ASAN_OPTIONS=detect_leaks=0 $(ADDRESS_SANITIZER_BUILD)/release/gridlock statetest \
	  $(addprefix $(FIXTURES)/ethereum-tests/GeneralStateTests/,$(SANITIZED_FOLDERS))
	ASAN_OPTIONS=detect_leaks=0 $(ADDRESS_SANITIZER_BUILD)/release/gridlock fuzz-case \
	  Tests/HarnessTests/Differential/Cases/*.json >/dev/null

lint: ## Check the format of the Swift sources
	swift format lint --strict --parallel --recursive Sources Tests Fuzzing Package.swift

format: ## Format the Swift sources in place
	swift format --in-place --parallel --recursive Sources Tests Fuzzing Package.swift

conformance: build ## Run all the Ethereum state tests and block tests of the fixtures
	$(GRIDLOCK) statetest $(FIXTURES)/ethereum-tests/GeneralStateTests $(FIXTURES)/legacytests
	$(GRIDLOCK) blocktest $(FIXTURES)/ethereum-tests/BlockchainTests

replay: build ## Replay the mainnet blocks of the fixtures under every scheduler
	$(GRIDLOCK) replay $(FIXTURES)/mainnet $(FIXTURES)/grevm

oracle: build $(ORACLE_ENVIRONMENT)/.installed ## Execute a block of every workload on the executable specification
	$(ORACLE_ENVIRONMENT)/bin/python Oracle/blocks.py --jobs $(JOBS) --gridlock $(GRIDLOCK) Workloads/*.yaml

fuzz-evm: build $(ORACLE_ENVIRONMENT)/.installed ## Compare our EVM with the executable specification on N random cases
	$(ORACLE_ENVIRONMENT)/bin/python Oracle/fuzz.py \
	  --cases $(N) --forks $(FORKS) --seed $(SEED) --jobs $(JOBS) --gridlock $(GRIDLOCK)

$(ORACLE_ENVIRONMENT)/.installed: Oracle/requirements.txt
	python3 -m venv $(ORACLE_ENVIRONMENT)
	$(ORACLE_ENVIRONMENT)/bin/pip install --quiet --requirement $<
	touch $@

fuzz-readers: dependencies ## Run libFuzzer on interpreter and readers (FUZZ_SECONDS each; FUZZ_TARGETS="json yaml")
	swift build -c release --package-path Fuzzing --scratch-path $(FUZZER_BUILD) \
	  --sanitize=fuzzer --sanitize=address -Xswiftc -sanitize=fuzzer,address -Xswiftc -enable-testing
	Fuzzing/run $(FUZZER_BUILD)/release/fuzz $(FUZZ_SECONDS) $(FUZZ_TARGETS)

clean: ## Remove what was built; results and reports stay
	rm -rf .build $(TEST_BUILD) $(THREAD_SANITIZER_BUILD) $(ADDRESS_SANITIZER_BUILD) $(FUZZER_BUILD)
