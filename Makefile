# The words of the house. `make demo` and `make test` set everything up by themselves.
PORT ?= 8000
FILM ?=
VENV := .venv
PY := $(VENV)/bin/python
# What pages load; the vendored part is made by setup itself.
PAGES := $(shell find src/lanterne -path '*/static/*' -type f -not -path '*/vendor/*' -not -path '* *')
# Debian keeps nginx where the path of a plain user does not look.
export PATH := $(PATH):/usr/sbin
export LANTERNE_VAR ?= $(CURDIR)/var
# Static files lie in that folder: another folder wants its own. A space in its path ends no word.
SPACE := $(subst ,, )
STAMP := $(subst $(SPACE),\ ,$(LANTERNE_VAR))/.setup

.DEFAULT_GOAL := help
.PHONY: help setup demo up test check lint types bench bench-media bench-catalogue bench-lighthouse shots clean

help: ## What one can say here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

demo: setup ## Publish the demo film (or FILM=/path) and serve it on PORT (8000)
	$(VENV)/bin/lanterne demo --port $(PORT) $(if $(FILM),--film "$(FILM)")

up: setup ## Serve what is there, with a worker
	$(VENV)/bin/lanterne up --port $(PORT)

test: setup ## Everything: lint, types, contracts, every test, browsers and servers included
	@sh scripts/test-tools.sh
	$(MAKE) --no-print-directory lint types
	$(VENV)/bin/pytest -n 2 --dist loadscope

check: setup lint types ## The fast part, under a minute
	$(VENV)/bin/pytest -n 2 -m "not slow"

lint: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/codespell src docs scripts bench *.md
	$(VENV)/bin/lint-imports --no-cache

types: setup
	$(VENV)/bin/mypy

bench: setup ## Measure ourselves; prints the tables of docs/benchmarks.md
	@sh scripts/test-tools.sh
	$(PY) -m bench

bench-media: setup ## Compare our encodes with other ways and programs (CLIPS="a.mov b.mov", else the demo film)
	$(PY) -m bench.media $(PARTS) $(CLIPS)

bench-catalogue: setup ## Ask and show a licensed catalogue of 10,000 and of 100,000 titles, on SQLite and PostgreSQL
	@sh scripts/test-tools.sh
	$(PY) -m bench.catalogue

bench-lighthouse: setup ## Judge the newsroom's pages with Lighthouse, which is installed for this alone; fails below 95
	@sh scripts/test-tools.sh
	$(PY) -m bench.lighthouse

shots: setup ## Screenshots of every face into shots/
	@sh scripts/test-tools.sh
	$(PY) -m bench.shots

clean: ## Forget the demo and everything that was set up
	rm -rf $(VENV) node_modules var shots

setup: $(STAMP)

$(STAMP): uv.lock pyproject.toml package-lock.json scripts/setup.sh scripts/vendor.py scripts/models.py $(wildcard src/lanterne/*/locale/*/LC_MESSAGES/*.po) $(PAGES)
	@sh scripts/setup.sh
	@mkdir -p "$(LANTERNE_VAR)" && touch "$@"
