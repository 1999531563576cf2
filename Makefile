# What is done often, with the tools of .venv (CONTRIBUTING.md says how it is made).
PYTHON = .venv/bin/python
LOCALE = src/tuphap_cli/locale
BABEL = $(PYTHON) -m babel.messages.frontend -q

.PHONY: test lint types catalogue documents gate bench standalone

# All tests; some of them: make test ONLY=tests/store
test:
	$(PYTHON) -m pytest -n auto $(ONLY)

# Style and format of the code.
lint:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

# Types, strict.
types:
	.venv/bin/mypy

# Messages: take them from the code into tuphap.po, compile tuphap.mo; the test names what has no translation yet.
catalogue:
	$(BABEL) extract -F babel.cfg --no-default-keywords -k _ -k N_ -k ngettext:1,2 --add-location=file --sort-by-file \
		--no-wrap -o $(LOCALE)/tuphap.pot src
	$(BABEL) update -D tuphap -d $(LOCALE) -l vi -i $(LOCALE)/tuphap.pot --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date --no-wrap
	$(BABEL) compile -D tuphap -d $(LOCALE) -l vi
	$(PYTHON) -m pytest -q tests/test_catalogue.py

# Documents made from the program: docs/lenh.md, docs/modules.md, docs/errors.md, what commands print in README.md and the manual.
documents:
	$(PYTHON) -m tests.support.documents
	$(PYTHON) -m tests.support.manual
	$(PYTHON) -m tests.support.errors_page

# Everything that must pass before a change is taken in, in a fresh environment.
gate:
	.ci/run

# Time and memory of the commands beside hand-written SQL; see bench/README.md for the others.
bench:
	$(PYTHON) bench/scale.py

# The program as one folder for this system, without Python: built, tried on the sample, packed with its checksum in dist/.
standalone:
	python3 standalone/build.py
