"""The steps of services as the rules read them: what was taken back is not among them."""

from uuid import UUID

from django.db.models import QuerySet

from fanal.accounts.models import Team
from fanal.core.services.after_referral import follows_from
from fanal.core.services.history import ServiceStep, steps_that_hold
from fanal.core.trust.referrals import ReferralState
from fanal.partners.models import Partner
from fanal.services.models import CaseService, CaseServiceStep, ServiceOffer


def read_history(service: CaseService) -> list[ServiceStep]:
    """Return the steps in order; of a service read with its steps (`access.services_of`) without a
    query."""
    return steps_that_hold([step.step() for step in service.steps.all()])


def history_of(service: CaseService) -> list[ServiceStep]:
    """Return the steps as they stand now, whatever was read before."""
    return steps_that_hold(all_steps(service))


def all_steps(service: CaseService) -> list[ServiceStep]:
    """Return all steps as they are on file now, with what was taken back and what took it back."""
    rows = CaseServiceStep.objects.filter(service=service.pk).order_by("number")
    return [row.step() for row in rows]


def follows_from_referral(service: CaseService, step: ServiceStep) -> bool:
    """Whether what the partner answered says the same, so that a mistake is put right there."""
    referral = service.referral
    return referral is not None and follows_from(ReferralState(referral.state), step)


# Who was chosen as the one that gives a service.
def giver_named(
    chosen: str, partners: QuerySet[Partner], teams: QuerySet[Team]
) -> tuple[Partner | None, Team | None]:
    """Return the partner or the team that was chosen. `chosen`: "partner:…" or "team:…", as the
    form offered it."""
    which, _colon, key = chosen.partition(":")
    if which == "partner":
        return partners.filter(id=UUID(key)).first(), None
    return None, teams.filter(pk=UUID(key)).first()


def giver_name(row: CaseService | ServiceOffer) -> str:
    """Return the name of the partner or team that gives it; empty where neither does."""
    if row.partner:
        return row.partner.name
    return row.team.name if row.team else ""
