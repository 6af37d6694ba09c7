"""Cases in which nothing was written for long, and consents that end soon."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from fanal.cases.models import Case, CaseDays, Consent
from fanal.core.casework.consent import ConsentAnswer
from fanal.core.casework.inactive_cases import QUIET_AFTER
from fanal.database.conditions import RowCondition
from fanal.database.kept_questions import Given, Kept

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

CONSENT_ENDS_SOON = timedelta(days=30)


class CaseIdRow(TypedDict):
    id: UUID


class Days(TypedDict):
    written: date
    due: date | None


type CaseWithDays = WithAnnotations[Case, Days]


def with_days(cases: QuerySet[Case]) -> QuerySet[CaseWithDays]:
    """Return the cases with the last day on which something was written in each, and the next one
    that is due, as they are kept (`CaseDays`)."""
    written = Greatest(Coalesce(F("days__last_written"), F("opened_on")), F("opened_on"))
    return cases.annotate(written=written, due=F("days__next_due"))


def went_quiet(cases: QuerySet[Case], today: date) -> QuerySet[CaseWithDays]:
    """Return those of these cases in which nothing was written for long."""
    return with_days(cases).filter(written__lte=today - QUIET_AFTER)


def counted_by_days(may_open: RowCondition, today: date) -> dict[str, int]:
    """Return how many of the open cases that somebody may open are quiet, and late: from their days
    to the cases, since of all cases of a team it would look up the days of each. Empty where the
    days of some were deleted by hand."""
    # A case whose days somebody deleted is then counted by what stands in it, and not passed over.
    if EVERY_DAYS.number() < EVERY_CASE.number():
        return {}
    quiet = QUIET.number(may_open, silent=today - QUIET_AFTER)
    return {"quiet": quiet, "late": LATE.number(may_open, today=today)}


def _of_open_cases(may_open: RowCondition) -> QuerySet[CaseDays]:
    open_to_her = Case.objects.order_by().filter(may_open, closed=False)
    return CaseDays.objects.filter(Exists(open_to_her.filter(id=OuterRef("case_id")))).order_by()


def _quiet(may_open: RowCondition) -> QuerySet[CaseDays, UUID]:
    silent = Given("silent", CaseDays, "last_written")
    rows = _of_open_cases(may_open).filter(last_written__lte=silent, case__opened_on__lte=silent)
    return rows.values_list("case", flat=True)


def _late(may_open: RowCondition) -> QuerySet[CaseDays, UUID]:
    rows = _of_open_cases(may_open).filter(next_due__lt=Given("today", CaseDays, "next_due"))
    return rows.values_list("case", flat=True)


QUIET, LATE = Kept(_quiet), Kept(_late)
EVERY_DAYS = Kept(lambda: CaseDays.objects.order_by().values_list("pk", flat=True))
EVERY_CASE = Kept(lambda: Case.objects.order_by().values_list("pk", flat=True))


def ending_consents(cases: QuerySet[Case, CaseIdRow], today: date) -> list[Consent]:
    """Every yes of these cases that stands, ends soon and was not renewed; the first first."""
    soon = today + CONSENT_ENDS_SOON
    return _not_renewed(_ending(cases, today, soon), soon)


def consents_ending(may_open: RowCondition, today: date) -> list[Consent]:
    """Return the same of the open cases that somebody may open."""
    soon = today + CONSENT_ENDS_SOON
    return _not_renewed(ENDING.ask(may_open, today=today, soon=soon), soon)


def _ending(
    cases: QuerySet[Case, CaseIdRow], today: date | Given, soon: date | Given
) -> QuerySet[Consent]:
    theirs = Exists(cases.filter(id=OuterRef("case_id")))  # from the few that end to their cases
    # Of one conversation written twice, the later record alone.
    rows = Consent.objects.filter(theirs, withdrawn_on=None, corrected=None)
    rows = rows.filter(until__gte=today, until__lte=soon).select_related("case")
    return rows.order_by("until", "id")


def _ending_in_open_cases(may_open: RowCondition) -> QuerySet[Consent]:
    cases = Case.objects.order_by().filter(may_open, closed=False).values("id")
    return _ending(cases, Given("today", Consent, "until"), Given("soon", Consent, "until"))


ENDING = Kept(_ending_in_open_cases)


def _not_renewed(ending: Iterable[Consent], soon: date) -> list[Consent]:
    rows = [consent for consent in ending if consent.answer == ConsentAnswer.GIVEN]
    renewed = _renewed({row.case_id for row in rows}, soon) if rows else {}
    return [row for row in rows if renewed.get(_about(row), date.min) <= row.on]


def _renewed(cases: set[UUID], soon: date) -> dict[object, date]:
    """What was said last of the same that goes on longer."""
    after = Consent.objects.filter(case__in=cases, withdrawn_on=None)
    last_day: dict[object, date] = {}
    for consent in after.filter(Q(until=None) | Q(until__gt=soon)):
        last_day[_about(consent)] = max(consent.on, last_day.get(_about(consent), consent.on))
    return last_day


def _about(consent: Consent) -> object:
    return consent.case_id, consent.person_id, consent.purpose, consent.data_class, consent.partner
