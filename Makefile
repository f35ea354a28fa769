# Everything that people do with this project. `make help` explains each word.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help install run test test-all check bench screenshots

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

install: ## .venv with all dependencies, and the database's tables brought up to date; quick when nothing changed
	@tools/install

run: install ## the market on http://127.0.0.1:8000 (PORT=9000 moves it); Ctrl-C ends it
	@exec .venv/bin/python tools/run_procfile.py

test: install ## every test, on SQLite and on a real PostgreSQL all that can differ there: what must pass (some 7 minutes on 2 cores)
	@tools/find_browser
	@exec .venv/bin/pytest -n auto --dist worksteal

test-all: install ## everything on both databases: before a release
	@tools/find_browser
	@exec .venv/bin/pytest -n auto --dist worksteal --everything-on-both

check: install ## format, lint, types, arrows between the rooms, migrations
	@tools/check

bench: install ## benchmarks, as one table
	@exec .venv/bin/python -m benchmarks

screenshots: install ## pictures for docs/images
	@tools/find_browser
	@exec .venv/bin/python -m tools.screenshots
