"""What several journeys say of whoever travels: with whom, where, last heard from, next due.

No event of a journey ends a danger: that takes somebody who says so, when, and what changed.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from fanal.accounts.names import names_of_colleagues
from fanal.authority import reading
from fanal.core.casework.statements import (
    CaseStatement,
    Custody,
    StatementQuestion,
    StatementSource,
    WrittenBy,
)
from fanal.core.journeys.ending import last_step
from fanal.core.journeys.events import Event, EventKind, arrived_at, departures
from fanal.core.journeys.planning import RESCUE
from fanal.core.journeys.state import JourneyStage, PersonState, state_of
from fanal.journeys.models import Journey, JourneyCustodian, JourneyEvent
from fanal.journeys.queries.board import rows_of
from fanal.journeys.queries.custodian_names import came_back, named
from fanal.journeys.queries.custodians import custodian_rows
from fanal.journeys.queries.departures import departures as planned
from fanal.journeys.queries.places import legs_of, place_of
from fanal.journeys.queries.signs_from_cases import with_heard
from fanal.journeys.queries.travelling_people import left_words
from fanal.web.days_in_words import date_here


class KnownJourneys:
    """The state of several journeys at one moment."""

    def __init__(self, ids: set[UUID], now: datetime) -> None:
        journeys = list(Journey.objects.filter(id__in=ids))
        self.journeys = {journey.id: journey for journey in journeys}
        self.custodians = {str(row.id): row for row in custodian_rows(frozenset(ids))}
        self.legs = legs_of(ids)
        events: dict[UUID, list[Event]] = {id: [] for id in ids}
        for row in reading.rows_that_count(JourneyEvent.objects.filter(journey__in=ids)):
            events[row.journey_id].append(row.event())
        self.states = {journey.id: state_of(events[journey.id]) for journey in journeys}
        # Of whoever is back, or has not left, what stands in her cases counts: the next sign is
        # asked for after it.
        states = with_heard(
            (self.states[journey.id], journey.ended_on is not None) for journey in journeys
        )
        self.heard = {journey.id: state for journey, state in zip(journeys, states, strict=True)}
        self.tellers = {
            event.id: event.by for of_journey in events.values() for event in of_journey
        }
        self.names = names_of_colleagues()
        followed = [(one, self.heard[one.id]) for one in journeys if one.followed]
        leaves = planned(followed)
        self.due = {
            (journey.id, row.person): row.due
            for journey, state in followed
            for row in rows_of(journey, state, now, leaves=leaves)
        }

    def of(self, journey: UUID, person: str, *, where: bool) -> Iterator[CaseStatement]:
        person_state = self.states[journey].persons.get(person)
        if person_state is None:
            return
        for sign in person_state.signs:
            statement = _statement(
                journey, person, StatementQuestion.SIGN_OF_LIFE, sign.sign, sign.at, sign.event
            )
            by = self.names.get(UUID(self.tellers[sign.event]), "")
            yield replace(statement, said=sign.said, by=by, doubted=sign.doubted)
        for event in self.states[journey].events:
            if event.calls_for_help and person in event.persons:
                yield self._call_for_help(journey, person, event)
        # What counts is proof that she lives; that nobody answered is a sign of nothing.
        heard = _last_proved(self.heard[journey].persons[person])
        ahead = person_state.stage is JourneyStage.IN_PREPARATION
        ended = self.journeys[journey].ended_on is not None
        over = self.asks_no_more(journey, person_state)
        yield replace(self._next_sign(journey, person, heard, ahead=ahead), ended=over)
        if person_state.stage is JourneyStage.LEFT:
            yield self._left(journey, person, person_state)
        else:
            at = self._custody_at(journey, person_state, ended=ended)
            yield self._custodian(journey, person, person_state, at)
            if where and not self._called_off(journey, person_state):
                place, came = self._place(journey, person), self._came_at(journey, person_state)
                said = _statement(journey, person, StatementQuestion.PLACE, place, came or at)
                yield self._planned(journey, person, said) if ahead else said

    def asks_no_more(self, journey: UUID, one: PersonState) -> bool:
        """Whether its end is that of its hours: of one who is back the proofs follow."""
        ended = self.journeys[journey].ended_on is not None
        return ended and one.stage is not JourneyStage.RETURNED

    def who_has_her(
        self, journey: UUID, person: str, teams: Collection[UUID]
    ) -> Iterator[CaseStatement]:
        """Yield who has her and no more: by name where it is one of these teams, else the kind."""
        person_state = self.states[journey].persons.get(person)
        if person_state is None:
            return
        custodian = self.custodians.get(person_state.custodian)
        kind, has_gone = custody_by(custodian), person_state.stage is JourneyStage.LEFT
        # Whom she left, and why, stays on the journey: nobody is known to have her.
        if kind is None or (has_gone and not person_state.stays):
            return
        ended = self.journeys[journey].ended_on is not None
        at = self._custody_at(journey, person_state, ended=ended)
        said = self._custodian(journey, person, person_state, at)
        said = replace(said, about="", by="", given_on=bool(person_state.given_to))
        is_named = custodian is not None and custodian.team_id in teams
        yield said if is_named else replace(said, answer=kind.value, partner="")

    def _custody_at(self, journey: UUID, one: PersonState, *, ended: bool) -> datetime:
        # On the way every proof that she lives says so anew, until it ends; a plan is as old as it
        # is.
        if one.stage is not JourneyStage.ON_THE_WAY:
            # Who had her before she set out has her no more once she is back.
            left = departures(self.states[journey].events, one.person) if one.returned_at else ()
            return max([one.since, *left])
        if ended:
            return max(one.since, last_step(self.states[journey], one.person).at)
        return _last_proved(one)

    def _came_at(self, journey: UUID, one: PersonState) -> datetime | None:
        """Return when she came to where the journey ends. Of who was fetched its last word names
        no place: she may have been given a bed since we took her over."""
        arrived = arrived_at(self.states[journey].events, one.person)
        fetched = self.journeys[journey].kind == RESCUE
        return arrived if fetched else one.returned_at or arrived

    def _next_sign(
        self, journey: UUID, person: str, heard: datetime, *, ahead: bool
    ) -> CaseStatement:
        due = self.due.get((journey, person))
        next_sign = _statement(journey, person, StatementQuestion.NEXT_SIGN, due, heard)
        return self._planned(journey, person, next_sign) if ahead else next_sign

    def _call_for_help(self, journey: UUID, person: str, event: Event) -> CaseStatement:
        statement = _statement(
            journey, person, StatementQuestion.DANGER, True, event.at, f"{event.id}:{person}"
        )
        by = self.names.get(UUID(event.by), "")
        herself = StatementSource.HERSELF
        return replace(statement, said=event.said, by=by, source=herself, by_word=True)

    def _called_off(self, journey: UUID, person_state: PersonState) -> bool:
        """Whether it ended before she left: where she was to leave from was a plan."""
        ended = self.journeys[journey].ended_on is not None
        return ended and person_state.stage is JourneyStage.IN_PREPARATION

    def _left(self, journey: UUID, person: str, person_state: PersonState) -> CaseStatement:
        """Return with whom she stays; or whom she left and why, in the language of the page."""
        at = max(person_state.since, person_state.left_at or person_state.since)
        if person_state.stays:
            return self._custodian(journey, person, person_state, at)
        custodian = self.custodians.get(person_state.custodian)
        words = left_words(person_state, named(custodian, "?"))
        question, custody = StatementQuestion.CUSTODIAN, Custody.HERSELF
        return _statement(journey, person, question, words, at, custody=custody)

    def _custodian(
        self, journey: UUID, person: str, person_state: PersonState, at: datetime
    ) -> CaseStatement:
        custodian = self.custodians.get(person_state.custodian)
        partner = (
            str(custodian.partner_id) if custodian is not None and custodian.partner_id else ""
        )
        label = named(custodian)
        ended = self.journeys[journey].ended_on
        if ended and person_state.stage is JourneyStage.ON_THE_WAY:
            # Nobody follows who has her since: the page of her case must not say it for ever.
            label = _("{who}, when the journey ended ({day})").format(
                who=label, day=date_here(ended)
            )
        statement = _statement(
            journey,
            person,
            StatementQuestion.CUSTODIAN,
            label,
            at,
            partner=partner,
            custody=custody_by(custodian),
        )
        back = came_back(self.journeys[journey].kind, person_state.stage)
        statement = replace(statement, came_back=back, ended=ended is not None)
        if self._only_chosen(journey, person_state, at):
            return self._planned(journey, person, statement)
        return statement

    def _only_chosen(self, journey: UUID, person_state: PersonState, at: datetime) -> bool:
        """Whether nobody took her over or saw her since she was prepared, before the departure."""
        if person_state.stage not in (JourneyStage.IN_PREPARATION, JourneyStage.ON_THE_WAY):
            return False
        left = departures(self.states[journey].events)
        departed = any(at <= person_state.since for at in left)
        return at == person_state.since and len(person_state.held_by) == 1 and not departed

    def _planned(self, journey: UUID, person: str, statement: CaseStatement) -> CaseStatement:
        """Return it as written by who prepared her journey: nobody saw her for that."""
        events = self.states[journey].events
        prepared = (
            one for one in events if one.kind is EventKind.PREPARED and person in one.persons
        )
        by = self.names.get(UUID(next(prepared).by), "")
        return replace(statement, chosen=True, source=StatementSource.NOT_SAID, by=by)

    def _place(self, journey: UUID, person: str) -> str:
        legs = self.legs.get(journey, [])
        return place_of(self.journeys[journey], self.states[journey], person, legs)


def _last_proved(state: PersonState) -> datetime:
    return max([state.since, *(sign.at for sign in state.signs if sign.proves)])


def custody_by(custodian: JourneyCustodian | None) -> Custody | None:
    """Return the kind of custody: one of ours, or a partner. Of whom only a name is known, nobody
    answers for her: a bar where she is locked up stands among the custodians of the journey that is
    to get her out."""
    if custodian is None:
        return None
    if not custodian.known:
        return Custody.NOBODY
    return Custody.PARTNER if custodian.partner_id else Custody.OURS


def _statement(
    journey: UUID,
    person: str,
    question: StatementQuestion,
    answer: object,
    at: datetime,
    id: str = "",
    partner: str = "",
    custody: Custody | None = None,
) -> CaseStatement:
    return CaseStatement(
        id=id or f"{journey}:{person}:{question}",
        question=question,
        answer=answer,
        said=at,
        written=at,
        form=WrittenBy.JOURNEY,
        source=StatementSource.COLLEAGUE,
        about=str(journey),
        partner=partner,
        custody=custody,
    )
