"""The go / no-go list: what is missing of it, and whether two people go on without."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from fanal.absences.queries import AgreedAbsence, absence_today, absences_between
from fanal.accounts.models import User
from fanal.core.calendars.intervals import lies_within
from fanal.core.casework.consent import NO
from fanal.core.journeys.custody import CustodyReason
from fanal.core.journeys.leaving import left_without_go
from fanal.core.journeys.planning import (
    BORDERS,
    COMES_TO_US,
    DERIVED,
    QUESTIONS,
    GoNoGoItem,
    LegTrouble,
    PlannedLeg,
    asked_of,
    borders_of,
    item_of,
    leg_troubles,
    no_go,
)
from fanal.core.journeys.state import JourneyStage, state_of
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.core.words import Sentence, say
from fanal.journeys.models import GoAnswer, Journey, Leg
from fanal.journeys.queries.custodians import legs_of
from fanal.journeys.queries.custody import CustodyFacts
from fanal.journeys.queries.destination_warnings import AgainstHome, against_homes
from fanal.journeys.queries.events import events_of
from fanal.journeys.queries.planned_custody import of_whole_journey
from fanal.journeys.queries.travel_consents import TravellerConsent
from fanal.partners.models import Area
from fanal.web.places import area_name


@dataclass(frozen=True)
class GoNoGoLine:
    """One item of the list. `derived`: read from the register, and ticked by nobody."""

    item: str
    sentence: Sentence
    yes: bool | None
    derived: bool

    @property
    def missing(self) -> Sentence:
        """The sentence of what is not yes."""
        if self.yes is False:
            return say("No: {what}", what=self.sentence)
        return say("Not known: {what}", what=self.sentence)


@dataclass(frozen=True)
class Go:
    """The state of the list. `missing`: what is not yes; `legs`: what is wrong with them;
    `consents`: of each who goes, where hers stands; `warnings`: what speaks against where they go;
    `absent`: who of ours goes along and is away then. `decided`: two go on all the same."""

    lines: tuple[GoNoGoLine, ...]
    missing: tuple[str, ...]
    legs: tuple[Sentence, ...]
    consents: tuple[TravellerConsent, ...]
    decided: bool
    warnings: tuple[AgainstHome, ...] = ()
    absent: tuple[Sentence, ...] = ()

    @property
    def done(self) -> tuple[GoNoGoLine, ...]:
        return tuple(line for line in self.lines if line.yes is True)

    @property
    def open(self) -> tuple[GoNoGoLine, ...]:
        return tuple(line for line in self.lines if line.yes is not True)

    @property
    def homes(self) -> tuple[Sentence, ...]:
        return tuple(warning.what for warning in self.warnings)

    @property
    def lacking(self) -> tuple[TravellerConsent, ...]:
        """The consents that are not yet enough, or are a no: those first."""
        not_allowing = (consent for consent in self.consents if not consent.said.allows)
        return tuple(sorted(not_allowing, key=lambda one: (not one.said.her_no, one.who.code)))

    @property
    def lacking_cases(self) -> set[UUID]:
        return {consent.who.case for consent in self.lacking}

    @property
    def said_no(self) -> tuple[TravellerConsent, ...]:
        return tuple(consent for consent in self.consents if consent.said.her_no)

    @property
    def against(self) -> tuple[Sentence, ...]:
        """All that stands against leaving: of consent, what is missing of whom."""
        items = (line.missing for line in self.lines if line.item in self._items)
        return (
            *(consent.sentence for consent in self.lacking),
            *items,
            *self.legs,
            *self.homes,
            *self.absent,
        )

    @property
    def _items(self) -> tuple[str, ...]:
        """What is not yes, but for what is said person by person."""
        shown_otherwise = {GoNoGoItem.CONSENT_ON_RECORD} if self.lacking else set()
        return tuple(item for item in self.missing if item not in shown_otherwise)

    @property
    def keys(self) -> frozenset[str]:
        """What two people decide on who let somebody leave all the same."""
        trouble = left_without_go(self._items)
        items = trouble.keys if trouble else frozenset()
        legs = {f"{CustodyReason.NO_GO}:leg:{leg}" for leg in self.legs}
        homes = {f"{CustodyReason.NO_GO}:home:{home}" for home in self.homes}
        absent = {f"{CustodyReason.NO_GO}:absent:{sentence}" for sentence in self.absent}
        return items.union(legs, homes, absent, *(consent.keys for consent in self.lacking))

    @property
    def clear(self) -> bool:
        return not (self.missing or self.legs or self.homes or self.absent)

    @property
    def may_leave(self) -> bool:
        return self.clear or self.decided


@dataclass(frozen=True)
class GivenAnswer:
    """One item as it was answered before they left, by whom and on which day; None: by nobody."""

    sentence: Sentence
    answer: GoAnswer | None


def answers_given(journey: Journey) -> list[GivenAnswer]:
    """Return the answers to what somebody ticks; what is read from the register is no
    answer of that day."""
    by_item = {answer.item: answer for answer in journey.answers.select_related("by")}
    borders = borders_of(legs_of([journey.id]).get(journey.id, ()))
    # With what was answered of a border that is no longer on the way: it is the record of that
    # day.
    asked = {*asked_of(journey.kind, len(borders)), *by_item} - set(DERIVED)
    words = in_words(borders)
    return [
        GivenAnswer(words[question], by_item.get(question))
        for question in QUESTIONS
        if question in asked
    ]


def go_of(
    journey: Journey, now: datetime, seen_by: User | None = None, leaving: Collection[str] = ()
) -> Go:
    """Return the sum of what has to be known before anybody leaves; without a reader, from all on
    file. `leaving`: who does, where not everybody who is on the journey."""
    asked = CustodyFacts([journey], now, seen_by)
    # Who went her own way before keeps none of the others from leaving.
    gone = () if leaving else _gone(journey)
    consents = tuple(
        consent
        for consent in asked.consents([journey])
        if (whose := str(consent.who.person)) not in gone and (not leaving or whose in leaving)
    )
    answers = dict(asked.file.answers.get(journey.id, {})) | {
        GoNoGoItem.RECEIVING_HANDS_TRUSTED: _trusted(asked, journey),
        GoNoGoItem.CONSENT_ON_RECORD: _consented(consents),
    }
    way = asked.file.legs.get(journey.id, [])
    borders = borders_of(way)
    words = in_words(borders)
    lines = tuple(
        GoNoGoLine(item, words[item], answers.get(item), item in DERIVED)
        for item in asked_of(journey.kind, len(borders))
    )
    legs = tuple(trouble.sentence for trouble in troubles_of_legs(way))
    covered = asked.file.covered.get((journey.id, ""), frozenset())
    goes = [(journey, consent.who.person) for consent in consents]
    warnings = tuple(against_homes(goes))
    away = absent_escorts(journey, now.date()).values()
    absent = tuple(dict.fromkeys(absence.sentence for each in away for absence in each))
    missing = no_go(answers, journey.kind, len(borders))
    go = Go(lines, missing, legs, consents, False, warnings, absent)
    return replace(go, decided=bool(go.keys) and go.keys <= covered)


def _consented(consents: Collection[TravellerConsent]) -> bool | None:
    """Whether everybody said yes who has to; None while that of somebody is missing."""
    if any(consent.said.her_no or consent.said.state in NO for consent in consents):
        return False
    return (all(consent.said.allows for consent in consents) and bool(consents)) or None


def _trusted(asked: CustodyFacts, journey: Journey) -> bool | None:
    """Whether all who take over may; None while nobody is to take in somebody who goes."""
    by_custodian = of_whole_journey(asked, journey)
    troubles = [trouble for each in by_custodian.values() for trouble in each]
    if any(not one.decided and one.reason is not CustodyReason.NOT_ASKED for one in troubles):
        return False
    takes_in = {
        custodian
        for custodian in by_custodian
        if asked.file.custodians[custodian].purpose is PartnerPurpose.HOLD_THE_PERSON
    }
    if journey.kind in COMES_TO_US:
        return bool(takes_in) or None
    # Whoever has her and is to take her nowhere but to themselves hands her to nobody.
    state = state_of(events_of(journey.happenings.all())[journey.id])
    with_whom = {one.custodian for one in state.persons.values()} or {""}
    return all(takes_in - {custodian} for custodian in with_whom) or None


def in_words(borders: list[PlannedLeg]) -> dict[str, Sentence]:
    """Return each question in words; those about a border that is planned with its
    place and day."""
    ids = {area_id for leg in borders for area_id in (leg.start, leg.end, leg.crossing) if area_id}
    names = (
        {str(area.id): area_name(area) for area in Area.objects.filter(id__in=ids)} if ids else {}
    )
    places = [_border(leg, names) for leg in borders]
    some, beyond = places[: len(BORDERS) - 1], places[len(BORDERS) - 1 :]
    shown = [*some, *([", ".join(beyond)] if beyond else [])]
    asked = {
        key: say("The crossing is open that day: {place}", place=border)
        for key, border in zip(BORDERS, shown, strict=False)
    }
    return {question: item_of(question).label for question in QUESTIONS} | asked


def _border(leg: PlannedLeg, names: dict[str, str]) -> str:
    place = names.get(leg.crossing) or f"{names.get(leg.start, '?')} → {names.get(leg.end, '?')}"
    return f"{place}, {date_format(timezone.localtime(leg.leaves), 'SHORT_DATE_FORMAT')}"


def troubles_of_legs(legs: list[PlannedLeg]) -> Iterator[LegTrouble]:
    """Yield what is wrong with these legs, with crossings by their names."""
    named = {leg.crossing for leg in legs if leg.crossing}
    areas = {str(area.id): area for area in Area.objects.filter(id__in=named)} if named else {}
    for trouble in leg_troubles(legs, lambda area, at: _open(areas[area], at)):
        values = trouble.sentence.values
        if "crossing" in values:
            name = areas[values["crossing"]].name
            trouble = trouble._replace(
                sentence=Sentence(trouble.sentence.template, {"crossing": name})
            )
        yield trouble


def _gone(journey: Journey) -> set[str]:
    state = state_of(events_of(journey.happenings.all())[journey.id])
    return {one.person for one in state.persons.values() if one.stage is JourneyStage.LEFT}


def _open(crossing: Area, at: datetime) -> bool:
    return lies_within(timezone.localdate(at), crossing.valid_from, crossing.valid_until)


# Who of ours is to go along on a journey, or leads it, and is away then as was agreed.
def absent_lead(journey: Journey, today: date) -> AgreedAbsence | None:
    """Return the absence of its lead, today or on a day of it that is still to come;
    None if there is none."""
    if not journey.followed:
        return None
    first, last = _days(journey, journey.legs.all(), today)
    away = absences_between(first, last).get(journey.lead_id)
    return away or absence_today(journey.lead_id)


def absent_escorts(journey: Journey, today: date) -> dict[UUID, list[AgreedAbsence]]:
    """Return by custodian the absences of our colleagues on a day on which these have somebody."""
    absences: dict[UUID, list[AgreedAbsence]] = {}
    if journey.ended_on is not None:
        return absences
    legs = list(journey.legs.all())
    for custodian in journey.custodians.all():
        theirs = [leg for leg in legs if leg.hands_id == custodian.id]
        away = absences_between(*_days(journey, theirs, today))
        if absent := [away[user_id] for user_id in custodian.colleagues_ids if user_id in away]:
            absences[custodian.id] = absent
    return absences


def _days(journey: Journey, legs: Iterable[Leg], today: date) -> tuple[date, date]:
    """Return the first and the last day of these legs, of which those that are over count no more;
    without any, that on which the journey begins."""
    days = [hour.date() for leg in legs for hour in leg.hours] or [journey.starts_on]
    return max(min(days), today), max(*days, today)
