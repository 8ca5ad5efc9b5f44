# crossread: everything a person types while working on it. `make` alone lists the targets.
# Needs Python 3.11 or newer with pip; everything else goes into .venv (one that is there already is used).

PYTHON ?= python3
DATA   ?= ../shared/data
OUT    ?= out

BIN := .venv/bin
# A Python without ensurepip makes a venv without pip: then its own pip installs into the venv from outside.
PIP  = $$($(BIN)/python -m pip --version >/dev/null 2>&1 && echo $(BIN)/python -m pip \
         || echo $(PYTHON) -m pip --python $(BIN)/python) install --quiet --disable-pip-version-check
# A venv that was made by hand and can import what we need is left as it is.
HAS_RUN = $(BIN)/python -c "import crossread, anyascii, click, htmldate, jinja2, numpy, onnxruntime, py3langid, rapidfuzz, rich, tokenizers, trafilatura" 2>/dev/null
HAS_DEV = $(HAS_RUN) && $(BIN)/python -c "import hypothesis, jsonschema, mypy, pytest, xdist, yaml, ruff" 2>/dev/null

.PHONY: help brief test check gate train clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

brief: .venv/.run ## make a brief of the example and print where it is
	@mkdir -p $(OUT)
	@$(BIN)/crossread brief examples/sorvania -o $(OUT)/brief.html
	@echo $(abspath $(OUT))/brief.html

test: .venv/.dev ## run the tests
	@$(BIN)/python -m pytest -n 2

check: .venv/.dev ## ruff, mypy, imports, generated tables, budgets
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy --strict --no-error-summary src/crossread
	@$(BIN)/python -m pytest -q tests/test_layers.py
	@$(BIN)/python resources/build.py --check
	@$(BIN)/python benchmarks/budgets.py

gate: .venv/.dev ## measure, and refuse what is below benchmarks/floors.json (DATA=folder)
	@$(BIN)/python benchmarks/gate.py --data $(DATA)

train: ## train the encoder (two cores: about two hours; goes on from its last checkpoint)
	@test -e training/work/.venv/bin/python || { $(PYTHON) -m venv training/work/.venv \
	  && training/work/.venv/bin/pip install --quiet -r training/requirements.txt; }
	@PYTHONPATH=src:. training/work/.venv/bin/python -m training.prepare --data $(DATA)
	@PYTHONPATH=src:. training/work/.venv/bin/python -m training.fit
	@PYTHONPATH=src:. training/work/.venv/bin/python -m training.export
	@PYTHONPATH=src:. training/work/.venv/bin/python -m training.report --data $(DATA)

clean: ## remove what can be made again, .venv included
	@rm -rf .venv $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "crossread needs Python 3.11 or newer; try: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null || $(PYTHON) -m venv --clear --without-pip .venv

.venv/.run: pyproject.toml | $(BIN)/python
	@{ [ ! -e $@ ] && $(HAS_RUN); } || { echo "installing crossread into .venv" >&2; $(PIP) --editable .; }
	@touch $@

.venv/.dev: pyproject.toml | $(BIN)/python
	@{ [ ! -e $@ ] && $(HAS_DEV); } || { echo "installing crossread and its tools into .venv" >&2; $(PIP) --editable '.[dev]'; }
	@touch $@ .venv/.run
