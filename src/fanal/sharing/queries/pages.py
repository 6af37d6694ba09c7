"""What the pages of what leaves the house show."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.partners import access as partners
from fanal.people.models import Person
from fanal.sharing.models import Disclosure, Referral


def referrals_for(user: Any) -> QuerySet[Referral]:
    """Referrals of the cases this user may open, those that wait longest first."""
    rows = Referral.objects.filter(case__in=cases.cases_for(user)).defer("sealed")
    return rows.select_related("case", "person", "partner").order_by("due", "id")


def who_has_what(case: Case) -> QuerySet[Disclosure]:
    return case.disclosures.select_related("partner", "person", "by")


def partners_to_ask(user: Any) -> QuerySet[Any]:
    return partners.partners_for(user).filter(merged_into=None)


def people_of(case: Case) -> QuerySet[Person]:
    return Person.objects.filter(cases=case)
