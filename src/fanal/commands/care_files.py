"""`fanal setup care-files`: what two people decided about care files that nobody opens any more."""

from __future__ import annotations

import argparse

from fanal.commands import django_setup, new_shares
from fanal.commands.messages import spoken
from fanal.commands.new_shares import KEPT_AWAY, open_shares
from fanal.core.errors import Refused
from fanal.core.words import say

HELP = say("""
A health worker left, and nobody whom she had named is there: nobody opens her care files. Two
people decided on the page "Care files without a holder" who keeps them. Two of the three printed
shares give her the keys. The shares are asked for; two people with accounts are present.
""")
THESE = say("To be handed over, as two people decided:")
ONE = say("  {file}: to {to} ({address}), asked by {by}, agreed to by {second}")
NONE = say("no care file waits for the recovery sheets")
DONE = say("care files handed over: {n}")


def register(parser: argparse.ArgumentParser) -> None:
    parser.description = spoken(HELP)
    new_shares.add_present(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Raises BadInput for what cannot be read, Refused where nothing was decided. Those present see
    who gets what before the sheets are typed."""
    django_setup.ready()
    from fanal.care.actions.recovering import agreed_recoveries, recover_files
    from fanal.keys.actions import recovery

    present = recovery.witnesses(options.present)
    rows = agreed_recoveries()
    if not rows:
        raise Refused(NONE)
    print(spoken(THESE))
    for row in rows:
        of = row.file.person.code_name
        print(
            spoken(
                say(
                    ONE.template,
                    file=of,
                    to=row.to,
                    address=row.to.email,
                    by=row.by,
                    second=row.agreed_by,
                )
            )
        )
    numbers, private = open_shares()
    n = recover_files(private=private, shares=numbers, present=present)
    print(spoken(say(DONE.template, n=n)))
    print(spoken(KEPT_AWAY))
