"""Cases in which nothing was written for long, and consents that end soon."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from fanal.cases.models import Case, CaseDays, Consent
from fanal.core.casework.consent import ConsentAnswer
from fanal.core.casework.inactive_cases import QUIET_AFTER

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


def counted_by_days(cases: QuerySet[Case], today: date) -> dict[str, int]:
    """Return how many are quiet, and late: from their days to the cases, since of all cases of a
    team it would look up the days of each. Empty where the days of some were deleted by hand."""
    # A case whose days somebody deleted is then counted by what stands in it, and not passed over.
    if CaseDays.objects.count() < Case.objects.order_by().count():
        return {}
    theirs = CaseDays.objects.filter(Exists(cases.order_by().filter(id=OuterRef("case_id"))))
    silent = today - QUIET_AFTER
    quiet = theirs.filter(last_written__lte=silent, case__opened_on__lte=silent)
    return {"quiet": quiet.count(), "late": theirs.filter(next_due__lt=today).count()}


def ending_consents(cases: QuerySet[Case, CaseIdRow], today: date) -> list[Consent]:
    """Every yes of these cases that stands, ends soon and was not renewed; the first first."""
    soon = today + CONSENT_ENDS_SOON
    theirs = Exists(cases.filter(id=OuterRef("case_id")))  # from the few that end to their cases
    # Of one conversation written twice, the later record alone.
    ending = Consent.objects.filter(theirs, withdrawn_on=None, corrected=None)
    ending = ending.filter(until__gte=today, until__lte=soon).select_related("case")
    rows = [
        consent
        for consent in ending.order_by("until", "id")
        if consent.answer == ConsentAnswer.GIVEN
    ]
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
