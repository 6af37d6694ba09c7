"""Which legal holds are in force, and the check that nothing under one is erased."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from fanal.authority import completeness
from fanal.cases.models import CasePerson
from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.people.queries import all_files_of
from fanal.retention.models import LegalHold
from fanal.retention.queries.plans import ErasurePlan

WAITS_FOR = timedelta(days=7)  # without a second person


def in_force() -> QuerySet[LegalHold]:
    """Return the holds that were agreed to, or asked for within the week; neither over nor
    lifted."""
    rows = LegalHold.objects.filter(~over_on(timezone.localdate()), ended_on=None)
    return rows.select_related("by", "agreed_by", "person__team", "case__team")


def over_on(day: date) -> Q:
    """Return the condition on a hold that it has ended by itself by that day."""
    return Q(until__lt=day) | Q(agreed_on=None, on__lt=day - WAITS_FOR)


def last_day(row: LegalHold) -> date:
    """Return the last day of a hold that nobody lifts."""
    return row.until if row.agreed_on else min(row.until, row.on + WAITS_FOR)


def waiting() -> QuerySet[LegalHold]:
    """Return the holds that a second person is to agree to, or to lift."""
    return in_force().filter(Q(agreed_on=None) | ~Q(lift_on=None))


def holds_on(files: Iterable[UUID], cases: Iterable[UUID]) -> list[LegalHold]:
    return list(in_force().filter(Q(person__in=list(files)) | Q(case__in=list(cases))))


def is_whole() -> bool:
    return completeness.is_whole(LegalHold)


def must_be_whole() -> None:
    """Raise Refused unless every legal hold is there."""
    # Closed on a fault: a hold that is gone reads exactly like one that never was (ADR 9).
    if not is_whole():
        raise Refused(
            say(
                "A legal hold is gone without an action here: nothing is erased until two people "
                "have certified what is there."
            )
        )


def files_held() -> set[UUID]:
    """Return each file on which there is a hold, with all others of the same person."""
    people = in_force().order_by().exclude(person=None).values_list("person", flat=True)
    return {file for person in people for file in all_files_of(person)}


def must_not_be_held(plan: ErasurePlan, beside: Iterable[UUID]) -> None:
    """Raise Refused where a hold is on what would go, also where one may have been taken away by
    hand.

    `beside`: cases of which single records go: a hold on anybody in them keeps these too.
    """
    must_be_whole()
    for row in holds_on_plan(plan, beside):
        raise Refused(
            say(
                "There is a legal hold on this until {day}: nothing of it is erased.", day=row.until
            )
        )


def holds_on_plan(plan: ErasurePlan, beside: Iterable[UUID]) -> list[LegalHold]:
    """Return the holds on what would go; `beside` as in `must_not_be_held`."""
    return holds_on(plan.files | _files_of_all_in(beside), plan.of)


def _files_of_all_in(cases: Iterable[UUID]) -> frozenset[UUID]:
    people = CasePerson.objects.filter(case__in=list(cases)).order_by()
    known = set(people.values_list("person", flat=True))
    return frozenset(file for one in known for file in all_files_of(one))
