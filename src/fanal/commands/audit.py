"""`fanal audit verify`: is the journal whole, and if not, where."""

from __future__ import annotations

import argparse

from fanal.commands import django_house
from fanal.commands.spoken import spoken
from fanal.commands.terminal import told
from fanal.core.errors import Refused
from fanal.core.words import say


def register(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    verify = acts.add_parser("verify", help=told("find what was deleted, edited, moved or cut off"))
    verify.add_argument(
        "--demo", action="store_true", help=told("the journal of the demonstration")
    )
    verify.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Prints the head, to be kept on paper. Raises Refused with each place that is wrong."""
    django_house.ready(demo=options.demo)
    from fanal.audit.queries import verify
    from fanal.authority.queries import faults as of_authority

    number, mark, faults = verify()
    faults += of_authority()
    if faults:
        raise Refused(*faults)
    print(spoken(say("{n} entries, whole. Head: {n} {mark}", n=number, mark=mark.hex())))
