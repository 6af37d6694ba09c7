"""Closings, disputed states and emergency openings in the list of what waits for a second."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.access import broken_glass_to_review
from fanal.cases.deciding import carers_to_agree, closures_to_agree, states_to_decide
from fanal.web.decisions import WaitingRequest


def closures(user: User) -> Iterator[WaitingRequest]:
    for row in closures_to_agree(user):
        page = reverse("cases:agree", args=[row.case_id])
        yield WaitingRequest(row.id, page, row.asked_on, row.asked_by, about=row.case)


def carers(user: User) -> Iterator[WaitingRequest]:
    """Who is to answer for a child."""
    for row in carers_to_agree(user):
        page = reverse("cases:agree_carer", args=[row.case_id, row.id])
        yield WaitingRequest(row.id, page, row.on, row.first, about=row.person)


def states(user: User) -> Iterator[WaitingRequest]:
    """Two answers on whether she is in danger: until a lead decides it counts as danger."""
    for row, since in states_to_decide(user):
        page = reverse("cases:decide", args=[row.case_id, row.person_id])
        yield WaitingRequest(row.id, page, since, about=row.person, urgent=True)


def openings(user: User) -> Iterator[WaitingRequest]:
    """Emergency openings that nobody has looked at since."""
    rows = broken_glass_to_review(user).filter(reviewed_on=None).select_related("case", "user")
    for row in rows.order_by("at", "id"):
        page = reverse("cases:review", args=[row.id])
        yield WaitingRequest(row.id, page, timezone.localdate(row.at), row.user, about=row.case)


def how_many_openings(user: User) -> int:
    return broken_glass_to_review(user).filter(reviewed_on=None).count()
