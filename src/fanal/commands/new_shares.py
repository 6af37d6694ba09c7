"""`fanal setup shares`: three new shares of the same recovery key; the old ones open nothing."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fanal.commands import django_setup, prompts
from fanal.commands.messages import in_words, spoken, spoken_place
from fanal.commands.terminal import hint
from fanal.core.errors import BadInput
from fanal.core.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fanal.accounts.models import User
    from fanal.core.sealing.pairs import PrivateKeys


HELP = say("""
A sheet was lost, somebody who kept one has left, or two lay open on a table: two of the sheets
make three new ones. The old ones then open nothing here. They still open what was copied before: a
backup and its key files. The sheets are asked for; two people with accounts are present.
""")
# Shown before anything is changed: sheets that nobody wrote down would lock the organisation out.
NEW = say("""
Three new sheets, shown now and never again. Write or print each on its own paper. Until you say
that all three are on paper, nothing is changed and the old ones are the good ones.
""")
MADE = say("""
The new sheets are the good ones; the old ones open nothing here any more. Destroy them, and give
the new ones to three people in three places.
""")
KEPT_AWAY = say("""
Put the sheets back into three places. `fanal setup shares` makes new ones: do it when the last
lead is in, or at once if somebody saw two who should not have.
""")
WRITTEN = say("written")
OTHER_KEY = say("Both are kept: type another sheet. The two that belong together are used.")


def register(parser: argparse.ArgumentParser) -> None:
    parser.description = spoken(HELP)
    add_present(parser)
    parser.set_defaults(run=run)


def add_present(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--present",
        action="append",
        required=True,
        metavar="ADDRESS",
        help=hint("who is present, twice"),
    )


def run(options: argparse.Namespace) -> None:
    """Make new shares. Raises BadInput for what cannot be read; nothing is changed before
    everything is right."""
    django_setup.ready()
    from fanal.keys.actions import recovery

    present = recovery.witnesses(options.present)
    make(*open_shares(), present)


def make(numbers: list[int], private: PrivateKeys, present: list[User]) -> None:
    """Show three new shares, and keep them once somebody says that they are on paper."""
    from fanal.keys.actions.organisation import drawn_shares, keep_shares

    # Drawn, not yet kept: until the word is typed the old ones are the good ones.
    drawn = drawn_shares(private)
    print(spoken(NEW))
    print_shares(drawn.sheets)
    # A word and no Enter: it has to be meant.
    typed = prompts.hidden(say("All three are on paper? Type “{word}”: ", word=WRITTEN))
    # In English or in the language of the terminal.
    if typed.strip().lower() not in (str(WRITTEN), spoken(WRITTEN)):
        raise BadInput("sheets", say("nothing was changed: the old ones are still the good ones"))
    keep_shares(drawn, opened_by=numbers, present=present)
    # The terminal is cleared: the sheets are on paper and nowhere else.
    print((prompts.CLEAR if prompts.at_terminal() else "") + spoken(MADE))


def open_shares() -> tuple[list[int], PrivateKeys]:
    """Return the numbers of two shares and the recovery key. At a terminal a mistake
    is asked again."""
    from fanal.core.sealing import shares
    from fanal.keys.actions.organisation import open_organisation

    # Both again only where both are of another key.
    while True:
        try:
            sheets = two_sheets()
            return [shares.number(sheet) for sheet in sheets], open_organisation(sheets)
        except BadInput as problem:
            once_more(problem)


def two_sheets() -> list[str]:
    """Return two shares of one recovery key. At a terminal what was typed is kept: in place of what
    does not fit another one is asked for."""
    from fanal.core.sealing import shares

    typed = {"First sheet": _share("First sheet")}
    while True:
        name = "Second sheet" if len(typed) == 1 else "Another sheet"
        new = _share(name)
        for kept, sheet in typed.items():
            try:
                shares.join([sheet, new])
            except BadInput as problem:
                why = problem
            else:
                _name_others(kept, typed)
                return [sheet, new]
        once_more(why)
        if new not in typed.values():
            print(spoken(OTHER_KEY))
            typed[name] = new


def _name_others(kept: str, typed: Mapping[str, str]) -> None:
    for name in typed:
        if name != kept:
            print(spoken(say("{name} was of another recovery key.", name=spoken_place(name))))


def _share(name: str) -> str:
    while True:
        try:
            return prompts.share(name)
        except BadInput as problem:
            once_more(problem)


def once_more(problem: BadInput) -> None:
    """Print the mistake at a terminal, to ask again; from a pipe raise it, which ends
    the command."""
    # From a pipe the same mistake would come for ever.
    if not prompts.at_terminal() or isinstance(problem, prompts.InputEnded):
        raise problem
    print(f"{in_words(problem).rstrip('.')}. {spoken(say('Once more.'))}")


# The shares of the recovery key, as they are copied to paper.


def print_shares(sheets: list[str]) -> None:
    from django.utils import timezone

    # By the day its keeper tells new sheets from those that they replaced, which may still open old
    # backups.
    day = f"{timezone.localdate():%Y-%m-%d}"
    for number, sheet in enumerate(sheets, 1):
        head = say("Sheet {n} of {m}, of {day}", n=number, m=len(sheets), day=day)
        print(f"{spoken(head)}\n{columns(sheet)}\n")


def columns(sheet: str) -> str:
    """33 words in eleven lines of three, numbered, for copying by hand."""
    words = sheet.split()
    numbered = [f"{n:2}. {word:12}" for n, word in enumerate(words, 1)]
    return "\n".join("    " + " ".join(numbered[i : i + 3]) for i in range(0, len(numbered), 3))
