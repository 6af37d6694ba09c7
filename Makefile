# Two commands are enough: `make run` and `make test`. The others are parts of them.
.DEFAULT_GOAL := help
.PHONY: help setup run test test-all expensive check bench bench-big crash fuzz mutation reproduce shots messages lock

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

setup:  ## install what is needed into .venv
	@sh tools/setup

run: setup  ## start the demonstration on 127.0.0.1:8000
	@.venv/bin/fanal demo

check: setup  ## lint, types, import contracts
	@sh tools/check

test: setup  ## checks, unit, HTTP, browser; on PostgreSQL what could differ there; with SLOW=yes, as in CI, also what takes longest
	@sh tools/test-programs
	@.venv/bin/python tools/run_tests.py $(if $(SLOW),--slow)

test-all: setup  ## the long form: both databases complete, more examples of every property, coverage
	@sh tools/test-programs
	@.venv/bin/python tools/run_tests.py --all

expensive: setup  ## measure what each test takes; those that take longest into tests/expensive.txt
	@sh tools/test-programs
	@rm -rf var/measured
	@.venv/bin/python tools/run_tests.py --slow --measure var/measured
	@.venv/bin/python tools/expensive.py var/measured

bench: setup  ## timings, printed beside the figures they must reach
	@.venv/bin/pytest tests/bench libraries -m bench -q -s -n 0

bench-big: setup  ## 100,000 people made through the application, then 20 requests a second on both databases: one table
	@sh tools/test-programs
	@.venv/bin/python tools/bench_big.py --both $(BENCH)

fuzz: setup  ## a thousand made-up requests to each address (or ten seconds of them), files and seals as often: hours
	@FANAL_EXAMPLES=1000 FANAL_SECONDS=10 HYPOTHESIS_PROFILE=long .venv/bin/pytest -q -n auto --dist loadfile tests/security/test_generated_requests.py \
		tests/security/test_generated_seals.py tests/core/test_generated_files.py tests/core/sealing/test_generated_headers.py

mutation: setup  ## would a test notice? mutants of sealing, keys, accounts, authority and access, into docs/mutation.md
	@.venv/bin/python tools/mutate.py --anew

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

crash: setup  ## kill -9 while people write, 200 times on SQLite and 100 times on PostgreSQL: is anything lost?
	@sh tools/test-programs
	@.venv/bin/python tools/crash.py --rounds 200
	@.venv/bin/python tools/crash.py --rounds 100 --postgresql
