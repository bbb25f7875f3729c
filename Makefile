# One command each: `make demo` sets up and draws a map, `make test` sets up and runs the checks.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO := outputs/demonstration

.PHONY: demo demonstration test test-all check bench results gazetteer gazetteer-check clean

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

# The committed demonstration and its picture in the README, made again.
demonstration: $(VENV)/.tested
	$(BIN)/geomap map tests/articles -o $(DEMO)
	$(BIN)/python tests/browser/picture.py $(DEMO)/map.html $(DEMO)/map.png '#v=5.5/41/37&p=geonames:745044'

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
	$(BIN)/python -m pip install --quiet -e ".[test]"
	touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .coverage
