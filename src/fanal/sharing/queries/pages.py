"""What the pages of what leaves the house show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.trust.consent import OVERRIDE_LASTS
from fanal.core.trust.referrals import State
from fanal.core.trust.transfers import Offer
from fanal.partners import access as partners
from fanal.people.models import Person
from fanal.sharing.access import transfers_for
from fanal.sharing.models import Disclosure, Override, PartnerFile, Referral


def referrals_for(user: Any) -> QuerySet[Referral]:
    """Referrals of the cases this user may open, those that wait longest first; `opens`: what is
    asked too, which is part of her story."""
    told = cases.cases_with(user, NARRATIVE).order_by().filter(id=OuterRef("case"))
    rows = Referral.objects.filter(case__in=cases.cases_for(user)).defer("sealed")
    rows = rows.annotate(opens=Exists(told))
    return rows.select_related("case", "person", "partner").order_by("due", "id")


def waiting(user: Any) -> int:
    """The number beside the menu: who was asked and stands between two hands. Offers that this
    user has to answer, and partners who did not answer until it is written down how it went on.
    """
    mine = user.teams.all() if user.may(Permission.LEAD_CASES) else ()  # a lead answers
    offers = transfers_for(user).filter(state=Offer.OFFERED, receiving__in=mine)
    unanswered = referrals_for(user).filter(state=State.EXPIRED, opens=True)
    return offers.order_by().values("id").union(unanswered.order_by().values("id")).count()


def who_has_what(case: Case) -> QuerySet[Disclosure]:
    return case.disclosures.select_related("partner", "person", "by")


def partner_files_for(user: Any) -> QuerySet[PartnerFile]:
    """The two-country files with partners that are running, of the cases of this user's teams."""
    ours = cases.cases_for(user).filter(team__in=user.teams.all())
    rows = PartnerFile.objects.filter(ended_on=None, case__in=ours.order_by().values("id"))
    return rows.select_related("case", "person", "partner")


def overridden_now(case: Case, now: datetime) -> list[tuple[Override, datetime]]:
    """What two people tell without her consent, while it holds, and until when."""
    rows = case.overrides.filter(at__gt=now - OVERRIDE_LASTS, at__lte=now)
    found = rows.select_related("partner", "team", "first", "second")
    return [(row, row.at + OVERRIDE_LASTS) for row in found if row.at]


def partners_to_ask(user: Any) -> QuerySet[Any]:
    return partners.partners_for(user).filter(merged_into=None)


def people_of(case: Case) -> QuerySet[Person]:
    return Person.objects.filter(cases=case)
