"""An estimate takes minutes: it is worked out in a process of its own, beside the server.

The page of a study starts it and may be left. While it works it says so in a row (`Estimating`),
which keeps what came of it: the frozen estimate, or why there is none. A row of which nothing was
heard for a while is of a process that was stopped, and the page says that it did not finish.
Cancelling deletes the row; the process finds it gone, and ends.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override

from fanal.accounts.models import User
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say
from fanal.figures import actions
from fanal.figures.models import Estimating, Snapshot, Study
from fanal.processes import own_process
from fanal.web.words import translated

if TYPE_CHECKING:
    from fanal.figures.queries import Given

COMMAND = own_process.command("fanal.commands.estimating")


class Cancelled(Exception):
    """The end of an estimate for which nobody waits any more."""


def works(row: Estimating) -> bool:
    return row.seen_at is not None and own_process.is_heard(row.seen_at)


def was_stopped(row: Estimating) -> bool:
    return row.seen_at is not None and not own_process.is_heard(row.seen_at)


def begin(*, study: Study, by: User, choices: Given | None) -> Estimating:
    """Start the process. Raises BadInput for choices that make no sense, and Refused while one
    works, for this study or another: each takes every core."""
    given = actions.checked(study, choices)
    row = _asked(study, by)
    order = _order(row, by, given)
    if settings.ESTIMATE_ELSEWHERE:
        own_process.start(COMMAND, order)
    else:
        work(order)
    return Estimating.objects.get(id=row.id)


def _order(row: Estimating, by: User, given: Given) -> bytes:
    """Who asks and with which choices comes from here alone: a row is no order."""
    asked = {"id": str(row.id), "by": str(by.pk), "choices": given, "language": get_language()}
    return json.dumps(asked).encode()


@transaction.atomic
def _asked(study: Study, by: User) -> Estimating:
    list(Study.objects.select_for_update().order_by("id").values_list("id"))  # one asks at a time
    # Of any study: the resamples use every core, and the board of tonight is served by the same
    # machine.
    if any(works(row) for row in Estimating.objects.all()):
        raise Refused(say("an estimate is already being worked out: look again in a few minutes"))
    # One row for each study; the process of a stopped one finds its own gone, and ends.
    Estimating.objects.filter(study=study).delete()
    now = timezone.now()
    return Estimating.objects.create(
        study=study, by=by, step=actions.COUNTING, begun_at=now, seen_at=now
    )


def cancel(study: Study) -> bool:
    """Give it up, whether it works or was stopped. Whether there was one: what ended stays."""
    return bool(Estimating.objects.filter(study=study, seen_at__isnull=False).delete()[0])


# ── In that process ──────────────────────────────────────────────────────────
def work(data: bytes) -> None:
    """Work it out, and keep what came of it."""
    asked = json.loads(data)
    # None when it was cancelled between being asked for and starting.
    row = Estimating.objects.select_related("study").filter(id=asked["id"]).first()
    if row is None:
        return
    # The reasons are kept as text, and this process has no request from which a language follows.
    with override(asked["language"]), suppress(Cancelled):
        try:
            made = actions.estimate(
                study=row.study,
                by=User.objects.get(pk=asked["by"]),
                choices=asked["choices"],
                at_step=lambda step: _at(row.id, step),
            )
        except BadInput as problem:
            _ended(row, reasons=[translated(problem.why)])
        except Refused as refusal:
            _ended(row, reasons=map(translated, refusal.reasons))
        else:
            _ended(row, made)


def _at(id: UUID, step: int) -> None:
    if not Estimating.objects.filter(id=id).update(step=step):
        # No row to update: whoever asked has cancelled.
        raise Cancelled


def _ended(row: Estimating, made: Snapshot | None = None, reasons: Iterable[str] = ()) -> None:
    """Note that an estimate ended: no hour of it is kept."""
    # When somebody worked is no part of a figure; the day of the snapshot is enough.
    row.snapshot, row.begun_at, row.seen_at = made, None, None
    row.refused = json.dumps(list(reasons), ensure_ascii=False)
    changed = ["snapshot", "begun_at", "seen_at", "refused"]
    # Cancelling deletes the row: `save` would make it anew.
    if Estimating.objects.filter(id=row.id).exists():
        row.save(update_fields=changed)


def heartbeat(data: bytes) -> bool:
    """A sign of the process, from a thread of its own. False once it was cancelled."""
    row = Estimating.objects.filter(id=json.loads(data)["id"])
    # Only while it works: a late sign must not make an ended one look alive.
    row.filter(seen_at__isnull=False).update(seen_at=timezone.now())
    return row.exists()
