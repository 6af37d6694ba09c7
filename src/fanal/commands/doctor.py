"""`fanal doctor`: what is wrong with the installation, each with what to do."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from fanal.commands import database_errors, django_setup
from fanal.commands.messages import in_words, spoken
from fanal.commands.terminal import hint
from fanal.core.errors import BadInput
from fanal.core.words import say

if TYPE_CHECKING:
    from fanal.health.checks.base import CheckResult

# Not 1 and 2, which the shell and Python give for errors of their own.
FINE, WARNINGS, FAILURES = 0, 10, 20
MARKS = {
    "failure": say("WRONG"),
    "warning": say("LOOK"),
    "unknown": say("NOT KNOWN"),
    "fine": say("fine"),
}
LINE = say("{mark}  {title}: {said}")
TO_DO = say("      what to do: {remedy}")
NO_START = say("Settings, key files and database can be read")
NO_START_REMEDY = say("Fix this first: nothing else can be checked without it.")
OTHER_ACCOUNT = say(
    "Ask as the account of the service: `sudo -u fanal fanal doctor`. Where that account asks "
    "already, give it what is named: chown fanal (of the settings file: chgrp fanal, chmod 640)."
)
IN_ALL = say("{wrong} wrong, {look} to look at, {unknown} not known, {fine} fine")


def register(parser: argparse.ArgumentParser) -> None:
    parser.epilog = hint(
        "Exit code 0 where all is well, 10 where something is to be looked at, 20 where something "
        "is wrong."
    )
    parser.add_argument("--json", action="store_true", help=hint("for a program that watches"))
    parser.add_argument("--all", action="store_true", help=hint("what is fine, too"))
    parser.add_argument("--demo", action="store_true", help=hint("look at the demonstration"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run every check, the slow ones too; return the exit code."""
    try:
        django_setup.ready(demo=options.demo)
    except (BadInput, OSError) as problem:
        return no_start(problem, as_json=options.json)
    # Of a database there are many errors; those that say what to do are shown, the rest are faults.
    except Exception as problem:
        if database_errors.code_of(problem) is None:
            raise
        return no_start(database_errors.printable(problem), as_json=options.json)
    from fanal.health import checks
    from fanal.health.checks.base import worst

    results = checks.run(slow=True)
    print(as_json(results)) if options.json else print_all(results, fine_too=options.all)
    # "Unknown" counts as to look at: what could not be asked is not fine.
    return {"fine": FINE, "failure": FAILURES}.get(worst(results), WARNINGS)


def no_start(problem: BadInput | OSError, *, as_json: bool) -> int:
    """Print in one line why no check can run, without settings, key files or
    database; return the exit code."""
    message = in_words(problem)
    no_right = isinstance(problem, PermissionError)
    # Asked by another account than that of the service, or put there by root.
    remedy = OTHER_ACCOUNT if no_right else NO_START_REMEDY
    if as_json:
        row = {"name": "start", "outcome": "failure", "title": spoken(NO_START), "said": message}
        print(json.dumps([row | {"remedy": spoken(remedy)}], ensure_ascii=False, indent=1))
    else:
        mark, title = spoken(MARKS["failure"]), spoken(NO_START)
        print(spoken(say(LINE.template, mark=mark, title=title, said=message)))
        print(spoken(say(TO_DO.template, remedy=remedy)))
    return FAILURES


def as_json(results: list[CheckResult]) -> str:
    rows = [
        {
            "name": result.check.name,
            "group": result.check.group,
            "outcome": result.outcome.value,
            "title": spoken(result.check.title),
            "said": spoken(result.said) if result.said else "",
            # Empty where all is well: there is nothing to do.
            "remedy": spoken(result.check.remedy) if result.said else "",
        }
        for result in results
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def print_all(results: list[CheckResult], *, fine_too: bool) -> None:
    """Print the results; what is wrong stands last, where who reads it looks first."""
    from fanal.health.checks.base import ORDER, Outcome

    # On a terminal the last lines are those that one sees.
    for result in sorted(results, key=lambda result: ORDER.index(result.outcome)):
        if result.said:
            mark, title = spoken(MARKS[result.outcome]), spoken(result.check.title)
            print(spoken(say(LINE.template, mark=mark, title=title, said=spoken(result.said))))
            if result.outcome is not Outcome.UNKNOWN:
                print(spoken(say(TO_DO.template, remedy=result.check.remedy)))
        elif fine_too:
            print(f"{spoken(MARKS['fine'])}  {spoken(result.check.title)}")
    found = {outcome: sum(result.outcome is outcome for result in results) for outcome in ORDER}
    print(
        spoken(
            say(
                IN_ALL.template,
                wrong=found[ORDER[3]],
                look=found[ORDER[2]],
                unknown=found[ORDER[1]],
                fine=found[ORDER[0]],
            )
        )
    )
