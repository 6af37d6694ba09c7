"""`fanal setup sealed-by-name`: what nobody opens since its last holder left, to whom two people
named."""

from __future__ import annotations

import argparse

from fanal.commands import django_setup, new_shares
from fanal.commands.messages import spoken
from fanal.commands.new_shares import KEPT_AWAY, open_shares
from fanal.core.errors import Refused
from fanal.core.words import say

HELP = say("""
A colleague left, and nobody else opens what was sealed to her by name: complaints, incidents, a
register, files of prevention. An administrator named on her page who follows, and a director
agreed. Two of the three printed shares give the keys. The shares are asked for; two people with
accounts are present.
""")
THESE = say("To be handed over, as two people decided:")
ONE = say("  what was sealed to {name}: to {to} ({address})")
NONE = say("nothing waits for the recovery sheets: who follows is named on the page of who left")
DONE = say("folders handed over: {n}")
LEFT = say("""
Something stays sealed: whoever was named may not follow on it, by her role or her office, or since
a complaint could concern her. Name another colleague on the page of who left, and come back.
""")


def register(parser: argparse.ArgumentParser) -> None:
    parser.description = spoken(HELP)
    new_shares.add_present(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Raises BadInput for what cannot be read, Refused where nothing was decided. Those present see
    who gets what before the sheets are typed."""
    django_setup.ready()
    from fanal.keys.actions import recovery
    from fanal.organisation.actions.successions import hand_on_by_sheets
    from fanal.organisation.queries.sealed_by_name import decided

    present = recovery.witnesses(options.present)
    rows = decided()
    if not rows:
        raise Refused(NONE)
    print(spoken(THESE))
    for row in rows:
        print(spoken(say(ONE.template, name=row.of, to=row.to, address=row.to.email)))
    numbers, private = open_shares()
    given, left = hand_on_by_sheets(private=private, shares=numbers, present=present)
    print(spoken(say(DONE.template, n=given)))
    if left:
        print(spoken(LEFT))
    print(spoken(KEPT_AWAY))
