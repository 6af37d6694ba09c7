"""Keys that a team had before, as long as something is still wrapped to them.

Who is let in gets them with the key of today, or what was written before would stay closed to her.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from fanal.core.sealing.failures import NotGranted
from fanal.keys import wrapping
from fanal.keys.models import Grant, TeamKey, TeamKeyHolder, UserKeys
from fanal.keys.ring import Ring

if TYPE_CHECKING:
    from fanal.accounts.models import Team


def in_use(team: Team) -> QuerySet[TeamKey]:
    """The keys that the team had before, as far as something is still wrapped to them."""
    held = Grant.objects.filter(to_team_key=OuterRef("pk"), revoked=None)
    return TeamKey.objects.filter(Exists(held), team=team).exclude(retired=None)


def hand_on(team: Team, to: UserKeys, ring: Ring) -> None:
    """The keys that the team had before, for who is let in now, as far as `ring` holds them."""
    for key in in_use(team):
        if TeamKeyHolder.objects.filter(team_key=key, to_keys=to).exists():
            continue
        with suppress(NotGranted):
            row = wrapping.team_key_to_user(key, ring.team_secret(key.id), to, ring)
            row.save(force_insert=True)


def forget(key: TeamKey) -> None:
    """Nothing is wrapped to it any more: nobody holds it."""
    if not Grant.objects.filter(to_team_key=key, revoked=None).exists():
        TeamKeyHolder.objects.filter(team_key=key).delete()
