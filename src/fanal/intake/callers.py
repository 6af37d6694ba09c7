"""Which of several women of one case called herself: nobody guesses it, somebody says it once.

What was said is a sign of life of hers, written into the case at the hour of the call, with the
call it comes from.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions import entries
from fanal.cases.models import Case, CaseEntry
from fanal.core.casework.answers import NOT_ASKED
from fanal.core.casework.origins import ORIGIN, origin_in
from fanal.core.casework.statements import StatementSource
from fanal.core.journeys.events import Sign
from fanal.database.combined_queries import RowsRead, rows_read
from fanal.intake.models import Signal
from fanal.intake.queries import CALLS_OF_CASE, answers, calls_of, origin_of
from fanal.keys.ring import Ring
from fanal.people.models import Person

SIGN = "sign"


def who_may_have_called(signal: Signal, case: Case, ring: Ring) -> list[Person]:
    """Return of whom it is to be asked: nobody where one alone can have called, somebody else did,
    or it was said already. Raises Locked."""
    if answers(signal, ring)["who_calls"] != StatementSource.HERSELF:
        return []
    adults = _adults(case)
    return adults if len(adults) > 1 and str(signal.id) not in _calls_answered(case, ring) else []


def call_without_caller(case: Case, ring: Ring, read: RowsRead) -> str:
    """The id of the first call of which it is to be said, for the page of the case."""
    calls = [*rows_read(read, CALLS_OF_CASE, lambda: calls_of(case))]
    calls += (
        Signal.objects.filter(state="duplicate", triages__duplicate_of__in=calls) if calls else []
    )
    in_order = (call for call in sorted(calls, key=lambda call: (call.taken_on, call.id)))
    opened = (call for call in in_order if call.try_unseal(ring) is not None)
    return next((str(call.id) for call in opened if who_may_have_called(call, case, ring)), "")


@transaction.atomic
def say_who_called(*, signal: Signal, case: Case, person: Person, by: User, ring: Ring) -> None:
    """Note who called: she was spoken to at the hour of the call; it ends no danger."""
    # Locked before it is asked again: said twice at once it is one sign of life.
    Case.objects.select_for_update().get(id=case.id)
    if person not in who_may_have_called(signal, case, ring):
        return
    origin = origin_of(signal, answers(signal, ring))
    at = origin.at if isinstance(origin.at, datetime) else NOT_ASKED
    entries.add_entry(
        case=case,
        kind=SIGN,
        answers={"sign": Sign.SPOKEN_TO.value, "said_at": at},
        about=person,
        kept={ORIGIN: origin.kept(["sign"])},
        on=signal.taken_on,
        by=by,
        ring=ring,
    )
    detail = {"person": str(person.id)}
    audit.record(act="case.sign", by=by, about=case.id, detail=detail)


def _adults(case: Case) -> list[Person]:
    """Return those who are nobody's child: whom it may be about that she called herself."""
    links = case.concerned.order_by("person__id")
    return [link.person for link in links if link.role != "child"]


def _calls_answered(case: Case, ring: Ring) -> set[str]:
    """The calls of which it was said."""
    rows: Iterable[CaseEntry] = CaseEntry.objects.of_kinds([case.id], SIGN)
    origins = (origin_in(row.try_unseal(ring) or {}) for row in rows)
    return {origin.id for origin in origins if origin}
