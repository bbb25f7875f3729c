# One command each: `make demo` sets up and draws a map, `make test` sets up and runs the checks.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO := outputs/demonstration

.PHONY: demo demonstration test test-all check bench results floors gazetteer gazetteer-check clean

demo: $(VENV)/.installed
	$(BIN)/geomap map tests/articles -o build/demo
	@echo "Open build/demo/map.html in a browser; it needs no network."

test: check
	$(BIN)/python -m pytest -m "not slow" --cov=geomap --cov-report=term

test-all: check
	$(BIN)/python -m pytest --cov=geomap --cov-report=term

check: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/geomap regenerate $(DEMO) --check

bench: $(VENV)/.tested
	$(BIN)/python -m pytest tests/benchmarks --benchmark-only --benchmark-columns=min,median,max,rounds

# The committed demonstration, made again.
demonstration: $(VENV)/.installed
	$(BIN)/geomap map tests/articles -o $(DEMO)

# Accuracy on annotated data: GOLD names files or folders (see `geomap evaluate --help`).
results: $(VENV)/.installed
	$(BIN)/python tests/accuracy/update.py $(GOLD)

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
	$(BIN)/python -m pip install --quiet -e ".[test]"
	touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .coverage
