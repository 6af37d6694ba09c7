"""A girl with a need, a shelter in the catalogue that two trust, and our own team."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry
from fanal.services.actions import offers, services
from fanal.sharing.actions import referrals, sending
from fanal.sharing.models import Referral
from tests.kept import kept
from tests.sharing.scene import draft
from tests.sharing.scene import scene as sharing_scene

OFFER = {"kind": "emergency_place", "said_by": "the woman at the desk", "places": 2}
DAY = timedelta(days=1)


@kept
def scene(cast):
    """`need`: a place to stay, today. `goal`: hers. `theirs`, `ours`: rows of the catalogue."""
    here = sharing_scene(cast)
    here.need = needs(cast, here.case, "housing", "today")
    here.goal = add_entry(
        case=here.case,
        kind="goal",
        answers={"words": "A door that I lock."},
        **cast.acting(cast.sokha),
    )
    here.theirs = offers.add_offer(
        partner=here.shelter, area=here.area, answers=OFFER, by=cast.sokha
    )
    here.ours = offers.add_offer(
        team=cast.bangkok, area=here.area, answers=OFFER | {"kind": "social_work"}, by=cast.sokha
    )
    return here


def needs(cast, case, domain, urgency, by=None):
    by = by or cast.sokha
    answers = {"domain": domain, "urgency": urgency}
    return add_entry(case=case, kind="need", answers=answers, **cast.acting(by))


def wants(cast, here, kind="emergency_place", need=True, **more):
    return services.want(
        case=here.case,
        person=here.person,
        kind=kind,
        words="With a lock.",
        **cast.acting(cast.sokha),
        need=here.need if need else None,
        area=here.area,
        **more,
    )


def of_ours(cast, here, kind="social_work", **more):
    """Our team was asked for it."""
    made = wants(cast, here, kind, **more)
    services.choose(service=made, offer=here.ours, by=cast.sokha)
    return again(made)


def happens(cast, service, step, words="", by=None, **more):
    by = by or cast.sokha
    service = again(service)
    return services.add_step(
        service=service, step=step, words=words, **cast.acting(by), version=service.version, **more
    )


def again(service):
    return type(service).objects.get(pk=service.pk)


today = timezone.localdate


def page_of(here, name="case", *more):
    return reverse(f"services:{name}", args=[here.case.id, *more])


def asked_of_them(cast, here, send=True, **more):
    """A place to stay, asked of the shelter by a referral."""
    made = wants(cast, here, **more)
    services.choose(service=made, offer=here.theirs, by=cast.sokha)
    referral = draft(cast, here, service="shelter", purpose="receive_documents")
    if send:
        sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    return again(made), Referral.objects.get(pk=referral.pk)


def answers(cast, referral, to, reason=""):
    row = Referral.objects.get(pk=referral.pk)
    referrals.move(referral=row, to=to, **cast.acting(cast.sokha), reason=reason)
