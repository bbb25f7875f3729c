# One command each: `make demo` sets up and draws a map, `make test` sets up and runs the checks.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO := outputs/demonstration

AXE := build/axe/package/axe.min.js
AXE_VERSION := 4.10.3
AXE_SHA256 := 880970c081707360e64f34cea25ff91892f5bc95675b0776925b9709dd8a68bb

.PHONY: demo demonstration test test-all check axe bench bench-archive results gazetteer gazetteer-check clean

demo: $(VENV)/.installed
	$(BIN)/geomap map tests/articles -o build/demo
	@echo "Open build/demo/map.html in a browser; it needs no network."

test: check axe
	GEOMAP_AXE=$(AXE) $(BIN)/python -m pytest -m "not slow" --cov=geomap --cov-report=term

test-all: check axe
	GEOMAP_AXE=$(AXE) $(BIN)/python -m pytest --cov=geomap --cov-report=term

check: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/geomap regenerate $(DEMO) --check

# axe-core, which finds what a screen reader can't use; without npm its tests are skipped.
axe:
	@test -f $(AXE) || { command -v npm >/dev/null && mkdir -p build/axe && cd build/axe \
	  && npm pack --silent axe-core@$(AXE_VERSION) >/dev/null \
	  && echo "$(AXE_SHA256)  package/axe.min.js" > sum \
	  && tar xzf axe-core-$(AXE_VERSION).tgz package/axe.min.js \
	  && { sha256sum -c --quiet sum || { rm -rf package; false; }; }; } \
	  || echo "axe-core is not there (npm, network): its tests are skipped."

bench: $(VENV)/.tested
	$(BIN)/python -m pytest tests/benchmarks --benchmark-only --benchmark-columns=min,median,max,rounds

# Archives: 2,000, 10,000 and 30,000 articles, by 1 and 2 workers and by Dask. Takes hours; a smaller
# one: make bench-archive ARCHIVE="--whole 40 --fast 40".
bench-archive: $(VENV)/.tested
	$(BIN)/python tests/benchmarks/archive.py $(ARCHIVE)

# The committed demonstration and its three pictures in the README, made again.
demonstration: $(VENV)/.tested
	$(BIN)/geomap map tests/articles -o $(DEMO)
	$(BIN)/python tests/browser/picture.py --all $(DEMO)

# Accuracy on the annotated data beside the checkout: tests/accuracy/results.json and its floors.
results: $(VENV)/.tested
	$(BIN)/python tests/accuracy/update.py

gazetteer: $(VENV)/.installed
	$(BIN)/python gazetteer/build.py

gazetteer-check: $(VENV)/.installed
	$(BIN)/python gazetteer/build.py --check

$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e .
	touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet -e ".[test,slavic]"
	touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .coverage
