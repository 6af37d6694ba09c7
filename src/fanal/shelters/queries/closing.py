"""A bed that keeps a case in sight when it is to be closed; what keeps a shelter open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from fanal.absences.reachable import with_absences
from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.roles import Permission
from fanal.core.shelters.door_keys import DoorKey
from fanal.core.shelters.stays import StayState
from fanal.core.words import Sentence, say
from fanal.shelters import access
from fanal.shelters.asking_access import waiting_in
from fanal.shelters.models import BedRequest, Belonging, Incident, Shelter, ShelterStay
from fanal.shelters.queries.alert_recipients import leads_of, unread_for_leads
from fanal.shelters.staff_access import staff_of

OF_CASE = "shelters:case"  # where a stay is ended and a request taken back


def stays_still_open(case: Case, _user: User, now: datetime) -> Iterator[StillOpen]:
    stays = list(ShelterStay.objects.filter(case=case, over_on=None).order_by().defer("sealed"))
    if any(stay.stands is StayState.MISSING for stay in stays):
        yield StillOpen(OpenEnd.MISSING, say("not seen at the count of a shelter"), at=OF_CASE)
    if any(stay.is_late_back(now.date()) for stay in stays):
        yield StillOpen(OpenEnd.MISSING, say("was to be back in a shelter by now"), at=OF_CASE)
    if n := len(stays):
        yield StillOpen(OpenEnd.SERVICE, say("beds in our shelters: {n}", n=n), at=OF_CASE)
    if n := BedRequest.objects.filter(case=case, answered_on=None).count():
        says = say("requests for a bed that wait for an answer: {n}", n=n)
        yield StillOpen(OpenEnd.SERVICE, says, at=OF_CASE)


def left_in(shelter: Shelter) -> list[Sentence]:
    """Return why it cannot be closed yet, in the order in which it is settled: numbers alone, for a
    director who knows none of the residents; and last who can settle all of it."""
    left = _Left.all_of(shelter)
    if not (why := left.sentences()):
        return []
    who = ", ".join(with_absences(who_settles(shelter)))
    return [*why, say("{who} can settle it.", who=who)] if who else why


def who_settles(shelter: Shelter) -> list[User]:
    """Return those of its leads and its staff, else of its team, who may know of everybody in it:
    whoever asks that it is closed may be kept out of the file of one."""
    left = _Left.all_of(shelter).people()
    first = {user.pk: user for user in (*leads_of(shelter), *staff_of(shelter))}
    # Only where nobody of these may know of everybody in it.
    team = User.objects.who_may(Permission.WORK_CASES).filter(teams=shelter.team)
    for able in (first.values(), team.order_by("display_name")):
        if knowing_all := [user for user in able if _Left.seen_by(user, shelter).people() == left]:
            return knowing_all
    return []


def kept_in(shelter: Shelter) -> QuerySet[Belonging]:
    return Belonging.objects.filter(stay__shelter=shelter, given_back_on=None)


@dataclass(frozen=True)
class _Left:
    """The rows that keep a shelter open."""

    stays: list[ShelterStay]
    asked: list[BedRequest]
    kept: list[Belonging]
    unread: list[Incident]
    keys: list[DoorKey]
    staff: list[User]

    @classmethod
    def all_of(cls, shelter: Shelter) -> _Left:
        return cls(
            list(ShelterStay.objects.filter(shelter=shelter, over_on=None)),
            list(BedRequest.objects.filter(shelter=shelter, answered_on=None)),
            list(kept_in(shelter)),
            # What the only lead wrote herself nobody can read in her place; it keeps nothing open.
            unread_for_leads(Incident.objects.filter(shelter=shelter)),
            shelter.door_keys,
            staff_of(shelter),
        )

    @classmethod
    def seen_by(cls, user: User, shelter: Shelter) -> _Left:
        """What no conflict closes to this user: the rest looks like what is not there."""
        known = access.stays_of(user).order_by().values("id")
        belongings = kept_in(shelter).filter(stay__in=known).select_related("stay__person")
        return cls(
            list(access.stays_in(user, shelter)),
            list(waiting_in(user, shelter)),
            list(belongings),
            unread_for_leads(access.incidents_in(user, shelter)),
            shelter.door_keys,
            staff_of(shelter),
        )

    def people(self) -> set[UUID]:
        """Return the ids of all rows that are about somebody."""
        rows = (*self.stays, *self.asked, *self.kept, *self.unread)
        return {row.pk for row in rows}

    def sentences(self) -> list[Sentence]:
        counted = (
            (say("People who have a bed in it: {n}. Write where each of them goes."), self.stays),
            (
                say("Requests for a bed that wait for an answer: {n}. Answer each of them."),
                self.asked,
            ),
            (
                say("Things that are kept in it for somebody: {n}. Give each of them back."),
                self.kept,
            ),
            (say("Incidents that no lead has read: {n}. Read each of them."), self.unread),
            (
                say("Keys of its door that somebody has: {n}. Have each of them given back."),
                self.keys,
            ),
            (
                say("Colleagues who work in it: {n}. Say of each that they no longer work there."),
                self.staff,
            ),
        )
        return [Sentence(sentence.template, {"n": len(rows)}) for sentence, rows in counted if rows]


@dataclass(frozen=True)
class LeftInShelter:
    """What `why` counts, by name: of those of whom the reader may know."""

    why: list[Sentence]
    stays: list[ShelterStay]
    asked: list[BedRequest]
    kept: list[Belonging]
    unread: bool
    keys: list[DoorKey]
    staff: list[User]


def shown_left(shelter: Shelter, user: User) -> LeftInShelter:
    """Return what is left for whoever leads it: each with the page on which it is settled."""
    seen = _Left.seen_by(user, shelter)
    return LeftInShelter(
        seen.sentences(),
        seen.stays,
        seen.asked,
        seen.kept,
        bool(seen.unread),
        seen.keys,
        seen.staff,
    )
