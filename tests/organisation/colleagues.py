"""A third who works in Bangkok, and opens its cases."""

from datetime import timedelta

from django.utils import timezone

from fanal.authority import genuine_rows
from fanal.core.roles import Role
from fanal.keys import key_pairs
from fanal.organisation.actions.stand_ins import agree, name_stand_in
from tests.decisions.newcomers import bopha


def let_in(cast):
    made = bopha(cast)
    key_pairs.admit(user=made, team=cast.bangkok, **cast.acting(cast.noi))
    return made


def stands_in(cast, stand_in, away, team=None, by=None, until=None):
    """From today for three days, as the lead of Bangkok says, or whoever is named."""
    today, by = timezone.localdate(), by or cast.noi
    return name_stand_in(
        away=away,
        stand_in=stand_in,
        team=team or cast.bangkok,
        since=today,
        until=until or today + timedelta(days=3),
        **cast.acting(by),
    )


def goes_on_leave(cast, away):
    """Gives Dara, who stands in for her from today for three days."""
    cast.dara = cast.join("dara", "Dara Lim", Role.CASE_WORKER, "Bangkok")
    row = stands_in(cast, cast.dara, away)
    if row.agreed_on is None:
        agree(row=row, by=cast.claire)
    genuine_rows.run()
    return cast.dara
