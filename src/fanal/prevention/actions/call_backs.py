"""Somebody who was advised is called back: promised, reached or not, or on another day."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.authority import findings
from fanal.coded_facts import actions as facts
from fanal.core.casework.typed_text import short_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import Refused
from fanal.core.prevention.call_backs import (
    ENDS,
    CallBackOutcome,
    check_moved,
    check_promised,
    ended_by_tries,
)
from fanal.core.prevention.codes import Decided
from fanal.core.words import say
from fanal.database.sql import free_number
from fanal.keys.actions import destroy
from fanal.keys.ring import Ring
from fanal.partners.models import Area
from fanal.prevention.actions.observations import give_advice
from fanal.prevention.folders import CALL_BACK, SIX_DIGITS, make_folder
from fanal.prevention.models import AdviceCallBack
from fanal.sealed.broken_rows import of_each_that_opens
from fanal.sealed.columns import opens

C = CallBackOutcome


@transaction.atomic
def advise_and_call_back(
    *,
    area: Area | None,
    on: date,
    answers: Mapping[str, object],
    call_on: date | None,
    called: str,
    reach: str,
    by: User,
    ring: Ring,
    today: date | None = None,
) -> AdviceCallBack:
    """Record that advice was given, and that we said that we would call. Raises `BadInput` naming
    the question."""
    today = today or timezone.localdate()
    content = {"called": short_text("called", called), "reach": short_text("reach", reach)}
    # Before the advice is written: nothing is kept of a promise that cannot be.
    due = check_promised(call_on, content["reach"], today)
    advice = give_advice(area=area, on=on, answers=answers, by=by, today=today)
    row = AdviceCallBack(
        id=uuid4(),
        # Drawn and not counted on: it tells nothing of who called when.
        number=free_number(AdviceCallBack, SIX_DIGITS),
        advice=advice,
        due=due,
        coded={"promised": today.isoformat(), "due": due.isoformat()},
        made_by=by,
        made_on=today,
    )
    row.folder = row.id
    make_folder(folder=row.id, kind=CALL_BACK, by=by, ring=ring)
    row.seal(ring, content)
    row.save(force_insert=True)
    audit.record(act="prevention.call_back", by=by, about=row.id)
    return row


@transaction.atomic
def call_back(
    *,
    row: AdviceCallBack,
    outcome: str,
    by: User,
    ring: Ring,
    version: int,
    decided: str = "",
    on: date | None = None,
    today: date | None = None,
) -> None:
    """Record how the call went. Once it is over, also by the last try, how she is reached opens to
    nobody any more. Raises `BadInput`, `Refused`, `Conflict`."""
    today = today or timezone.localdate()
    check_code("outcome", outcome, C)
    if row.ended_on is not None:
        raise Refused(say("This call has its answer."))
    # Nobody is called for ever: after so many tries she did not want to be reached.
    came_to = ended_by_tries(C(outcome), row.tried)
    if came_to in ENDS:
        # Before the keys go: what is emptied here is still opened.
        _end_call_back(row, came_to, decided, ring, version, today)
        destroy(folder=row.folder, by=by)
        facts.code_row(row)
    else:
        row.due = check_moved(on, today, row.kept_until)
        name = "tried" if came_to is C.NO_ANSWER else "moved"
        tried = int(row.coded.get(name, 0)) + 1
        row.coded = row.coded | {name: tried, "due": row.due.isoformat()}
        row.write(ring, row.unseal(ring), version)
    audit.record(act="prevention.called", by=by, about=row.id)


def end_call_backs(today: date) -> int:
    """End as not reached what was kept as long as it may be, with nothing left of how she is
    reached. For the sweep; how many. Raises BrokenSeal once all others ended."""
    ids = list(AdviceCallBack.objects.filter(ended_on=None).values_list("id", flat=True))
    return sum(of_each_that_opens(ids, partial(_end_where_over, today=today)))


def _end_where_over(id: UUID, *, today: date) -> bool:
    # Locked: an officer may be writing down how the call went at this moment.
    row = AdviceCallBack.objects.select_for_update().filter(pk=id, ended_on=None).first()
    # Not by the plain day: whoever sets it back in the database has the keys destroyed.
    if row is None or row.kept_until >= today:
        return False
    row.ended_on, row.coded = today, row.counts | {"outcome": C.NOT_REACHED, "decided": ""}
    row.save()
    destroy(folder=row.folder, by=None)
    facts.code_row(row)
    audit.record(act="prevention.call_back_ended", by=None, about=row.id)
    return True


def put_back_call_backs() -> None:
    """Put back to the agreed day each call that somebody put off or ended by hand in the database.
    For the sweep."""
    rows = AdviceCallBack.objects.order_by("id")
    for id in [row.pk for row in rows if _changed_by_hand(row)]:
        _put_back_call(id)


@transaction.atomic
def _put_back_call(id: UUID) -> None:
    """Put a call back, after looking again: an officer may be writing down how it went."""
    row = AdviceCallBack.objects.select_for_update().get(pk=id)
    if _changed_by_hand(row):
        findings.noted(row._meta.db_table, id.hex, findings.ALTERED)
        row.due, row.ended_on = row.agreed_day, None
        row.save(update_fields=["due", "ended_on"])


def _changed_by_hand(row: AdviceCallBack) -> bool:
    # Over: its keys are gone. Of one that does not open nobody knows what was agreed.
    if not opens(row, "coded") or row.outcome is not None:
        return False
    return row.ended_on is not None or row.due != row.agreed_day


def _end_call_back(
    row: AdviceCallBack,
    outcome: CallBackOutcome,
    decided: str,
    ring: Ring,
    version: int,
    today: date,
) -> None:
    if outcome is C.REACHED:
        check_code("decided", decided, Decided)
    decision = str(decided) if outcome is C.REACHED else ""
    row.ended_on, row.coded = today, row.counts | {"outcome": outcome, "decided": decision}
    # Emptied as well as locked for good: how she is reached is wanted by nobody now.
    row.write(ring, {}, version)
