# make demo   the main job on the bundled article (first run installs the core into .venv)
# make test   everything that CI runs, engines included (first run installs them, and Chromium where the system allows)
# make measure  figures on external texts, kept in evals/results
# make lock   renew constraints.txt (needs uv)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
# On Linux plain pip takes the CUDA build of torch, several gigabytes. TORCH_INDEX names PyTorch's index of
# CPU builds ("Get Started" on pytorch.org shows its address): make test TORCH_INDEX=<address>
TORCH_INDEX ?=
TORCH_FROM := $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX))

.PHONY: demo measure test quick lint format lock clean

demo: $(VENV)/core
	$(BIN)/tqt demo

test: $(VENV)/everything
	sh tests/install_browser.sh $(BIN)/python
	$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -n 2

measure: $(VENV)/core
	$(BIN)/python evals/measure.py --write

quick: $(VENV)/dev
	$(BIN)/python -m pytest -n 2 -m "not engines"

lint: $(VENV)/dev
	$(BIN)/ruff check toolkit tests docs evals
	$(BIN)/ruff format --check toolkit tests docs evals
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev
	$(BIN)/ruff check --fix toolkit tests docs evals
	$(BIN)/ruff format toolkit tests docs evals

$(VENV)/core: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install -c constraints.txt -e .
	touch $@

$(VENV)/dev: $(VENV)/core
	$(PIP) install -c constraints.txt -e '.[dev]'
	touch $@

# torch is its own step before the mt extra: a resolver that sees both takes the CUDA build.
$(VENV)/everything: $(VENV)/dev
	$(PIP) install --retries 0 $(TORCH_FROM) torch==2.13.0
	$(PIP) install -c constraints.txt -e '.[mt,review,serve,dev]'
	touch $@

lock:
	uv pip compile --universal --python-version 3.11 --all-extras pyproject.toml --upgrade --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links -o constraints.txt
	$(PYTHON) docs/plain_markers.py constraints.txt

clean:
	rm -rf $(VENV) tqt-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
