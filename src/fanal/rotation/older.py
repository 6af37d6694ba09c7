"""What was written before, put under the new keys: by who opens it, a while at a time."""

from __future__ import annotations

import time
from collections.abc import Collection
from itertools import batched
from uuid import UUID

from django.apps import apps
from django.db import transaction

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.authority.tables import is_attested
from fanal.core.sealing import records
from fanal.core.sealing.failures import NotGranted
from fanal.keys.actions import renewing, team_keys
from fanal.keys.ring import Ring
from fanal.keys.sealed import SealedRecord
from fanal.rotation import batches
from fanal.rotation.models import FolderToReseal, KeyRotation
from fanal.rotation.queries import to_reseal, to_wrap_anew, under_way

AT_ONCE, FOLDERS = 50, 10  # wraps, and folders that are sealed anew, in one transaction


def seal_anew(team: Team, *, by: User, ring: Ring, seconds: float) -> int:
    """Older keys of the team under its new key, and records under new ones, as far as `ring` opens
    them. How many keys and records. Raises Locked."""
    until = time.monotonic() + seconds
    rotations = list(under_way().filter(team=team).exclude(renewed=None))
    grants = sum(_wrap_anew(one, team, ring, until) for one in rotations)
    sealed = _reseal(team, ring, until)
    if grants or sealed:
        detail = {"grants": grants, "records": sealed}
        audit.record(act="rotation.sealed_anew", by=by, about=team.pk, detail=detail)
    for one in under_way():
        batches.settle(one)
    return grants + sealed


def _wrap_anew(rotation: KeyRotation, team: Team, ring: Ring, until: float) -> int:
    done, to = 0, team_keys.of_today(team)
    if to is None:
        return 0
    ids = list(to_wrap_anew(rotation).order_by("folder", "id").values_list("pk", flat=True))
    for some in batched(ids, AT_ONCE):
        if time.monotonic() > until:
            break
        done += renewing.wrap_anew(some, to, ring)
    return done


def _reseal(team: Team, ring: Ring, until: float) -> int:
    done = 0
    for rows in batched(to_reseal([team]).values_list("folder", flat=True), FOLDERS):
        if time.monotonic() > until:
            break
        done += _reseal_folders(rows, ring)
    return done


@transaction.atomic
def _reseal_folders(folders: Collection[UUID], ring: Ring) -> int:
    """Every record of these under their newest keys. What this ring does not open stays noted, for
    somebody who does."""
    ring.forget(folders)
    ring.prepare(folders)
    done, left = 0, set[UUID]()
    for model in sealed_models():
        for record in model._base_manager.filter(folder__in=folders).iterator(chunk_size=20):
            try:
                done += _reseal_record(record, ring)
            except NotGranted:
                left.add(record.folder)
    FolderToReseal.objects.filter(folder__in=set(folders) - left).delete()
    return done


def sealed_models() -> list[type[SealedRecord]]:
    return [one for one in apps.get_models() if issubclass(one, SealedRecord)]


def _reseal_record(record: SealedRecord, ring: Ring) -> bool:
    """The same content and version under the newest key. Whether it was under an older one, and
    nobody saved it meanwhile. Raises NotGranted, Locked."""
    before = bytes(record.sealed)
    generation, key = ring.newest_key(record.folder, record.group())
    if records.generation_of(before) >= generation:
        return False
    record.sealed = records.seal(key, record.place(), record.unseal_bytes(ring), generation)
    if is_attested(type(record)):
        record.save(update_fields=["sealed"])
        return True
    same = type(record)._base_manager.filter(pk=record.pk, version=record.version, sealed=before)
    return bool(same.update(sealed=record.sealed))
