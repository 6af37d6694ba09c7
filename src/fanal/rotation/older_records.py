"""What was written before, put under the new keys: by who opens it, a while at a time."""

import time
from collections.abc import Collection
from itertools import batched
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.authority.tables import is_attested
from fanal.core.sealing import records
from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import NotGranted
from fanal.keys.actions import renewing
from fanal.keys.models import Folder
from fanal.keys.ring import Ring
from fanal.keys.sealed import SealedRecord
from fanal.rotation import batches
from fanal.rotation.models import FolderToReseal, KeyRotation
from fanal.rotation.queries import opens_to_team, to_reseal, to_wrap_anew, under_way

type Under = tuple[UUID, Compartment, int]  # a folder, and the key of it under which records lie
AT_ONCE, FOLDERS = 50, 10  # wraps, and folders that are sealed anew, in one transaction


def seal_anew(team: Team, *, by: User, ring: Ring, seconds: float) -> int:
    """Seal older keys of the team under its new key, and records under new ones, as far as `ring`
    opens them. Return how many keys and records. Raises Locked."""
    until = time.monotonic() + seconds
    rotations = list(under_way().filter(team=team).exclude(renewed=None))
    grants = sum(_wrap_anew(rotation, team, ring, until) for rotation in rotations)
    sealed = reseal(to_reseal([team]), ring, until)
    if grants or sealed:
        detail = {"grants": grants, "records": sealed}
        audit.record(act="rotation.sealed_anew", by=by, about=team.pk, detail=detail)
    for one in under_way():
        batches.note_what_is_done(one)
    return grants + sealed


def _wrap_anew(rotation: KeyRotation, team: Team, ring: Ring, until: float) -> int:
    done, to = 0, renewing.team_key_of_today(team)
    if to is None:
        return 0
    ids = list(to_wrap_anew(rotation).order_by("folder", "id").values_list("pk", flat=True))
    for some in batched(ids, AT_ONCE):
        if time.monotonic() > until:
            break
        done += renewing.wrap_anew(some, to, ring)
    return done


def reseal(folders: QuerySet[FolderToReseal], ring: Ring, until: float) -> int:
    """Seal records of these folders under their newest keys, as far as `ring` opens them. Return
    how many."""
    done = 0
    for rows in batched(folders.values_list("folder", flat=True), FOLDERS):
        # Asked between batches and not within: each is a transaction that holds as it is.
        if time.monotonic() > until:
            break
        done += _reseal_folders(rows, ring)
    return done


@transaction.atomic
def _reseal_folders(folders: Collection[UUID], ring: Ring) -> int:
    """Seal every record of these under their newest keys. What this ring does not open stays noted,
    for somebody who does."""
    # Keys that were made since she unlocked are not in the ring yet.
    ring.forget(folders)
    ring.prepare(folders)
    newest = dict(Folder.objects.filter(id__in=folders).values_list("id", "generation"))
    done, left = 0, set[Under]()
    for model in sealed_models():
        # Few at a time: a sealed record can be large.
        for record in model._base_manager.filter(folder__in=folders).iterator(chunk_size=20):
            before = records.generation_of(bytes(record.sealed))
            if before >= newest[record.folder]:
                continue
            try:
                done += _reseal_record(record, ring)
            except NotGranted:
                left.add((record.folder, record.group(), before))
    FolderToReseal.objects.filter(folder__in=set(folders) - _waiting(left)).delete()
    return done


def _waiting(left: Collection[Under]) -> set[UUID]:
    """The folders of what is left for somebody else to seal anew. What the team that gave a case
    away has held back opens to nobody of the other: it waits for nobody."""
    folders = {folder for folder, _part, _generation in left}
    noted = FolderToReseal.objects.filter(folder__in=folders)
    moved = set(noted.filter(rotation__why=KeyRotation.MOVED).values_list("folder", flat=True))
    open_there = {under[0] for under in left if under[0] in moved and opens_to_team(*under)}
    return folders - moved | open_there


def sealed_models() -> list[type[SealedRecord]]:
    return [model for model in apps.get_models() if issubclass(model, SealedRecord)]


def _reseal_record(record: SealedRecord, ring: Ring) -> bool:
    """The same content and version under the newest key. Whether nobody saved it meanwhile. Raises
    NotGranted, Locked."""
    before = bytes(record.sealed)
    generation, key = ring.newest_key(record.folder, record.group())
    record.sealed = records.seal(key, record.place(), record.unseal_bytes(ring), generation)
    if is_attested(type(record)):
        # The attestation covers what is sealed, so it is made anew along with it.
        record.save(update_fields=["sealed"])
        return True
    # Not `save`: whoever wrote the record meanwhile wins, and it is under the newest key already.
    same = type(record)._base_manager.filter(pk=record.pk, version=record.version, sealed=before)
    return bool(same.update(sealed=record.sealed))
