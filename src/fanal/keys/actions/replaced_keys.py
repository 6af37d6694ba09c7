"""Earlier keys of a team, as long as something is still wrapped to them.

A newcomer gets them together with the current key: without them, what was written before would
stay closed to her.
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
    """The earlier keys of the team to which something is still wrapped."""
    wrapped = Grant.objects.filter(to_team_key=OuterRef("pk"), revoked=None)
    return TeamKey.objects.filter(Exists(wrapped), team=team).exclude(retired=None)


def hand_on(team: Team, to: UserKeys, ring: Ring) -> None:
    """Wrap the earlier keys of the team to a newcomer, as far as `ring` holds them."""
    for key in in_use(team):
        if TeamKeyHolder.objects.filter(team_key=key, to_keys=to).exists():
            continue
        # A lead who came later may never have been given this one: another lead can pass it on.
        with suppress(NotGranted):
            row = wrapping.team_key_to_user(key, ring.team_secret(key.id), to, ring)
            row.save(force_insert=True)


def forget(team: Team) -> None:
    """Delete the wraps of the team's earlier keys to which nothing is wrapped any more."""
    over = TeamKey.objects.filter(team=team).exclude(retired=None).exclude(pk__in=in_use(team))
    TeamKeyHolder.objects.filter(team_key__in=over).delete()
