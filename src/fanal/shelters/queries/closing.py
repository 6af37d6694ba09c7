"""A bed that keeps a case in sight when it is to be closed; what keeps a shelter open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.words import Sentence, say
from fanal.shelters import access
from fanal.shelters.asking_access import waiting_in
from fanal.shelters.models import BedRequest, Belonging, Incident, Shelter, ShelterStay
from fanal.shelters.queries.told import unread_for_leads
from fanal.shelters.staff_access import staff_of

OF_CASE = "shelters:case"  # where a stay is ended and a request taken back


def stays_still_open(case: Case, _user: User, _now: datetime) -> Iterator[StillOpen]:
    if n := ShelterStay.objects.filter(case=case, over_on=None).count():
        yield StillOpen(OpenEnd.SERVICE, say("beds in our shelters: {n}", n=n), at=OF_CASE)
    if n := BedRequest.objects.filter(case=case, answered_on=None).count():
        says = say("requests for a bed that wait for an answer: {n}", n=n)
        yield StillOpen(OpenEnd.SERVICE, says, at=OF_CASE)


def left_in(shelter: Shelter) -> list[Sentence]:
    """Why it cannot be closed yet, in the order in which it is settled: numbers alone, also for who
    knows none of the residents."""
    found = (
        (
            say("People who have a bed in it: {n}. Write where each of them goes."),
            ShelterStay.objects.filter(shelter=shelter, over_on=None).count(),
        ),
        (
            say("Requests for a bed that wait for an answer: {n}. Answer each of them."),
            BedRequest.objects.filter(shelter=shelter, answered_on=None).count(),
        ),
        (
            say("Things that are kept in it for somebody: {n}. Give each of them back."),
            kept_in(shelter).count(),
        ),
        (
            say("Incidents that no lead has read: {n}. Read each of them."),
            len(unread_in(shelter)),
        ),
        (
            say("Colleagues who work in it: {n}. Say of each that they work there no more."),
            len(staff_of(shelter)),
        ),
    )
    return [Sentence(one.template, {"n": n}) for one, n in found if n]


def kept_in(shelter: Shelter) -> QuerySet[Belonging]:
    return Belonging.objects.filter(stay__shelter=shelter, given_back_on=None)


def unread_in(shelter: Shelter) -> list[Incident]:
    return unread_for_leads(Incident.objects.filter(shelter=shelter))


@dataclass(frozen=True)
class LeftInShelter:
    """By name what `why` counts: of those of whom the reader may know."""

    why: list[Sentence]
    stays: list[ShelterStay]
    asked: list[BedRequest]
    kept: list[Belonging]
    unread: bool
    staff: list[User]


def shown_left(shelter: Shelter, user: User) -> LeftInShelter:
    """For whoever leads it: each with the page on which it is settled."""
    known = access.stays_of(user).order_by().values("id")
    kept = kept_in(shelter).filter(stay__in=known).select_related("stay__person")
    return LeftInShelter(
        left_in(shelter),
        list(access.stays_in(user, shelter)),
        list(waiting_in(user, shelter)),
        list(kept),
        bool(unread_in(shelter)),
        staff_of(shelter),
    )
