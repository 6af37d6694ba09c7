"""Wraps that wait for an offer to be accepted: until then they open nothing.

`fanal.keys.actions.grant(waits_for=…)` makes them. Taking them up or back needs no key, so that an
offer can run out at night, with nobody there who has unlocked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal

from fanal.authority import genuine_rows
from fanal.core.sealing.compartments import TEAM_COMPARTMENTS, WHEREABOUTS, Compartment
from fanal.keys import stored_wraps, wrapping
from fanal.keys.actions import genuine_folder, grant, held_by_team, renew
from fanal.keys.models import Folder, Grant, TeamKey, UserKeys
from fanal.keys.ring import Ring
from fanal.keys.trust import genuine_wraps
from fanal.keys.wrapping import end_grants

if TYPE_CHECKING:
    from fanal.accounts.models import Team, User


# Sent inside the transaction in which `by` accepts: `folders` belong to `team` from now on; `by`
# holds `ring`. What was written in them before still lies under keys that others may have kept.
handed_over = Signal()


def offered(offer: UUID) -> frozenset[UUID]:
    """The folders of which something waits for this offer."""
    rows = Grant.objects.filter(waits_for=offer, revoked=None)
    return frozenset(rows.values_list("folder", flat=True))


def take_up(offer: UUID, of: User | None = None) -> None:
    """Let what waited for `offer` open from now on what it was made for; `of` one person only."""
    rows = Grant.objects.filter(waits_for=offer, revoked=None)
    if of is not None:
        rows = rows.filter(to_keys__user=of)
    rows.update(waits_for=None)


def waiting_with(offer: UUID, folder: UUID) -> QuerySet[User]:
    """Who of those at work has by name something of `folder` that waits for `offer`, and has not
    run out."""
    rows = Grant.objects.filter(
        stored_wraps.unended(), folder=folder, waits_for=offer, to_keys__retired=None
    )
    users = get_user_model().objects.filter(pk__in=rows.values("to_keys__user"), is_active=True)
    return users.order_by("display_name", "id")


@transaction.atomic
def share_waiting(
    *, folder: UUID, offer: UUID, to: User, by: User, ring: Ring, until: date | None
) -> None:
    """Give `to` what waits for `offer` of where she is, as `by` has it: it goes on waiting for
    both. Raises Locked."""
    mine = Grant.objects.filter(folder=folder, waits_for=offer, to_keys__user=by, revoked=None)
    ids = list(mine.values_list("id", flat=True))
    # A ring holds nothing that waits, and `grant` passes on only what the ring holds. So hers opens
    # for the time of this transaction.
    Grant.objects.filter(id__in=ids).update(waits_for=None)
    ring.forget([folder])
    grant(
        folder=folder,
        compartments=[WHEREABOUTS],
        to=to,
        by=by,
        ring=ring,
        until=until,
        waits_for=offer,
    )
    Grant.objects.filter(id__in=ids).update(waits_for=offer)
    ring.forget([folder])


def take_back(offer: UUID) -> None:
    """Erase the wraps that waited for `offer`: they never open anything."""
    _erase(Grant.objects.filter(waits_for=offer, revoked=None))


def take_from_team(folders: Iterable[UUID], team: Team, but: User | None = None) -> None:
    """Erase every wrap of these folders to `team` and to its members by name; `but` one of them
    keeps hers.

    What waits for an offer stays: it is not theirs yet.
    """
    theirs = held_by_team(team, but)
    rows = Grant.objects.filter(theirs, folder__in=list(folders), revoked=None, waits_for=None)
    _erase(Grant.objects.filter(id__in=list(rows.values_list("id", flat=True))))


def new_keys_for(
    folder: UUID, team: Team, without: Team, near: Iterable[User] = (), but: User | None = None
) -> None:
    """Make new data keys for those who hold the file now; later records are sealed under these.

    `team` gets all that a team holds, also where older entries of a compartment stay closed to it;
    `near` get the key of where she is, and the team `without` gets nothing, `but` one of it.
    """
    genuine_rows.run_in_transaction()
    genuine_rows.must_count(team)
    Folder.objects.filter(id=genuine_folder(folder).id).update(team=team)
    # The lists of a lead leave out the folders of her own teams by this column
    # (`folders_of_other_teams`): with the team of before, whoever there keeps a part of it by name
    # would not find it any more.
    Grant.objects.filter(folder=folder).exclude(to_keys=None).update(folder_team=team)
    # Holders of before get their part anew; what the team lacks follows below.
    keys, generation = renew(folder, without, but)
    row, ring = Folder.objects.get(id=folder), Ring()
    now = row.grants.filter(revoked=None, waits_for=None, generation=generation)
    had = _parts(now.filter(to_team_key__team=team))
    lacking = {
        compartment: keys[compartment]
        for compartment in TEAM_COMPARTMENTS
        if compartment not in had
    }
    grants = []
    for key in TeamKey.objects.filter(team=team, retired=None) if lacking else ():
        grants.append(wrapping.grant_to_team(row, lacking, key, ring))
    near = near if row.kind in Folder.WITH_A_PLACE else ()
    for pair in UserKeys.objects.filter(user__in=[user.pk for user in near], retired=None):
        if WHEREABOUTS not in _parts(now.filter(to_keys=pair)):
            grants.append(wrapping.grant_to_user(row, {WHEREABOUTS: keys[WHEREABOUTS]}, pair, ring))
    Grant.objects.bulk_create(grants)


def _parts(grants: QuerySet[Grant]) -> frozenset[Compartment]:
    rows = genuine_wraps(grants.select_related("granter"))
    return frozenset(part for grant in rows for part in grant.parts())


def _erase(rows: QuerySet[Grant]) -> None:
    # The wrap goes too: revoked in the database alone, it would still open to whoever has a copy of
    # the row and the private key.
    end_grants(rows)
