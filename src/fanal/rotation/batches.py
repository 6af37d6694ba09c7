"""Makes new keys in batches, each in its own transaction, and resumes where it stopped (ADR 23).

Nobody has to unlock for it: the server, the timer, a command or a page can do it, even two at once,
since each batch looks at what is left before it begins.
"""

import time
from collections.abc import Mapping
from datetime import date
from itertools import batched
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.office_time import day_of_office
from fanal.audit import actions as audit
from fanal.authority import genuine_rows
from fanal.core.sealing.failures import NotGranted
from fanal.keys.actions import offboarding, renewing, replaced_keys
from fanal.keys.models import Folder
from fanal.rotation import actions
from fanal.rotation.models import FolderToReseal, KeyRotation
from fanal.rotation.queries import (
    anything_older,
    at_rest,
    count_folders,
    folders_to_renew,
    newest_keys,
    to_renew,
    under_way,
    under_way_for,
)

AT_ONCE = 50  # folders in one transaction: others write in between
# In a process that serves: seconds between two of them, and until idle sessions are looked at again
PAUSE, A_WHILE = 0.02, 5
FOR_EVER = float("inf")


def go_on(seconds: float = FOR_EVER, *, pause: float = 0) -> int:
    """Make new keys for what is left, until it is done or the time is over. Return how many
    folders."""
    until, done = time.monotonic() + seconds, 0
    for rotation in list(under_way()):
        if rotation.renewed is None and actions.try_again(rotation):
            rotation.refresh_from_db()
            done += _renew(rotation, until, pause)
        if time.monotonic() > until:
            break
        note_what_is_done(rotation)
    return done


def in_the_background() -> bool:
    """Go on in a process that serves, beside the idle lock: nobody has to press anything. Whether
    more is left."""
    if not under_way().filter(renewed=None).exists():
        return False
    genuine_rows.run()
    return go_on(A_WHILE, pause=PAUSE) > 0


def _renew(rotation: KeyRotation, until: float, pause: float) -> int:
    done, before = 0, dict[UUID, int]()
    # the same again: folders that are not genuine stay as they are
    while (some := folders_to_renew(rotation)) and some != before:
        for folders in batched(some.items(), AT_ONCE):
            if time.monotonic() > until:
                return done
            done += _batch(rotation, dict(folders))
            # SQLite lets one transaction write at a time: without a pause the pages would wait for
            # us.
            time.sleep(pause)
        before = some
    return done


@transaction.atomic
def _batch(rotation: KeyRotation | None, folders: Mapping[UUID, int]) -> int:
    """Renew those of these folders that nobody renewed since they were counted: their newest keys
    are of the same generation; what was written before is noted, for a rotation under way. What is
    looked up by folder costs the same in a team of any size."""
    genuine_rows.run_in_transaction()
    # In one order, so that two batches never wait for each other's folders.
    rows = Folder.objects.select_for_update().filter(id__in=list(folders)).order_by("id")
    # A folder that somebody wrote in meanwhile got its new keys there (`before_sealing`).
    left = [row for row in rows if row.generation == folders[row.id]]
    done = renewing.renew_all(left)
    noted = [FolderToReseal(folder_id=one.id, rotation=rotation) for one in left if rotation]
    # A folder waits once, though two rotations came over it.
    FolderToReseal.objects.bulk_create(noted, ignore_conflicts=True)
    return done


def before_sealing(folder: UUID) -> int:
    """The generation of keys to seal under in this folder, made now, in the transaction that writes
    in it, where somebody who left may have kept those of before: nothing written opens with them,
    however long the rotation takes, or ago it was. Raises NotGranted."""
    generation, known = newest_keys(folder)
    if known:
        _batch(under_way_for(folder), {folder: generation})
        generation, known = newest_keys(folder)
    if known:
        # The row of the folder is not genuine, so that it got no new keys.
        raise NotGranted(str(folder))
    return generation


@transaction.atomic
def note_what_is_done(rotation: KeyRotation) -> None:
    """Record, once each, that all folders have new keys, and that nothing older is left."""
    row = KeyRotation.objects.select_for_update().get(pk=rotation.pk)
    if row.ended or row.waits_for_a_holder:
        return
    if row.renewed is None:
        if to_renew(row).exists():
            return
        row.renewed, rest = _today(row), count_folders(at_rest(row))
        _note(row, "rotation.renewed", folders=max(row.folders - rest, 0))
        if rest:
            _note(row, "rotation.at_rest", folders=rest)
    if row.user and not row.user.is_active:
        offboarding.end_grants_others_open(row.user)
    if not anything_older(row):
        if row.team and row.replaced:
            # The last that open what was kept from before: only once nothing is left under them.
            replaced_keys.forget(row.team)
        row.ended = _today(row)
        _note(row, "rotation.ended")
    row.save(update_fields=["renewed", "ended"])


def _today(row: KeyRotation) -> date:
    """Return the day in the office of the team, or of whom it is about: the timer has none of its
    own."""
    of = row.team or row.user
    return day_of_office(of.office_id, timezone.now()) if of else timezone.localdate()


def _note(row: KeyRotation, act: str, **detail: object) -> None:
    details = {"why": row.why, **detail}
    audit.record(act=act, by=None, about=row.team_id or row.user_id, detail=details)
