"""One referral is one service: drafted, sent and answered, it moves the service that it asks for.

A referral that was prepared elsewhere begins its own service, so that nothing is asked twice and
nothing that was asked is missing from the list.
"""

from contextlib import suppress
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.coded_facts import actions as facts
from fanal.core.errors import BadInput
from fanal.core.services.after_referral import step_after
from fanal.core.services.history import ServiceStep, last_standing, taking_back
from fanal.core.services.kinds import kind_asked_as
from fanal.core.services.states import EXPECTED, ServiceState
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.services import PartnerService
from fanal.journeys.actions.arrivals import MistakenArrival
from fanal.keys.ring import Ring
from fanal.services.actions.services import begin, follow, keep_step
from fanal.services.models import CaseService, CaseServiceStep
from fanal.services.queries.histories import all_steps, history_of
from fanal.sharing.models import Referral


def drafted(referral: Referral, asked: PartnerService | None, by: User, ring: Ring) -> None:
    """Link a referral to the service that waits for it; there is one after this, and no second."""
    # A file that goes to an authority, or what is only told, asks nobody for a service.
    if referral.kind != "referral" or asked is None:
        return
    service = _that_waits(referral, asked)
    if service is None:
        service = begin(
            case=referral.case,
            person=referral.person,
            kind=kind_asked_as(asked),
            by=by,
            on=referral.made_on,
        )
        service.seal(ring, {"words": "", "notes": {}})
        service.save(force_insert=True)
        audit.record(act="services.added", by=by, about=referral.case_id)
    service.referral, service.partner, service.team = referral, referral.partner, None
    service.area = service.area or referral.area
    # The referral went to another than was chosen in the catalogue: that offer is not hers.
    if service.offer and service.offer.partner_id != referral.partner_id:
        service.offer = None
    service.save(update_fields=["referral", "partner", "team", "area", "offer"])
    facts.code_row(service)


def _that_waits(referral: Referral, asked: PartnerService) -> CaseService | None:
    """What is wanted for her and asked as this: of this partner first, then of nobody yet."""
    # Locked: two referrals drafted at once must not both take the service that waits.
    rows = CaseService.objects.select_for_update().filter(
        case=referral.case_id, person=referral.person_id, referral=None, over_on=None, team=None
    )
    waits = [
        row
        # The newest first: of two of a kind it is the one that somebody has just written.
        for row in rows.order_by("-number")
        if row.stands is ServiceState.WANTED and row.service_kind.described.asks == asked
    ]
    of_partner = [service for service in waits if service.partner_id == referral.partner_id]
    of_nobody = [service for service in waits if service.partner_id is None]
    return next(iter([*of_partner, *of_nobody]), None)


def moved(referral: Referral, to: ReferralState, by: User | None) -> None:
    """Follow a referral that was sent, answered, withdrawn or recalled."""
    service = CaseService.objects.filter(referral=referral).select_related("task", "case").first()
    if service is None:
        return
    # Withdrawn is only what was never sent: what was sent is recalled, which is a step.
    if to is ReferralState.WITHDRAWN:
        _free(service)
        return
    step = step_after(to, history_of(service), timezone.localdate())
    if step is not None:
        follow(service, step, by)


def came_to(person: UUID, partner: UUID, on: date, by: User) -> None:
    """Begin the place that a partner was asked for, once it has confirmed on a journey that she
    came to it: nobody is asked anew whether the first visit happened."""
    rows = CaseService.objects.filter(person=person, partner=partner, over_on=None)
    for service in rows.select_related("task", "case").order_by("id"):
        steps = history_of(service)
        place = service.service_kind.described.asks is PartnerService.SHELTER
        # Of a day before what was said last, a person says how it came.
        if place and service.stands in EXPECTED and steps[-1].on <= on:
            # A partner that is dangerous by now is a question for a person, and no reason to lose
            # the arrival.
            with suppress(BadInput):
                follow(service, ServiceStep(ServiceState.BEGUN, on), by)


def never_came(mistaken: MistakenArrival, by: User) -> None:
    """Take back that a place began with an arrival that was a mistake: it is asked again whether
    she came. What somebody wrote of it herself, or since, stands."""
    rows = CaseService.objects.filter(person=mistaken.person, partner=mistaken.partner)
    for service in rows.select_related("task", "case").order_by("id"):
        steps = all_steps(service)
        number = last_standing(steps)
        if number is not None and _is_of_arrival(service, number, mistaken):
            today = timezone.localdate()
            keep_step(service, taking_back(steps, today), by, today)
            audit.record(act="services.taken_back", by=by, about=service.case_id)


def _is_of_arrival(service: CaseService, number: int, mistaken: MistakenArrival) -> bool:
    row = CaseServiceStep.objects.get(service=service, number=number)
    step = row.step()
    by_arrival = (row.on, row.made_by_id) == (mistaken.on, mistaken.told_by) and not step.said_by
    place = service.service_kind.described.asks is PartnerService.SHELTER
    return place and by_arrival and step.state is ServiceState.BEGUN


def _free(service: CaseService) -> None:
    """What was never sent asked nobody: the service waits for somebody again."""
    service.referral, service.partner, service.offer = None, None, None
    service.save(update_fields=["referral", "partner", "offer"])
    facts.code_row(service)
