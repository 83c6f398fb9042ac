# The verbs of Parta. Each sets up what it needs, once, and then does what its line says; `make` lists them.

PYTHON ?= python3
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/.cache/node:$(PATH)

# Settings for tools that import the Django project and start nothing.
nowhere := PARTA_SECRET=signs-nothing-it-only-lets-tools-import DATABASE_URL=postgresql:///nowhere VALKEY_URL=redis://nowhere

.DEFAULT_GOAL := help
.PHONY: help run test check fix contract e2e bench demo lock set-up-to-run set-up-to-develop set-up-to-test set-up-to-bench

help: ## say what the verbs do
	@sed -nE 's/^([a-z0-9]+):[^#]*## (.*)/\1\t\2/p' Makefile | expand -t 10 | sed 's/^/  make /'

run: set-up-to-run ## start everything on this machine with a demo school (PARTA_PORT, PARTA_DATA choose where)
	@exec parta up --demo

demo: set-up-to-run ## print the addresses and log-ins of the demo school
	@parta demo accounts

test: set-up-to-test ## run every test: Python, web app, browsers
	@cd frontend && npm run --silent test
	@cd e2e && npm run --silent test
	@pytest --numprocesses=auto --dist=loadfile

check: set-up-to-develop ## lint, types, house rules, freshness of what is generated
	ruff check
	ruff format --check
	$(nowhere) mypy
	lint-imports
	pytest backend/tests/test_house_rules.py backend/tests/test_documents.py
	parta contract --check
	parta config docs --check
	@cd frontend/codegen && node generate.mjs --check
	@cd frontend && npm run --silent check
	@cd e2e && npm run --silent check

fix: set-up-to-develop ## mend what tools can mend: format, imports, order of translations
	ruff check --fix
	ruff format
	@cd frontend && npm run --silent fix

contract: set-up-to-develop ## write contract/openapi.json and the types made from it
	parta contract
	@cd frontend/codegen && npm run --silent generate

e2e: set-up-to-test ## drive browsers through the whole stack
	@cd e2e && npm run --silent test

bench: set-up-to-bench ## measure the messenger's stream; a table and a line of JSON for each benchmark
	@python -m bench

lock: set-up-to-develop ## resolve the Python dependencies anew and write the hashed locks
	@tools/lock.sh

set-up-to-run:
	@$(PYTHON) tools/bootstrap.py run

set-up-to-develop:
	@$(PYTHON) tools/bootstrap.py dev

set-up-to-test:
	@$(PYTHON) tools/bootstrap.py test

set-up-to-bench:
	@$(PYTHON) tools/bootstrap.py bench
