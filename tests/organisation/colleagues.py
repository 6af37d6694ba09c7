"""A third who works in Bangkok, and opens its cases."""

from datetime import timedelta

from django.utils import timezone

from fanal.keys import key_pairs
from fanal.organisation.actions.stand_ins import name_stand_in
from tests.decisions.newcomers import bopha


def let_in(cast):
    made = bopha(cast)
    key_pairs.admit(user=made, team=cast.bangkok, by=cast.noi, ring=cast.ring(cast.noi))
    return made


def stands_in(cast, stand_in, away):
    """From today for three days, agreed to by the lead of Bangkok."""
    today = timezone.localdate()
    return name_stand_in(
        away=away,
        stand_in=stand_in,
        team=cast.bangkok,
        since=today,
        until=today + timedelta(days=3),
        by=cast.noi,
        ring=cast.ring(cast.noi),
    )
