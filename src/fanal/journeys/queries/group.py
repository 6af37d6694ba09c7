"""One sheet for a group: for one partner, and only with those of whom that partner may know.

The gate is asked of every person. Whom the partner may know by code stands there by code; who may
only be known to exist is one more in the count; of all others the sheet does not say that they are.
Every number of the sheet is over those whom it may tell.

And its reconciliation: how many at each step, and who is missing between two.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.core.journeys.events import EventKind
from fanal.core.journeys.reconcile import CountColumn, columns, counts_by, gaps
from fanal.core.journeys.sheet import check_ins, counted, meets, passings
from fanal.core.journeys.state import JourneyStage
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import Sentence
from fanal.journeys.models import Journey, JourneyCustodian, Leg, Paper, Traveller
from fanal.journeys.numbers import number_of
from fanal.journeys.queries import journey as queries
from fanal.journeys.queries.custodians import leg_as_core
from fanal.journeys.queries.journey import JourneyPage
from fanal.partners.models import Area, Partner
from fanal.sealed.references import with_rows
from fanal.sharing import access as sharing

BY_CODE = (DataClass.EXISTENCE, DataClass.WHEREABOUTS)
COUNTED = (DataClass.EXISTENCE,)
Asked = list[tuple[Traveller, sharing.GateAnswer]]


@dataclass(frozen=True)
class TravellerPapers:
    """Somebody who stands there by code, and which custodian holds which of her papers."""

    code: str
    papers: list[tuple[str, JourneyCustodian | None]]


@dataclass(frozen=True)
class HandOver:
    """A hand-over on the sheet. A side is None where the reader does not meet them. Numbers are
    over those told."""

    giver: JourneyCustodian | None
    receiver: JourneyCustodian | None
    area: Area | None
    at: datetime
    given: int | None
    received: int | None


@dataclass(frozen=True)
class GroupSheet:
    """The sheet of a group. `by_code` and `only_counted` go out; `kept_back` is for
    our own eyes."""

    journey: Journey
    partner: Partner
    by_code: Asked
    only_counted: Asked
    kept_back: Asked
    people: list[TravellerPapers]
    legs: list[tuple[Leg, JourneyCustodian | None]]
    hand_overs: list[HandOver]
    calls: tuple[datetime, ...]
    phones: list[JourneyCustodian]

    @property
    def told(self) -> int:
        return len(self.by_code) + len(self.only_counted)

    @property
    def why_kept_back(self) -> list[tuple[tuple[Sentence, ...], list[str]]]:
        """The codes of those kept back, by what stands against them."""
        by_reasons: dict[tuple[Sentence, ...], list[str]] = {}
        for traveller, answer in self.kept_back:
            code = traveller.person.code_name
            by_reasons.setdefault(tuple(answer.sentences), []).append(code)
        return list(by_reasons.items())


def group_sheet(
    *, journey: Journey, user: User, partner: Partner, area: Area | None, now: datetime
) -> GroupSheet:
    """Ask the gate of everybody who travels, in a constant number of queries."""
    page = queries.seen(journey, now)
    by_code, only_counted, kept_back = _asked_about(page, user, partner, area)
    told_of = [str(traveller.person_id) for traveller, _answer in (*by_code, *only_counted)]
    shown = _Shown(page, partner, told_of)
    return GroupSheet(
        journey=journey,
        partner=partner,
        by_code=by_code,
        only_counted=only_counted,
        kept_back=kept_back,
        people=_people([traveller for traveller, _answer in by_code], shown),
        legs=[(leg, shown.custodian(str(leg.hands_id))) for leg in shown.way],
        hand_overs=shown.hand_overs(),
        calls=check_ins(shown.legs, timedelta(hours=journey.every_hours)),
        phones=[
            custodian
            for custodian in shown.known.values()
            if number_of(custodian) and shown.custodian(str(custodian.id))
        ],
    )


def cases_together(journey: Journey, user: User) -> list[Case]:
    """Return the cases of those who travel that `user` may open."""
    travel = Traveller.objects.filter(journey=journey).order_by()
    return list(cases.cases_for(user).filter(id__in=travel.values("case")).order_by("id"))


def _asked_about(
    page: queries.JourneyPage, user: User, partner: Partner, area: Area | None
) -> tuple[Asked, Asked, Asked]:
    """Return the travellers in three lists: told by code, only counted, not told at all. A case
    that `user` may not open is not asked of."""
    left = {
        person.person for person in page.state.persons.values() if person.stage is JourneyStage.LEFT
    }
    travel = [
        traveller
        for traveller in page.journey.travellers.select_related("person", "case")
        .filter(case__in=cases.cases_for(user))
        .order_by("id")
        if str(traveller.person_id) not in left
    ]

    def ask(
        travellers: list[Traveller], classes: Collection[DataClass], purpose: PartnerPurpose
    ) -> Asked:
        pairs = [(traveller.case, traveller.person) for traveller in travellers]
        answers = sharing.may_disclose_each(
            pairs, partner=partner, classes=classes, purpose=purpose, by=user, area=area
        )
        return list(zip(travellers, answers, strict=True))

    whole = ask(travel, BY_CODE, PartnerPurpose.ESCORT)
    not_by_code = [traveller for traveller, answer in whole if not answer.allowed]
    # Asked a second time for less: a number of people tells nobody who they are.
    light = ask(not_by_code, COUNTED, PartnerPurpose.KNOW_A_CASE_EXISTS)
    only_counted = [(traveller, answer) for traveller, answer in light if answer.allowed]
    known = {traveller.id for traveller, answer in (*whole, *light) if answer.allowed}
    return (
        [(traveller, answer) for traveller, answer in whole if answer.allowed],
        only_counted,
        [(traveller, answer) for traveller, answer in whole if traveller.id not in known],
    )


class _Shown:
    """The way, with the custodians that the reader is or meets; the others are not told of."""

    def __init__(
        self, page: queries.JourneyPage, partner: Partner, told_of: Collection[str]
    ) -> None:
        self.events, self.told = page.state.events, frozenset(told_of)
        self.way = queries.legs(page.journey)
        self.legs = [leg_as_core(leg) for leg in self.way]
        at_the_start = {
            e.custodian
            for e in self.events
            if e.kind is EventKind.PREPARED and e.persons & self.told
        }
        self.passings = passings(self.legs, at_the_start)
        self.known = {
            str(row.id): row for row in with_rows(page.journey.custodians.all(), "partner")
        }
        own = {key for key, custodian in self.known.items() if custodian.partner_id == partner.id}
        # A partner knows those it meets at a hand-over; the rest of the way is not its to know.
        self.near = meets(own, self.passings) | own

    def custodian(self, key: str) -> JourneyCustodian | None:
        return self.known.get(key) if key in self.near else None

    def hand_overs(self) -> list[HandOver]:
        areas = {str(area.id): area for area in self._areas()}
        return [
            HandOver(
                self.custodian(passing.giver),
                self.custodian(passing.receiver),
                areas.get(passing.area),
                passing.at,
                *counted(self.events, passing, self.told),
            )
            for passing in self.passings
        ]

    def _areas(self) -> Iterable[Area]:
        for leg in self.way:
            yield from (leg.start, leg.end)


def _people(travellers: Collection[Traveller], shown: _Shown) -> list[TravellerPapers]:
    papers: dict[UUID, list[tuple[str, JourneyCustodian | None]]] = {
        traveller.id: [] for traveller in travellers
    }
    for row in Paper.objects.filter(traveller__in=list(papers)):
        papers[row.traveller_id].append((row.kind, shown.custodian(str(row.held_by_id))))
    people = [
        TravellerPapers(traveller.person.code_name, papers[traveller.id])
        for traveller in travellers
    ]
    return sorted(people, key=lambda somebody: somebody.code)


@dataclass(frozen=True)
class JourneyCounts:
    columns: list[tuple[Sentence, int]]
    gaps: list[tuple[Sentence, Sentence, list[tuple[str, str]]]]
    by_nationality: list[tuple[str, list[tuple[Sentence, int]]]]


def reconciliation(found: JourneyPage) -> JourneyCounts:
    """Return the reconciliation of a group: numbers by column, and who is missing between two."""
    # From events alone, and never from a stored number: a count that is edited would hide the one
    # who is missing.
    by_column = columns(found.state)
    nationality = {str(row.person_id): row.nationality for row in found.journey.travellers.all()}
    groups = counts_by(found.state, nationality)
    return JourneyCounts(
        [(column.label, len(by_column[column])) for column in CountColumn],
        [
            (gap.before.label, gap.after.label, found.people(gap.persons))
            for gap in gaps(found.state)
        ],
        [
            (name, [(column.label, row[column]) for column in CountColumn])
            for name, row in groups.items()
        ],
    )
