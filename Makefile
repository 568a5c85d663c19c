# make run    the channel in your browser        make check  lint and types
# make test   all tests                          make lock   renew the lock files
# make soak   the long ones: kills, load         make bench  what docs/performance.md quotes
# make docs   draw what the docs show

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --no-input

# What was compiled once is kept, also where the shell's setting says not to: else each
# start of the bot, and each of the tests' processes, compiles everything anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test soak bench docs check lock clean

help:
	@sed -n '/^# /!q; s/^# //p' $(firstword $(MAKEFILE_LIST))

run: $(VENV)/.run
	@$(BIN)/studybot run

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder

soak: $(VENV)/.dev
	@STUDYBOT_SOAK=1 $(BIN)/python -m pytest -m soak -v

bench: $(VENV)/.dev
	@$(BIN)/python -m bench

docs: $(VENV)/.dev
	@$(BIN)/python docs/diagram.py
	@$(BIN)/python docs/draw.py

check: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

lock: $(VENV)/.dev
	@$(PIP) install -qq uv
	@$(BIN)/uv pip compile --universal --generate-hashes --no-annotate --no-header \
	    --upgrade --quiet pyproject.toml --group build -o requirements.txt
	@$(BIN)/uv pip compile --universal --generate-hashes --no-annotate --no-header \
	    --upgrade --quiet pyproject.toml --group dev -o requirements-dev.txt
	@echo "Locked. Look at the difference, then run: make test"

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The set-up. Each stamp says that what its lock file names is installed.

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Studybot needs Python 3.11 or newer; $(PYTHON) is older." \
	         "Try: make PYTHON=python3.12 $(or $(MAKECMDGOALS),run)"; exit 1; }
	@echo "Setting up, this once: a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || { \
	    echo "Python's venv module is missing. On Debian: apt install python3-venv"; \
	    exit 1; }
	@touch $@

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/.made
	@echo "Installing what requirements.txt names; a minute or so …"
	@$(PIP) install -qq --require-hashes -r requirements.txt
	@$(MAKE) --no-print-directory $(VENV)/.self
	@touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(VENV)/.made
	@echo "Installing what requirements-dev.txt names; a minute or two …"
	@$(PIP) install -qq --require-hashes -r requirements-dev.txt
	@$(MAKE) --no-print-directory $(VENV)/.self
	@touch $@ $(VENV)/.run

# The program itself, from this folder: the command studybot.
$(VENV)/.self: pyproject.toml
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@
