"""A house with one of everything in Bangkok, in a state in which every form is offered."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import consents, entries, stages
from fanal.cases.actions.emergencies import break_glass
from fanal.cases.models import SectionMark
from fanal.core.casework.sections import Section
from fanal.core.services.history import ServiceStep
from fanal.core.services.states import ServiceState
from fanal.intake.actions import take_signal
from fanal.journeys.actions import handovers, plans, preparing
from fanal.partners.actions import areas
from fanal.services.actions.services import add_step, choose, want
from fanal.sharing.actions import partner_files, rules, sending
from tests import clock, files
from tests.files import WHY
from tests.sharing.scene import CLASSES, draft, scene
from tests.sharing.transfers import agreed, offer, propose, told_case


def build(cast):
    """`case` is Sokha's with a part granted to the lawyer, `closed` is closed."""
    here = scene(cast)
    by, ring = cast.sokha, here.ring
    here.second = areas.add_area(code="LA", name="Laos", kind="country", by=by)
    here.signals = [
        take_signal(team=cast.bangkok, answers={"where": f"Kolok {n}"}, by=by) for n in range(6)
    ]
    SectionMark.objects.create(case=here.case, section=Section.NEEDS, waiting_for="embassy")
    here.legal = entries.add_entry(
        case=here.case, kind="legal", answers={"matter": "a complaint"}, by=by, ring=ring
    )
    files.let_in_lawyer(cast, here.case)
    _send(cast, here)
    _travel(cast, here)
    here.ready, here.closed = _closable(cast), _closable(cast)
    here.two = files.case(cast, people=[files.person(cast), files.person(cast)])
    closure = stages.ask_closure(
        case=here.closed, reason="safe_and_independent", words="She said so.", by=by, ring=ring
    )
    stages.agree_closure(closure=closure, **cast.acting(cast.noi), version=here.closed.version)
    with clock.moved(-timedelta(hours=30)):
        here.broken = break_glass(case=here.case, reason=WHY, by=cast.kham)
    here.moving, here.vientiane = told_case(cast).case, cast.vientiane
    here.transfer = offer(cast, told_case(cast))
    here.asked, here.record = propose(cast, told_case(cast)), agreed(cast, told_case(cast))
    here.way, here.giver, here.receiver = _on_the_way(cast)
    here.told = _told_of(cast, here)
    here.service = _asked_of_us(cast, here)
    here.begun = _begun(cast, here)
    return here


def _asked_of_us(cast, here):
    """A service that our own team was asked for: what was saved of it can be taken back."""
    # For the second of the two: the first is taken off the case.
    service = want(
        case=here.two,
        person=here.two.people.last(),
        kind="social_work",
        words="",
        by=cast.sokha,
        ring=here.ring,
    )
    choose(service=service, team=cast.bangkok, by=cast.sokha)
    return service


def _begun(cast, here):
    """A service that began: how it ended is asked."""
    service = _asked_of_us(cast, here)
    step = ServiceStep(ServiceState.BEGUN, timezone.localdate())
    add_step(service=service, step=step, version=service.version, by=cast.sokha, ring=here.ring)
    return service


def _send(cast, here):
    rules.approve(case=here.case, partner=here.shelter, classes=CLASSES, by=cast.noi)
    here.referral = draft(cast, here)
    sending.send(referral=here.referral, channel="print", by=cast.sokha, ring=here.ring)
    here.waiting = draft(cast, here)
    here.file = partner_files.open_partner_file(
        case=here.case,
        person=here.person,
        partner=here.shelter,
        fields=["safety"],
        agreed_on=timezone.localdate(),
        by=cast.sokha,
    )


def _travel(cast, here):
    here.journey = files.journey(cast)
    for label in ("Team", "Escort"):
        here.custodian = plans.add_custodian(
            journey=here.journey, label=label, team=cast.bangkok, by=cast.sokha
        )
    plans.add_custodian(journey=here.journey, label="Her aunt", by=cast.sokha)  # only a name
    case, by = files.case(cast), {"journey": here.journey, "by": cast.sokha}
    giver, receiver = (
        custodian for custodian in here.journey.custodians.all() if custodian.team == cast.bangkok
    )
    preparing.prepare(person=case.people.get(), case=case, custodian=giver, **by)
    handovers.give(giver=giver, receiver=receiver, persons=case.people.all(), count=1, **by)


def _on_the_way(cast):
    """A journey on which nobody waits to be received, so that somebody can be given."""
    way = files.journey(cast)
    giver, receiver = (
        plans.add_custodian(journey=way, label=label, team=cast.bangkok, by=cast.sokha)
        for label in ("Team", "Escort")
    )
    case = files.case(cast)
    preparing.prepare(
        person=case.people.get(), case=case, custodian=giver, journey=way, by=cast.sokha
    )
    return way, giver, receiver


def _told_of(cast, here):
    """A case of which the shelter may know, and with which no record is kept yet."""
    case = files.case(cast)
    consents.record_consent(
        case=case,
        person=case.people.get(),
        purpose="referral",
        answer="given",
        partner=here.shelter.id,
        by=cast.sokha,
        ring=here.ring,
    )
    return case


def _closable(cast):
    case = files.case(cast)
    write = {"case": case, **cast.acting(cast.sokha)}
    entries.add_entry(kind="safety", answers={"danger_now": False}, **write)
    consents.record_consent(person=case.people.get(), purpose="care", answer="refused", **write)
    return case


def typed_first(here):
    """Pages of forms that are refused once others were typed into: she is in danger, nobody may be
    told any more. (who, address), in this order.
    """
    return [
        ("sokha", reverse("cases:close", args=[here.ready.pk])),
        ("noi", reverse("cases:drop", args=[here.ready.pk])),
        ("sokha", reverse("journeys:give", args=[here.way.pk])),
        ("sokha", reverse("sharing:new_partner_file", args=[here.told.pk])),
        ("sokha", reverse("sharing:refer_start", args=[here.case.pk])),
        ("sokha", reverse("sharing:refer_send", args=[here.case.pk, here.shelter.pk])),
    ]


def doors(here):
    """Pages from which every other is reached."""
    decisions = zip(("aside", "duplicate", "addition", "case"), here.signals, strict=False)
    return [
        *(reverse(f"intake:{name}", args=[signal.pk]) for name, signal in decisions),
        reverse("cases:off", args=[here.two.pk, here.two.people.first().pk]),
        reverse("services:take_back", args=[here.two.pk, here.service.pk]),
        reverse("services:ended", args=[here.two.pk, here.begun.pk]),
        "/",
        reverse("journeys:journey", args=[here.journey.pk]),
        reverse("journeys:keep_certificate", args=[here.case.pk]),
        reverse("cases:close", args=[here.ready.pk]),
        reverse("cases:reopen", args=[here.closed.pk]),
        reverse("cases:case", args=[here.case.pk]),
        reverse("sharing:referral", args=[here.referral.pk]),
        reverse("sharing:answer", args=[here.referral.pk]),
        reverse("sharing:offer", args=[here.moving.pk, here.vientiane.pk]),
        reverse("sharing:transfer", args=[here.transfer.pk]),
        reverse("sharing:shared", args=[here.record.pk]),
        reverse("sharing:partner_file", args=[here.file.pk]),
        reverse("identification:case", args=[here.case.pk]),
        reverse("cases:reviews"),
    ]
