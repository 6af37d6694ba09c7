# Two commands are enough: `make run` and `make test`. The others are parts of them.
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench reproduce shots messages lock

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

setup:  ## install what is needed into .venv
	@sh tools/setup

run: setup  ## start the demonstration on 127.0.0.1:8000
	@.venv/bin/fanal demo

check: setup  ## lint, types, import contracts
	@sh tools/check

test: setup  ## the whole suite: checks, unit, HTTP, browser, both databases
	@sh tools/test-programs
	@.venv/bin/python tools/run_tests.py

bench: setup  ## timings, printed beside the figures they must reach
	@.venv/bin/pytest tests/bench libraries -m bench -q -s -n 0

reproduce: setup  ## published estimates beside ours, into libraries/unseen/docs
	@.venv/bin/python libraries/unseen/tools/reproduce.py

shots: setup  ## screenshots of the main pages into var/shots
	@sh tools/test-programs
	@.venv/bin/python tools/shots.py

messages: setup  ## collect the strings to translate into the catalogues
	@sh tools/test-programs
	@.venv/bin/python tools/collect_messages.py

lock: setup  ## pin the dependencies again
	@sh tools/lock
