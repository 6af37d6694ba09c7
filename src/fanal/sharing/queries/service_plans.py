"""What was chosen on the first page of a referral, kept as a draft of whoever writes it until it is
prepared: sealed to her alone (`fanal.keys.drafts`), so that no address and no row names it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from fanal.cases.models import Case
from fanal.core.journeys.certificates import RANDOM_BYTES, code_from
from fanal.core.trust.services import SERVICES, PartnerService, ServiceTerms
from fanal.core.trust.vocabulary import Urgency
from fanal.keys import drafts
from fanal.keys.ring import Ring
from fanal.partners.models import Area, Partner
from fanal.people.models import Person
from fanal.sharing.forms import referrals
from fanal.sharing.queries import pages

WORKING_DAYS = {Urgency.NOW: 1, Urgency.DAYS: 3, Urgency.PLANNED: 10}  # for an answer
FIELDS = ("person", "service", "area", "urgency")


@dataclass(frozen=True)
class ServicePlan:
    """A plan that `person` needs `service` in `area`."""

    draft: UUID
    person: Person
    service: PartnerService
    area: Area
    urgency: Urgency

    def receipt(self, partner: Partner) -> str:
        """The code that this partner reads back: made before anything goes, so that the preview
        is what goes. Nobody can guess it who has not the secret of this server."""
        plain = f"{self.draft}|{partner.id}"
        mark = salted_hmac("fanal.sharing.receipt", plain, algorithm="sha256")
        return code_from(mark.digest()[:RANDOM_BYTES])

    @property
    def terms(self) -> ServiceTerms:
        return SERVICES[self.service]

    @property
    def answer_within(self) -> int:
        return WORKING_DAYS[self.urgency]


def keep(case: Case, ring: Ring, chosen: Mapping[str, str]) -> None:
    fields = [(name, chosen.get(name, "")) for name in FIELDS]
    title = " · ".join([_("What does she need from somebody else?"), case.code_name])
    drafts.put(ring, address(case), title, fields)


def plan_of(case: Case, ring: Ring) -> ServicePlan | None:
    """The choice that waits, if it still is one."""
    waiting = drafts.of_form(ring, address(case))
    if waiting is None:
        return None
    data = QueryDict(mutable=True)
    data.update(dict(waiting.fields))
    form = referrals.ReferStartForm(data, people=pages.people_of(case))
    return ServicePlan(waiting.draft.id, **form.cleaned_data) if form.is_valid() else None


def done(case: Case, ring: Ring) -> None:
    drafts.take(ring, address(case))


def address(case: Case) -> str:
    return reverse("sharing:refer_start", args=[case.id])
