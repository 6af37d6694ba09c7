"""A case that another team gave: its old team may have kept the keys of what was written before, so
all of it is sealed anew by the lead who took it over, at once, or by whoever goes on with it."""

import time
from collections.abc import Collection
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.accounts.office_time import day_of_office
from fanal.audit import actions as audit
from fanal.keys.ring import Ring
from fanal.rotation import batches, older_records
from fanal.rotation.models import FolderToReseal, KeyRotation

SECONDS = 5  # that a yes takes at most for it; what is left is done by “Go on”


def handed_over(
    sender: object, folders: Collection[UUID], team: Team, by: User, ring: Ring, **rest: object
) -> None:
    """Note it inside the transaction that hands the folders over, and begin once that holds."""
    rotation = KeyRotation(team=team, why=KeyRotation.MOVED, by=by, folders=len(folders))
    rotation.renewed = day_of_office(team.office_id, timezone.now())
    rotation.save(force_insert=True)
    rows = [FolderToReseal(folder_id=folder, rotation=rotation) for folder in folders]
    FolderToReseal.objects.bulk_create(rows, ignore_conflicts=True)
    # After the commit, and robust: it may take `SECONDS`, and a fault in it must not make the page
    # say that the handing over failed.
    transaction.on_commit(partial(seal_anew, rotation, by, ring), robust=True)


def seal_anew(rotation: KeyRotation, by: User, ring: Ring) -> int:
    """What her keys open of it, as far as the time goes. How many records."""
    until = time.monotonic() + SECONDS
    sealed = older_records.reseal(rotation.to_reseal.order_by("folder"), ring, until)
    if sealed:
        detail = {"grants": 0, "records": sealed}
        audit.record(act="rotation.sealed_anew", by=by, about=rotation.team_id, detail=detail)
    batches.note_what_is_done(rotation)
    return sealed
