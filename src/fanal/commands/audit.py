"""`fanal audit verify`: is the journal whole, and if not, where. `fanal audit acknowledge`: two
people say why it is not."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fanal.commands import django_setup, prompts
from fanal.commands.messages import spoken
from fanal.commands.terminal import hint
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say
from fanal.database import failures
from fanal.database.failures import DatabaseDamaged

if TYPE_CHECKING:
    from fanal.accounts.models import User
    from fanal.audit.queries import Report

WHOLE = say("{n} entries, whole. Head for paper: {head}")
ON_PAPER = say("entry {n} is the one on paper: what was written up to it is as it was")
WENT_ON = say("looked at only after entry {n}, up to which it was whole before")
LAST_READ = say("the last entry that can be read is {n}, of {day}; noted outside it: {head}")
WAS_WRONG = say("acknowledged in entry {n} ({reason}): {fault}")
TOLD = say(
    "acknowledged: {n}. It stays in the journal, and `fanal audit verify` goes on to name it"
)


def register(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    verify = acts.add_parser("verify", help=hint("find what was deleted, edited, moved or cut off"))
    verify.add_argument(
        "--demo", action="store_true", help=hint("the journal of the demonstration")
    )
    verify.add_argument(
        # For every day; it trusts that what was whole then is still as it was, and says so.
        "--since-last",
        action="store_true",
        help=hint("only what was added since it was last found whole: quicker, and finds less"),
    )
    # A database that was put back together with its second place is found by the paper alone (ADR
    # 7).
    verify.add_argument("--against", metavar="HEAD", help=hint("compare with a head on paper"))
    verify.set_defaults(run=run)
    two = acts.add_parser(
        "acknowledge",
        help=hint("two people say why the journal is not whole; it goes on to say so"),
    )
    two.add_argument(
        "--by",
        action="append",
        required=True,
        metavar="ADDRESS",
        help=hint("who acknowledges it, twice: auditors, administrators, directors"),
    )
    two.add_argument("--reason", required=True, help=hint("what happened, in a short sentence"))
    two.add_argument("--demo", action="store_true", help=hint("the journal of the demonstration"))
    two.set_defaults(run=acknowledge)


def run(options: argparse.Namespace) -> None:
    """Print the head, to be kept on paper. Raises Refused with each place that is wrong; exit code
    4 where the database itself is damaged."""
    django_setup.ready(demo=options.demo)
    from django.db import DatabaseError

    try:
        # First whether the file itself is whole: on a damaged one each fault of the journal would
        # be false.
        failures.must_be_whole(thorough=True)
        verify(options)
    except (DatabaseError, DatabaseDamaged) as problem:
        if failures.damage(problem):
            # What can still be read is worth a line: it says which backup to look for.
            _say_how_far()
        raise


def verify(options: argparse.Namespace) -> None:
    from fanal.audit.queries import entry_with_head, examine_on, moved_values
    from fanal.authority.queries import faults as of_authority

    # Before the walk: a head on paper that does not fit needs no further proof.
    if options.against:
        print(spoken(say(ON_PAPER.template, n=entry_with_head(options.against))))
    report, before = examine_on(from_the_first=not options.since_last)
    # All faults at once, those of what decides who may read included (ADR 9).
    if wrong := [*report.faults, *moved_values(), *of_authority()]:
        raise Refused(*wrong)
    # What two people acknowledged is named each time: it is never made good.
    _say_acknowledged(report)
    print(spoken(say(WHOLE.template, n=report.number, head=report.paper)))
    if before:
        print(spoken(say(WENT_ON.template, n=before)))


def acknowledge(options: argparse.Namespace) -> None:
    """Acknowledge what is wrong: each of the two gives her pass-phrase. Raises BadInput, and
    Refused where nothing is wrong."""
    django_setup.ready(demo=options.demo)
    from fanal.audit import acknowledging

    two = [_account(address) for address in options.by]
    # Two of them, or one person explains away what she did herself.
    if len(two) != 2 or two[0] == two[1]:
        raise BadInput("--by", say("two different people acknowledge it: the address of each"))
    for one in two:
        _prove(one)
    n = acknowledging.acknowledge(by=two[0], second=two[1], reason=options.reason)
    print(spoken(say(TOLD.template, n=n)))


def _say_how_far() -> None:
    """Print up to where the journal of a damaged database can be read, and what was
    noted outside."""
    from fanal.audit import second_place
    from fanal.audit.queries import last_readable
    from fanal.core.sealing.heads import on_paper

    number, day = last_readable()
    noted = second_place.head()
    head = on_paper(*noted) if noted else "–"
    print(spoken(say(LAST_READ.template, n=number, day=day or "–", head=head)))


def _say_acknowledged(report: Report) -> None:
    for one in report.acknowledged:
        line = say(WAS_WRONG.template, n=one.entry, reason=one.reason, fault=one.fault)
        print(spoken(line))


def _account(address: str) -> User:
    from fanal.accounts.models import User

    # Active accounts alone: who left cannot vouch for anything.
    found = User.objects.filter(email=address.strip().lower(), is_active=True).first()
    if found is None:
        raise BadInput("--by", say("“{text}” has no account here", text=address))
    return found


def _prove(person: User) -> None:
    typed = prompts.hidden(say("Pass-phrase of {address}: ", address=person.email))
    # Each proves it is her: the command is typed by whoever can sign in on the server.
    if not person.check_password(typed):
        raise BadInput("--by", say("the pass-phrase is not right"))
