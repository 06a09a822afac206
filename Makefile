# Gridlock: what a developer runs. `make help` lists it.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

# Measurements come from a plain release build. Tests need -enable-testing, which makes every internal
# declaration reachable and so changes what the optimiser may do: they have a build folder of their own.
GRIDLOCK := .build/release/gridlock
TEST_BUILD := .build-test
THREAD_SANITIZER_BUILD := .build-thread-sanitizer
FIXTURES := $(or $(GRIDLOCK_FIXTURES),../shared/fixtures)
SUITE ?= Workloads/suites/quick.yaml

.PHONY: help dependencies build bench bench-evm test test-threads lint format conformance replay clean

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

lint: ## Check the format of the Swift sources
	swift format lint --strict --parallel --recursive Sources Tests Package.swift

format: ## Format the Swift sources in place
	swift format --in-place --parallel --recursive Sources Tests Package.swift

conformance: build ## Run all the Ethereum state tests and block tests of the fixtures
	$(GRIDLOCK) statetest $(FIXTURES)/ethereum-tests/GeneralStateTests $(FIXTURES)/legacytests
	$(GRIDLOCK) blocktest $(FIXTURES)/ethereum-tests/BlockchainTests

replay: build ## Replay the mainnet blocks of the fixtures under every scheduler
	$(GRIDLOCK) replay $(FIXTURES)/mainnet $(FIXTURES)/grevm

clean: ## Remove what was built; results and reports stay
	rm -rf .build $(TEST_BUILD) $(THREAD_SANITIZER_BUILD)
