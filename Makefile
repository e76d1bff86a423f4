# The portal's commands. Each step leaves a stamp and is skipped while what it was made from is unchanged.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

BIN := .venv/bin
STAMPS := build/stamps
BUILD := DJANGO_SETTINGS_MODULE=compliance_portal.settings.build

.PHONY: help up test lint format messages docs bench clean lock static node venv venv-test

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

up: static ## Run the portal here: http://localhost:8000/ (PORTAL_HOME, PORTAL_PORT, SAMPLE=0)
	@exec $(BIN)/python manage.py up

test: static $(STAMPS)/venv-test ## Everything that must hold: lint, types, contracts, tests
	@sh scripts/debian_package.sh chromium-headless-shell chromium-headless-shell fonts-dejavu-core || command -v chromium || command -v google-chrome
	@sh scripts/debian_package.sh redis-server redis-server || echo "The test with Redis will be skipped."
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -n auto $(PYTEST)

lint: static $(STAMPS)/venv-test ## Style, templates, import contracts, types, migrations
	@sh scripts/lint.sh

format: $(STAMPS)/venv-test ## Mend style and layout of Python and templates
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@git ls-files -z 'templates/*.html' | xargs -0 $(BIN)/djade --target-version 5.2

messages: $(STAMPS)/venv ## Bring the catalogues in locale/ up to date; new texts wait there for a translation
	@$(BIN)/python scripts/messages.py

docs: $(STAMPS)/venv ## Renew the tables in docs/ that are drawn from the code
	@$(BUILD) $(BIN)/python scripts/docs_tables.py

bench: static $(STAMPS)/venv-test ## Measure: list pages, web servers (figures: docs/operating.md)
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

lock: $(STAMPS)/venv-test ## Renew requirements/*.txt and package-lock.json from their inputs
	@sh scripts/lock.sh

clean: ## Remove what was built (the portal's home, var/, stays)
	rm -rf build .venv node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results
	find locale -name '*.mo' -delete

venv: $(STAMPS)/venv
venv-test: $(STAMPS)/venv-test
node: $(STAMPS)/node
static: $(STAMPS)/static

$(STAMPS)/python:
	@sh scripts/make_venv.sh
	@mkdir -p $(@D) && touch $@

$(STAMPS)/venv: requirements/run.txt $(STAMPS)/python
	@sh scripts/install.sh requirements/run.txt
	@touch $@

$(STAMPS)/venv-test: requirements/test.txt $(STAMPS)/venv
	@sh scripts/install.sh requirements/test.txt
	@touch $@

$(STAMPS)/node: package-lock.json .npmrc requirements/node.txt $(STAMPS)/python
	@sh scripts/node_modules.sh
	@touch $@

$(STAMPS)/assets: static/vendor.txt static/icons.txt scripts/build_assets.py $(STAMPS)/node
	@$(BIN)/python scripts/build_assets.py
	@touch $@

$(STAMPS)/messages: $(wildcard locale/*/LC_MESSAGES/*.po) scripts/compile_messages.py $(STAMPS)/venv
	@$(BIN)/python scripts/compile_messages.py
	@touch $@

$(STAMPS)/static: $(STAMPS)/assets $(STAMPS)/messages $(STAMPS)/venv $(shell find static -type f 2>/dev/null | sed 's/ /\\ /g')
	@echo "Collecting static files …"
	@$(BUILD) $(BIN)/python manage.py collectstatic --no-input --clear --verbosity 0
	@touch $@
