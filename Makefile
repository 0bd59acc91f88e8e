# Two commands: `make run` does the main job, `make test` passes the tests.
# Each sets up what it needs first; nothing else is asked of the machine than Python >= 3.11.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV   ?= .venv
BIN    := $(VENV)/bin
RECIPE ?= configs/quickstart.yaml
OUT    ?= runs/quickstart

.PHONY: run smoke test lint docs setup setup-dev clean

run: setup ## the whole mission with a small real model: problems in, a tuned model and a table out
	$(BIN)/preceptor run $(RECIPE) --out $(OUT)

smoke: setup ## the same stages in a few minutes
	$(BIN)/preceptor run configs/smoke.yaml --out runs/smoke

test: setup-dev ## every test that is not marked as slow, in two processes
	$(BIN)/python -m pytest -n 2 $(PYTEST_ARGS)

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy tests
	$(BIN)/lint-imports

docs: setup-dev ## the documentation site, in site/; a dead link or name is an error
	$(BIN)/python docs/generate_reference.py
	$(BIN)/zensical build --clean --strict

setup: $(VENV)/.installed
setup-dev: $(VENV)/.installed-dev

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "preceptor needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --disable-pip-version-check -q -c constraints.txt -e '.[local,train,lean]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --disable-pip-version-check -q -c constraints.txt -e '.[local,train,lean,dev,docs]'
	@touch $@ $(VENV)/.installed

clean: ## remove the environment and build products; runs are kept
	rm -rf $(VENV) build dist site .cache docs/reference/generated .mypy_cache .ruff_cache \
		.pytest_cache .hypothesis .import_linter_cache
