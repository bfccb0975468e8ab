# Two commands: `make run` and `make test`. Everything else is detail.
PY := .venv/bin/python

.PHONY: run test proof lint bench lock marker setup-run setup-test

run: setup-run
	@$(PY) packaging/run.py

test: setup-test
	@$(PY) packaging/check.py

proof: setup-test
	@$(PY) packaging/proof.py

bench: setup-test
	@$(PY) packaging/proof.py --benchmarks

setup-run:
	@PYTHON="$(PYTHON)" packaging/setup.sh run

setup-test:
	@PYTHON="$(PYTHON)" packaging/setup.sh test

# Trains the marker of written replies anew (needs torch; see assets/marker/README.md).
marker:
	@PYTHON="$(PYTHON)" packaging/train_marker.sh

# Rewrites the lock files from pyproject.toml (needs uv).
lock:
	uv pip compile -q pyproject.toml --extra scripts --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o packaging/locks/run.txt
	uv pip compile -q pyproject.toml --extra scripts --extra speech --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o packaging/locks/test.txt
