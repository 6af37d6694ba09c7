"""What she needs from somebody else, and what a partner offers of it.

A worker chooses the service. What the gate asks of the partner, and which part of the file is told
for it, follow from the service and are never wider than it: data minimisation (ICRC Handbook on
Data Protection in Humanitarian Action, 2020, 2.5.4).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fanal.core.trust.grounds import Effect, GateGround
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import LabelledEnum, say


class PartnerService(LabelledEnum):
    SHELTER = "shelter", say("A place to stay")
    GET_OUT = "get_out", say("Get her out")
    MEDICAL = "medical", say("Medical care")
    LEGAL = "legal", say("Legal help")
    INTERPRETER = "interpreter", say("An interpreter")
    PAPERS = "papers", say("Papers")
    FAMILY = "family", say("Find her family")
    SCHOOL_OR_WORK = "school_or_work", say("School or work")
    RETURN = "return", say("Return to her country")
    PAYMENT = "payment", say("Pay for something")
    OTHER = "other", say("Something else")


@dataclass(frozen=True, slots=True)
class ServiceTerms:
    """`purpose`: what the gate asks of the partner. `tells`: what goes out unless more is chosen.
    `types`: kinds of bodies that offer it by what they are."""

    purpose: PartnerPurpose
    tells: frozenset[DataClass] = frozenset({DataClass.EXISTENCE})
    types: frozenset[str] = frozenset()


def _terms(purpose: PartnerPurpose, *tells: DataClass, types: str = "") -> ServiceTerms:
    return ServiceTerms(purpose, frozenset({DataClass.EXISTENCE, *tells}), frozenset(types.split()))


SERVICES: Mapping[PartnerService, ServiceTerms] = {
    PartnerService.SHELTER: _terms(PartnerPurpose.HOLD_THE_PERSON, types="shelter"),
    PartnerService.GET_OUT: _terms(
        PartnerPurpose.HOLD_THE_PERSON, DataClass.WHEREABOUTS, types="police immigration"
    ),
    PartnerService.MEDICAL: _terms(
        PartnerPurpose.RECEIVE_DOCUMENTS, DataClass.MEDICAL, types="hospital"
    ),
    PartnerService.LEGAL: _terms(PartnerPurpose.RECEIVE_DOCUMENTS, DataClass.LEGAL),
    PartnerService.INTERPRETER: _terms(PartnerPurpose.KNOW_IDENTITY),
    PartnerService.PAPERS: _terms(
        PartnerPurpose.RECEIVE_DOCUMENTS, DataClass.IDENTITY, types="embassy immigration"
    ),
    PartnerService.FAMILY: _terms(PartnerPurpose.TRACE_FAMILY, DataClass.IDENTITY),
    PartnerService.SCHOOL_OR_WORK: _terms(PartnerPurpose.KNOW_IDENTITY),
    PartnerService.RETURN: _terms(
        PartnerPurpose.ESCORT, DataClass.IDENTITY, types="embassy international_organisation"
    ),
    PartnerService.PAYMENT: _terms(PartnerPurpose.BE_PAID),
    PartnerService.OTHER: _terms(PartnerPurpose.KNOW_A_CASE_EXISTS),
}
# What no partner lists among its offers.
ANYBODY = frozenset({PartnerService.PAYMENT, PartnerService.OTHER})
PLACE_HOLDS = timedelta(days=1)  # a free bed of the day before yesterday is no free bed


@dataclass(frozen=True, slots=True)
class PartnerCapacity:
    """What a partner can do, as far as somebody asked. Empty or None: not known.

    `ages`: the youngest and the oldest it takes. `places`: free ones, as said on `said_on`.
    """

    services: frozenset[PartnerService] = frozenset()
    sexes: frozenset[str] = frozenset()
    ages: tuple[int | None, int | None] = (None, None)
    places: int | None = None
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class ServiceAsked:
    """A service for a person. `age`: an interval; `sex`: "female", "male"; None, "": not known."""

    service: PartnerService
    age: tuple[int, int] | None = None
    sex: str = ""


def capacity_grounds(
    capacity: PartnerCapacity, type: str, asked: ServiceAsked, today: date
) -> tuple[GateGround, ...]:
    """Return what speaks for and against a partner of this type for this person. What is not known
    is something to find out, and never a no."""
    return (
        *_service(capacity, type, asked),
        *_places(capacity, asked, today),
        *_ages(capacity, asked),
        *_sexes(capacity, asked),
    )


def offers(capacity: PartnerCapacity, type: str, service: PartnerService) -> bool | None:
    """Whether a partner offers a service; None where that is not known."""
    if service in ANYBODY or service in capacity.services:
        return True
    if capacity.services:
        return False
    return True if type in SERVICES[service].types else None


def _service(capacity: PartnerCapacity, type: str, asked: ServiceAsked) -> Iterator[GateGround]:
    words = {"service": asked.service.label}
    found = offers(capacity, type, asked.service)
    if found is None:
        sentence = say("Whether they offer this is not known: {service}.", **words)
        yield GateGround("service_not_on_file", Effect.NOT_ON_FILE, sentence)
    elif not found:
        yield GateGround("service_not_offered", Effect.BLOCK, say("They do not offer this."))
    elif asked.service not in ANYBODY:
        yield GateGround("service_offered", Effect.IN_FAVOUR, say("Offers: {service}", **words))


def _places(capacity: PartnerCapacity, asked: ServiceAsked, today: date) -> Iterator[GateGround]:
    if asked.service is not PartnerService.SHELTER:
        return
    n, day = capacity.places, capacity.said_on
    if n is None or day is None:
        sentence = say("Whether a place is free is not known.")
        yield GateGround("places_not_on_file", Effect.NOT_ON_FILE, sentence)
    elif today - day > PLACE_HOLDS:
        sentence = say("Places free on {day}: {n}. Ask again.", day=day, n=n)
        yield GateGround("places_not_on_file", Effect.NOT_ON_FILE, sentence)
    elif n == 0:
        yield GateGround("no_place", Effect.BLOCK, say("No place is free, said on {day}.", day=day))
    else:
        sentence = say("Places free: {n}, said on {day}", n=n, day=day)
        yield GateGround("place_free", Effect.IN_FAVOUR, sentence)


def _ages(capacity: PartnerCapacity, asked: ServiceAsked) -> Iterator[GateGround]:
    low, high = capacity.ages
    if asked.age is None or (low is None and high is None):
        return
    youngest, oldest = asked.age
    words = {"low": 0 if low is None else low, "high": 120 if high is None else high}
    if oldest < words["low"] or youngest > words["high"]:
        sentence = say("Takes ages {low} to {high} only.", **words)
        yield GateGround("not_her_age", Effect.BLOCK, sentence)
    elif youngest < words["low"] or oldest > words["high"]:
        sentence = say("Takes ages {low} to {high}: she may be of another age.", **words)
        yield GateGround("maybe_not_her_age", Effect.NOT_ON_FILE, sentence)
    else:
        yield GateGround("her_age", Effect.IN_FAVOUR, say("Takes ages {low} to {high}", **words))


SEX_SAYS = {"female": say("Takes women or girls"), "male": say("Takes men or boys")}
SEX_REFUSED = {"female": say("Takes no women or girls."), "male": say("Takes no men or boys.")}


def _sexes(capacity: PartnerCapacity, asked: ServiceAsked) -> Iterator[GateGround]:
    if not capacity.sexes or asked.sex not in SEX_SAYS:
        return
    if asked.sex in capacity.sexes:
        yield GateGround("her_sex", Effect.IN_FAVOUR, SEX_SAYS[asked.sex])
    else:
        yield GateGround("not_her_sex", Effect.BLOCK, SEX_REFUSED[asked.sex])
