# Each target works on a fresh machine with Python 3.11 or later: the environment is made on first use.
VENV ?= .venv
PY = $(VENV)/bin/python
READY = $(VENV)/.installed

serve: $(READY)            ## build the graph from the shipped data and serve it
	$(VENV)/bin/cancu serve
test: $(READY)             ## run the tests
	$(PY) -m pytest --numprocesses auto --dist loadfile
check: $(READY)            ## everything CI runs: lint, types, tests
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/mypy && $(MAKE) test
build: $(READY)            ## validate and publish a release without serving it
	$(VENV)/bin/cancu build
bench: $(READY)            ## ratios, growth, soak, killed builds: see README
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[dev,bench]'
	for part in stages stores reading extraction search reconcile export given http pages soak kills; do $(PY) -m bench.$$part || exit; done
screenshots: $(READY)      ## pictures of the pages, into docs/
	$(PY) docs/screenshots.py
editor: $(READY)           ## build the SPARQL editor again, where a first try had no network
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --editable .

$(READY): pyproject.toml $(wildcard service/editor/*.js service/editor/*.css service/editor/*.json service/editor/hook.py)
	python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

.PHONY: serve test check build bench screenshots editor
