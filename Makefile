# What people and CI run. The work is done by cargo and the files in scripts/ and tests/; this file only names it.

SHELL := bash
# `ci` is what .ci/run uses: one build folder for lint, tests, interop and demo.
CARGO_PROFILE ?= dev
export CARGO_PROFILE

# Every target of `make test`; a new language adds its name here and a test-NAME below.
TEST_TARGETS := core interop python node kotlin swift faults package

# One set of members and features for every test, so that nothing is compiled twice.
CARGO_SCOPE ?= --workspace
test-%: export CARGO_SCOPE := $(CARGO_SCOPE)

cargo_flags := --locked --profile $(CARGO_PROFILE)
clean_env := scripts/clean-env
retry := scripts/retry

.PHONY: help demo demo-real test test-core test-interop test-python test-node test-kotlin test-swift test-faults test-package lint audit bench bench-quick bench-more doc fuzz mutants package clean fetch interop-sdks python-tools node-tools kotlin-tools swift-tools demo-tools faults-tools bench-tools real-registry-tools test-targets

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

# With the scope of the tests, so that `make test` after it compiles nothing a second time.
demo: export CARGO_SCOPE := $(CARGO_SCOPE)
# Without npm the demo leaves Node out, without Maven Kotlin, without apt-get the registry: no reason to fail.
demo: fetch demo-tools ## issue, list, narrow, disable, replace, use, rotate and delete tokens against the emulator, in every language here; then a real push and pull; push and pull with one
	@$(clean_env) scripts/with-emulator scripts/demo

demo-real: fetch ## the same against the real service of your environment; asks first, on a terminal
	@cargo run --quiet $(cargo_flags) --example demo -- --real

# Everything that is promised under faults is tried here too, less often.
test: export FAULTS := --bounded
test: ## everything this machine has a toolchain for (STRICT=1: anything missing is a failure)
	@scripts/test-all $(TEST_TARGETS)

test-core: fetch ## the Rust workspace: unit tests, vectors, emulator
	$(clean_env) cargo test --workspace $(cargo_flags)

test-interop: fetch interop-sdks real-registry-tools ## the official SDKs against the emulator, request by request; our drop-ins beside them; a real image registry and every language's credentials
	$(clean_env) tests/interop/run
	$(clean_env) tests/interop/habits/run
	$(clean_env) tests/interop/compat/run
	$(clean_env) tests/interop/real_registry/run

lint: fetch ## format, clippy, dependency and file rules, documentation
	cargo fmt --all --check
	cargo clippy --workspace --all-targets $(cargo_flags) -- -D warnings
	scripts/lint-tree.py
	scripts/check-locks
	scripts/check-security
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps $(cargo_flags)

# Not part of CI: it needs the advisory databases, and what is found there one day must not break the build of another.
audit: ## known vulnerabilities of everything that is locked: cargo, npm, pip; says what could not be looked up
	scripts/audit

doc: fetch ## the Rust documentation, in target/doc
	cargo doc --workspace --no-deps $(cargo_flags)

test-python: fetch python-tools ## the Python package: tests, types, style
	$(clean_env) bindings-python/run-tests
	$(clean_env) bindings-python/check-types

test-node: fetch node-tools ## the Node package: tests, types, style
	$(clean_env) bindings-node/run-tests
	$(clean_env) bindings-node/check-types

test-kotlin: fetch kotlin-tools ## the Kotlin and Java package: tests, style, comments
	$(clean_env) bindings-kotlin/run-tests
	$(clean_env) bindings-kotlin/check-types

test-swift: fetch swift-tools ## the Swift package: tests, style, documentation
	$(clean_env) bindings-swift/run-tests
	$(clean_env) bindings-swift/check-types

test-faults: fetch faults-tools ## every language here through the same faults, network set-ups, a failing service and a long run (FAULTS=--bounded: a part of it)
	$(clean_env) tests/faults/run $(FAULTS)

# Last of the tests: maturin's settings have pyo3 compiled anew, and cargo's again for whatever comes after it.
test-package: fetch python-tools node-tools kotlin-tools ## the packages as users get them: built, installed, called
	$(clean_env) bindings-node/test-package
	$(clean_env) bindings-kotlin/test-package
	$(clean_env) bindings-python/test-package

# Downloads first, with the user's settings; what is measured sees none of them. BENCH_FOLDER=docs keeps the figures.
bench: fetch bench-tools ## CPU of a request beside what one would use without us, in every language here; what grows; bulk calls (BENCH_FOLDER=docs: JSON and charts, too)
	$(clean_env) tests/bench/run $(if $(BENCH_FOLDER),--folder $(BENCH_FOLDER))

bench-quick: fetch bench-tools ## the same in three minutes, less exactly
	$(clean_env) tests/bench/run --quick $(if $(BENCH_FOLDER),--folder $(BENCH_FOLDER))

bench-more: fetch interop-sdks python-tools node-tools kotlin-tools ## import time in Python; load time and longest block in Node; cold start of a JVM; the official Node SDK's calls and ours
	tests/bench/import-time
	tests/bench/node
	tests/bench/cold-start-jvm
	tests/interop/compat/node/figures

fuzz: fetch ## every fuzz target for FUZZ_SECONDS (60; 0 replays the corpus)
	scripts/fuzz

mutants: fetch ## each patch in tests/mutants must turn its named test red
	tests/mutants/run

package: fetch python-tools node-tools kotlin-tools ## what users install, into dist/: wheels and sdist for Python, tarballs for Node, a Maven repository, the Swift package
	$(clean_env) bindings-python/package
	$(clean_env) bindings-python/test-package dist
	$(clean_env) bindings-node/package
	$(clean_env) bindings-node/test-package dist
	$(clean_env) bindings-kotlin/package
	$(clean_env) bindings-kotlin/test-package dist
	$(clean_env) bindings-swift/package

clean: ## everything that was built or installed here
	rm -rf target dist .venv .state tests/interop/node/node_modules tests/bench/drivers/*/{built,node_modules,target}
	cd bindings-python/python/registry_tokens && rm -rf generated __init__.py _native.*
	cd bindings-node && rm -rf lib node_modules ts/generated registry-tokens.node
	rm -rf bindings-kotlin/generated bindings-kotlin/target
	rm -rf bindings-swift/generated bindings-swift/Sources/*/generated bindings-swift/Tests/*/generated

# Downloads run with the user's own settings (mirror, proxy, certificates); what follows them needs no network.
fetch:
	@$(retry) cargo fetch --locked

python-tools:
	@bindings-python/install

node-tools:
	@bindings-node/install

kotlin-tools:
	@bindings-kotlin/install

swift-tools:
	@bindings-swift/toolchain install

demo-tools:
	@! scripts/check-machine --quiet --for node >/dev/null || bindings-node/install
	@! scripts/check-machine --quiet --for kotlin >/dev/null || bindings-kotlin/install
	@tests/interop/real_registry/install >/dev/null || true

faults-tools:
	@! scripts/check-machine --quiet --for python >/dev/null || bindings-python/install
	@! scripts/check-machine --quiet --for node >/dev/null || bindings-node/install
	@! scripts/check-machine --quiet --for kotlin >/dev/null || bindings-kotlin/install
	@! scripts/check-machine --quiet --for swift >/dev/null || bindings-swift/toolchain install

bench-tools:
	@tests/bench/run install

# A machine that cannot have the registry has been told so; with STRICT=1 the run behind this fails for it.
real-registry-tools: demo-tools
	@! [ "$${STRICT:-0}" = 1 ] || bindings-swift/toolchain install
	@tests/interop/real_registry/install >/dev/null || [ $$? = 3 ]

interop-sdks:
	@tests/interop/install

test-targets:
	@echo $(TEST_TARGETS)
