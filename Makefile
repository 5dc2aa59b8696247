# itgov: `make help` lists what there is. Needs only Python 3.11 or later, make and git.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PO     := src/itgov/locale/sv/LC_MESSAGES/itgov.po
MO     := $(PO:.po=.mo)

.DEFAULT_GOAL := help
.PHONY: help report site test check lint format types layers docs messages lock bench bench-full clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

report: $(READY) $(MO) ## check the records, propose the agenda, split the cost, build the reports into build/
	@mkdir -p build
	$(BIN)/itgov validate
	$(BIN)/itgov agenda build --output build/agenda.yaml > build/agenda.txt
	$(BIN)/itgov allocate --format csv --output build/allocation.csv
	$(BIN)/itgov report build --agenda build/agenda.yaml --output build/reports

site: report ## the reports as web pages in build/site/, as they are published
	$(BIN)/python -m tools.pages build/reports build/site

test: $(READY) $(MO) ## run every test
	$(BIN)/pytest $(ARGS)

check: $(READY) $(MO) lint types layers docs test ## everything that CI runs

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: $(READY) ## format the code and mend what can be mended
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

docs: $(READY) $(MO) ## check that generated files are current (`make docs WRITE=1` writes them)
	$(BIN)/python -m tools.generate $(if $(WRITE),--write)

messages: $(READY) ## extract all texts and merge them into the Swedish catalogue
	$(BIN)/python -m tools.messages

bench: $(READY) $(MO) ## measure speed and memory on this machine; agenda and trying every plan agree
	$(BIN)/python -m bench
	$(BIN)/python -m bench.agenda
	$(BIN)/python -m bench.agree 100
	$(BIN)/python -m bench.allocation

bench-full: $(READY) $(MO) ## the same with every seed and size, and every law on 10,000 cases (hours)
	$(BIN)/python -m bench
	$(BIN)/python -m bench.agenda --full
	$(BIN)/python -m bench.agree
	$(BIN)/python -m bench.allocation
	$(BIN)/python -m bench.splits 1000000
	LAWS=10000 $(BIN)/pytest -q tests/allocate tests/workbook

lock: $(READY) ## resolve the dependencies anew and write requirements.lock
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --group dev --extra-index-url "" pyproject.toml requirements.build -o requirements.lock

clean: ## remove what was built, the environment too
	rm -rf build $(VENV) $(MO) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(MO): $(PO) | $(READY)
	$(BIN)/python -m tools.messages --compile

$(READY): requirements.lock pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "itgov needs Python 3.11 or later; name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@# The lock names everything: pip resolves nothing, so a release of tomorrow cannot break it; pip check proves it whole.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m pip --disable-pip-version-check check
	$(BIN)/python -m compileall -q src
	@touch $@
