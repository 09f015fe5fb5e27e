# `make app` and `make test` are all a newcomer needs: git, make, python3 (3.11 or later, with venv) and the package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
APP_PORT ?= 8501
COMPILE := $(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command "make lock" -q

.PHONY: app setup test lint bundle lock docs bench clean

app: setup  ## load the catalogue and open the explorer
	$(BIN)/treatygraph load
	$(BIN)/streamlit run app.py --server.port $(APP_PORT)

setup: $(VENV)/.run  ## install the program into .venv

test: lint  ## all checks and tests, on two processors
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.dev  ## the checks that run no test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bundle:  ## rebuild the front-end bundles byte for byte (needs Node 20 or later)
	views/components/build.sh

lock: | $(BIN)/python  ## pin all dependencies again, with hashes
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) requirements-setup.in -o requirements-setup.txt
	$(COMPILE) pyproject.toml requirements-build.in -o requirements.txt
	$(COMPILE) --extra dev -c requirements.txt pyproject.toml requirements-build.in -o requirements-dev.txt

docs: $(VENV)/.dev  ## write the reference pages that are derived from the sources
	$(BIN)/python -m ontology.reference > docs/schema.md

bench: $(VENV)/.dev  ## print the measurements
	for name in store documents alignment legal_basis interchange explorer pages; do $(BIN)/python bench/$$name.py; done

clean:  ## forget the environment
	rm -rf $(VENV)

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# uv installs in seconds what pip installs in a minute; where it finds no index of its own, pip does the work.
define install
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) \
	|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
endef

$(VENV)/.run: requirements.txt requirements-setup.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-setup.txt
	$(call install,requirements.txt)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(call install,requirements-dev.txt)
	touch $@
