"""What is known before a referral asks it: from her file, from her case, from the last time."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.known_language import known_language
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.codes import worst_in
from fanal.core.calendars import AgeInterval
from fanal.core.calendars.ages import ADULT_AT, minority
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.present import DangerState
from fanal.core.law.case import Sex
from fanal.core.sealing.compartments import IDENTITY, NARRATIVE, WHEREABOUTS, Compartment
from fanal.core.trust.services import SERVICES, PartnerService, ServiceAsked
from fanal.core.trust.situation import ServiceNeed
from fanal.core.trust.travel_facts import CostOfLeaving, DangerToUs, Going, LawfulGround
from fanal.core.trust.vocabulary import DataClass, Urgency
from fanal.keys.ring import Ring
from fanal.partners.languages import language_codes, language_names
from fanal.partners.models import Area
from fanal.people.models import Person
from fanal.people.own_words import country_code, sex_of
from fanal.people.queries import ages, described
from fanal.people.related_cases import codes_of_people
from fanal.sharing.models import Referral
from fanal.web.templatetags.fanal import colon
from fanal.web.words import translated


@dataclass(frozen=True)
class KnownOfHer:
    """What of her a partner would have to fit, as far as the reader may open it."""

    age: AgeInterval | None = None
    sex: Sex = Sex.UNKNOWN
    languages: str = ""
    citizenship: str = ""

    @property
    def years(self) -> tuple[int, int] | None:
        return (self.age.youngest, self.age.oldest) if self.age else None

    @property
    def is_child(self) -> bool:
        """A child until shown otherwise."""
        return self.age is None or self.age.youngest < ADULT_AT

    def asks(self, service: PartnerService) -> ServiceAsked:
        sex = self.sex.value if self.sex in (Sex.FEMALE, Sex.MALE) else ""
        return ServiceAsked(service, self.years, sex)

    def _girl_or_woman(self) -> str:
        # As our own pages say it: who reads “woman” looks for no guardian (`people.described`).
        if self.age is None:
            return {Sex.FEMALE: _("woman or girl"), Sex.MALE: _("man or boy")}.get(self.sex, "")
        child = minority(self.age).protected_as_child
        return {
            Sex.FEMALE: _("girl") if child else _("woman"),
            Sex.MALE: _("boy") if child else _("man"),
        }.get(self.sex, "")

    def words(self) -> list[str]:
        """Who she is to somebody who has to make room for her, without a name."""
        who = self._girl_or_woman()
        age = translated(self.age.sentence()) if self.age else ""
        return [word for word in (who, age, self.speaks) if word]

    @property
    def speaks(self) -> str:
        names = language_names(self.languages)
        return _("speaks {languages}").format(languages=names) if names else ""


def known_of(person: Person, case: Case, user: User, ring: Ring) -> KnownOfHer:
    if IDENTITY not in cases.compartments_for(user, case):
        return KnownOfHer(languages=_said_elsewhere(person, case, user, ring))
    cases.opened(user, case, IDENTITY, ring=ring)
    details = described([person.id], ring).get(person.id, {})
    spoken, nation = details.get("languages"), details.get("citizenship")
    return KnownOfHer(
        ages([person], ring, timezone.localdate())[person.id],
        sex_of(details.get("gender")),
        (language_codes(spoken) if isinstance(spoken, str) else "")
        or _said_elsewhere(person, case, user, ring),
        country_code(nation) if isinstance(nation, str) else "",
    )


def _said_elsewhere(person: Person, case: Case, user: User, ring: Ring) -> str:
    """The language in which she was heard or asked, where her own file names none."""
    return language_codes(known_language(case, user, ring, person))


def going_of(case: Case, user: User, ring: Ring) -> Going:
    """What was found out before our own people go. What nobody asked of the cost of leaving her
    there is read from her state: in danger, what is done to her goes on."""
    answers = _last_answers(case, "going", NARRATIVE, user, ring)
    if not answers.get("if_she_stays") and worst_in(case).counts_as_danger:
        answers["if_she_stays"] = CostOfLeaving.HARM_GOES_ON
    ground = answers.get("ground")
    return Going(
        LawfulGround(ground) if ground else None,
        DangerToUs(answers.get("danger_to_us") or DangerToUs.NOT_KNOWN),
        cost=CostOfLeaving(answers.get("if_she_stays") or CostOfLeaving.NOT_KNOWN),
    )


def _last_answers(
    case: Case, kind: str, part: Compartment, user: User, ring: Ring
) -> dict[str, str]:
    """The answers of the last entry of a kind, as far as this reader may open it."""
    if part not in cases.compartments_for(user, case):
        return {}
    last = CaseEntry.objects.of_kinds([case.id], kind).order_by("-number").first()
    data = (last.try_unseal(ring) if last else None) or {}
    if data:
        # What a form proposes was read as well: the journal says that it was opened.
        cases.opened(user, case, part, ring=ring)
    answers = {name: load(value) for name, value in data.items()}
    return {name: str(value) for name, value in answers.items() if is_value(value)}


def for_start(case: Case, people: Iterable[Person], user: User, ring: Ring) -> dict[str, object]:
    """Return where it was for the last time, else where she is; now where she is in danger."""
    last = Referral.objects.filter(case=case).order_by("-made_on", "id").first()
    area = last.area if last and last.area else where_she_is(case, user, ring)
    danger = any(state.counts_as_danger for state in _states(people))
    return {"area": area.name if area else "", "urgency": Urgency.NOW if danger else Urgency.DAYS}


def where_she_is(case: Case, user: User, ring: Ring) -> Area | None:
    """The smallest area on file that the place names where she is now."""
    place = _last_answers(case, "whereabouts", WHEREABOUTS, user, ring).get("place")
    if not place:
        return None
    words = place.casefold()
    named = [
        area for area in Area.objects.filter(valid_until=None) if area.name.casefold() in words
    ]
    return min(named, key=lambda area: SIZES.index(area.kind), default=None)


SIZES = ("crossing", "district", "province", "country")


def needed_text(service: PartnerService, known: KnownOfHer) -> str:
    """What a partner is asked, to be changed: no more of her than the service lets be known."""
    words = translated(service.label)
    need = ServiceNeed(frozenset({SERVICES[service].purpose}))
    who = ", ".join(known.words()) if DataClass.IDENTITY in need.told else ""
    if service is PartnerService.MEDICAL:
        who = who or known.speaks  # whoever examines her finds an interpreter before she comes
    return f"{words}{colon()} {who}." if who else f"{words}."


def _states(people: Iterable[Person]) -> list[DangerState]:
    return list(codes_of_people([person.id for person in people]).values())
