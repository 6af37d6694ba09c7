"""`fanal setup care-files` and `sealed-by-name`: what nobody opens since its holder left goes to
those whom two people named, by two of the printed sheets."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from fanal.commands import django_setup, new_shares
from fanal.commands.messages import spoken
from fanal.commands.new_shares import KEPT_AWAY, open_shares
from fanal.core.errors import Refused
from fanal.core.words import Sentence, say

if TYPE_CHECKING:
    from fanal.accounts.models import User
    from fanal.core.sealing.pairs import PrivateKeys

type Done = list[Sentence]  # what is said once it is handed over
type Asked = tuple[list[Sentence], Callable[[PrivateKeys, list[int], list[User]], Done]]

CARE_FILES = say("""
A health worker left, and nobody whom she had named is there: nobody opens her care files. Two
people decided on the page "Care files without a holder" who keeps them. Two of the three printed
sheets give her the keys. The sheets are asked for; two people with accounts are present.
""")
NO_FILE = say("no care file waits for the recovery sheets")
BY_NAME = say("""
A colleague left, and nobody else opens what was sealed to her by name: complaints, incidents, a
register, files of prevention. An administrator named on her page who follows, and a director
agreed. Two of the three printed sheets give the keys. The sheets are asked for; two people with
accounts are present.
""")
NOBODY_NAMED = say(
    "nothing waits for the recovery sheets: who follows is named on the page of who left"
)
LEFT = say("""
Something stays sealed: whoever was named may not follow on it, by her role or her office, or since
a complaint could concern her. Name another colleague on the page of who left, and come back.
""")
THESE = say("To be handed over, as two people decided:")


def register_care_files(parser: argparse.ArgumentParser) -> None:
    _register(parser, CARE_FILES, NO_FILE, _care_files)


def register_by_name(parser: argparse.ArgumentParser) -> None:
    _register(parser, BY_NAME, NOBODY_NAMED, _by_name)


def _register(
    parser: argparse.ArgumentParser, about: Sentence, none: Sentence, asked: Callable[[], Asked]
) -> None:
    parser.description = spoken(about)
    new_shares.add_present(parser)
    parser.set_defaults(run=partial(run, none=none, asked=asked))


def run(options: argparse.Namespace, *, none: Sentence, asked: Callable[[], Asked]) -> None:
    """Run the command. Raises BadInput for what cannot be read, Refused where nothing was decided.
    Those present see who gets what before the sheets are typed."""
    django_setup.ready()
    from fanal.keys.actions import recovery

    present = recovery.witnesses(options.present)
    lines, hand_over = asked()
    if not lines:
        raise Refused(none)
    for one in (THESE, *lines):
        print(spoken(one))
    numbers, private = open_shares()
    for one in (*hand_over(private, numbers, present), KEPT_AWAY):
        print(spoken(one))


def _care_files() -> Asked:
    from fanal.care.actions.recovering import agreed_recoveries, recover_files

    def hand_over(private: PrivateKeys, shares: list[int], present: list[User]) -> Done:
        n = recover_files(private=private, shares=shares, present=present)
        return [say("care files handed over: {n}", n=n)]

    lines = [
        say(
            "  {file}: to {to} ({address}), asked by {by}, agreed to by {second}",
            file=row.file.person.code_name,
            to=row.to,
            address=row.to.email,
            by=row.by,
            second=row.agreed_by,
        )
        for row in agreed_recoveries()
    ]
    return lines, hand_over


def _by_name() -> Asked:
    from fanal.organisation.actions.successions import hand_on_by_sheets
    from fanal.organisation.queries.sealed_by_name import decided

    def hand_over(private: PrivateKeys, shares: list[int], present: list[User]) -> Done:
        given, left = hand_on_by_sheets(private=private, shares=shares, present=present)
        return [say("folders handed over: {n}", n=given), *([LEFT] if left else [])]

    lines = [
        say(
            "  what was sealed to {name}: to {to} ({address})",
            name=row.of,
            to=row.to,
            address=row.to.email,
        )
        for row in decided()
    ]
    return lines, hand_over
