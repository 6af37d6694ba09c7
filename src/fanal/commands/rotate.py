"""`fanal keys rotate`: go on with the new keys that somebody's leaving, or a leak, called for.

The server does the same by itself, and so does the timer; this does all of it at once, and says
what waits for a lead. It may be stopped at any time, also by `kill -9`: it goes on from there.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fanal.commands import django_setup
from fanal.commands.messages import spoken
from fanal.commands.terminal import hint
from fanal.core.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fanal.core.words import Sentence
    from fanal.rotation.queries import RotationState

type Acts = argparse._SubParsersAction[argparse.ArgumentParser]
RENEWED = say("files with new keys: {n}")
NOTHING = say("No keys wait to be replaced.")
NOBODY = say(
    "{name}: nobody else holds the key of this team. `fanal setup recover` with two sheets lets "
    "a lead in; then again: `fanal keys rotate`"
)
PART = say("{name}: files with new keys: {percent} %")
AT_REST = say(
    "{name}: files at rest (closed cases, people in no open case, journeys that have ended), "
    "which get new keys with the next write in them: {n}"
)
OLDER = say(
    "{name}: what is written now is under new keys. What was written before waits for a lead of "
    "the team, on the page “New keys”."
)
ONLY_HERS = say(
    "{name}: what is written now is under new keys. Where people sleep in some files opened to "
    "nobody else: it stays wrapped to this account, which nobody signs in to, until two recovery "
    "sheets let a lead in (`fanal setup recover`)."
)


def register(acts: Acts) -> None:
    parser = acts.add_parser("rotate", help=hint("new keys after somebody left, or after a leak"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Run the command. Raises Refused where nothing can be relied on."""
    django_setup.ready()
    from fanal.accounts.models import Team
    from fanal.authority import genuine_rows
    from fanal.commands.serve import up_to_date
    from fanal.rotation import actions, batches
    from fanal.rotation.queries import count_at_rest, state_of, under_way

    up_to_date()
    # New keys are wrapped to whoever the rows name: they have to be genuine first (ADR 9).
    genuine_rows.run()
    actions.begin_where_accounts_ended()
    # In batches, each in a transaction of its own: killed, it goes on from there (ADR 23).
    print(spoken(say(RENEWED.template, n=batches.go_on())))
    states = [state_of(one) for one in under_way()]
    for one in states:
        for sentence in _rotation_sentences(one):
            print(spoken(sentence))
    if not states:
        print(spoken(NOTHING))
    for name, n in count_at_rest(Team.objects.all()).items():
        print(spoken(say(AT_REST.template, name=name, n=n)))


def _rotation_sentences(state: RotationState) -> Iterator[Sentence]:
    row = state.rotation
    name = row.team.name if row.team else row.user.display_name if row.user else ""
    # Nobody holds the key any more: only the recovery sheets can.
    if state.rotation.waits_for_a_holder:
        yield say(NOBODY.template, name=name)
    elif row.renewed is None:
        yield say(PART.template, name=name, percent=state.percent)
    if state.needs_a_lead:
        yield say(OLDER.template, name=name)
    if state.needs_sheets:
        yield say(ONLY_HERS.template, name=name)
