"""Folders that no team opens: a complaint, which goes past those whom it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from fanal.audit import actions as audit
from fanal.authority import genuine_rows, groups
from fanal.core.errors import Refused
from fanal.core.sealing.compartments import NARRATIVE, Compartment
from fanal.core.sealing.records import new_key
from fanal.core.words import say
from fanal.keys import wrapping
from fanal.keys.models import Folder, Grant, UserKeys
from fanal.keys.ring import Ring

if TYPE_CHECKING:
    from fanal.accounts.models import Team, User


@transaction.atomic
def create_closed_folder(
    *, folder: UUID, kind: str, team: Team, holders: Iterable[User], by: User | None
) -> Ring:
    """As `create_folder`, with the keys for these people and the recovery key alone: not for the
    team, nor its leads, nor the maker. Returns a ring that seals into it once. Raises Refused where
    nobody of these has keys: what nobody can read is not taken.
    """
    genuine_rows.within()
    genuine_rows.must_count(team)
    pairs = UserKeys.objects.filter(user__in=list(holders), retired=None, user__is_active=True)
    found = list(pairs.order_by("id"))
    if not found:
        raise Refused(say("Nobody is there who could read this: tell the director in person."))
    row, ring = Folder(id=folder, kind=kind, team=team), Ring()
    keys = {one: new_key() for one in Compartment}
    told = {NARRATIVE: keys[NARRATIVE]}
    grants = [wrapping.grant_to_organisation(row, keys, ring)]
    grants += [wrapping.grant_to_user(row, told, one, ring) for one in found]
    row.counts = groups.text_of({Grant._meta.db_table: len(grants)})
    row.save(force_insert=True)
    Grant.objects.bulk_create(grants, counted=True)
    audit.record(act="folder.made", by=by, about=folder, detail={"kind": kind})
    ring.remember(folder, told, row.generation)
    return ring
