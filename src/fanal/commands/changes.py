"""`fanal setup change`: a change of the organisation that nobody is left to agree to on a page.

So of the only director's own name or address. Who keeps the server decides it there, as of an
invitation; where somebody is left, it is hers to decide.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fanal.commands import django_setup
from fanal.commands.messages import spoken
from fanal.commands.terminal import hint
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.web.words import translated

if TYPE_CHECKING:
    from fanal.organisation.queries.pages import ShownChange

NONE = say("No change waits that nobody can decide on a page.")
MADE = say("It is made: the journal says that it was agreed to on the server.")


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--agree", metavar="ID", help=hint("agree to this one; else they are listed")
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Run the command. Raises BadInput for an id that none of them has."""
    django_setup.ready()
    from fanal.organisation import actions
    from fanal.organisation.queries.pages import under_way

    left = {str(one.row.pk): one for one, able in under_way() if not able}
    if options.agree is None:
        print("\n".join(_change_text(one) for one in left.values()) or spoken(NONE))
    elif options.agree not in left:
        raise BadInput("--agree", say("no change of this id waits that nobody else can decide"))
    else:
        actions.agree(row=left[options.agree].row, by=None)
        print(spoken(MADE))


def _change_text(one: ShownChange) -> str:
    """Return what would change, for whoever decides it."""
    rows = (
        f"    {row['label']}: {row['left']} -> {row['right']}" for row in one.rows if row["differs"]
    )
    after = (f"    {translated(follows)}" for follows in one.follows)
    return "\n".join([f"{one.row.pk}  {one.title}: {one.name} ({one.row.by})", *rows, *after])
