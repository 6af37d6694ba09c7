"""What holds in the countries that matter for her: where she is seen, and where it happened."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from fanal.accounts.models import User
from fanal.core.care.country_rules import (
    CountryAnswer,
    CountryRule,
    answers_of,
    windows_in,
    with_own,
)
from fanal.core.care.windows import ActTime, MedicalWindow, WindowLeft, windows_left
from fanal.core.words import Sentence, say
from fanal.web import time_zones

SEEN, HAPPENED = say("where she is seen"), say("where it happened")


@dataclass(frozen=True)
class RulesOfCountry:
    """The rules of one country. `why`: what the country is to her."""

    country: str
    why: list[Sentence]
    answers: list[CountryAnswer]

    @property
    def has_windows(self) -> bool:
        return any(rule.hours for answer in self.answers for rule in answer.rules)


def rules() -> tuple[CountryRule, ...]:
    """Return our rules, and those that the organisation wrote into a file of its own."""
    return with_own(settings.CARE_RULES)


def countries_of(to: User, act: ActTime | None) -> list[tuple[str, list[Sentence]]]:
    """The country of the health worker's office, and that of the act where it is known."""
    countries = [(to.office.country, [SEEN])]
    country = time_zones.country_of(str(act.earliest.tzinfo)) if act else ""
    # One country under two reasons, not the same rules twice.
    if country == countries[0][0]:
        return [(country, [SEEN, HAPPENED])]
    return [*countries, (country, [HAPPENED])] if country else countries


def rules_of(to: User, act: ActTime | None) -> list[RulesOfCountry]:
    """Return what holds in each country that matters. `to`: the health worker who sees her."""
    rules_by_country = rules()
    return [
        RulesOfCountry(country, why, answers_of(country, rules_by_country))
        for country, why in countries_of(to, act)
    ]


def windows_for(to: User, act: ActTime | None) -> tuple[MedicalWindow, ...]:
    return windows_in([country for country, _why in countries_of(to, act)], rules())


def hours_left(to: User, act: ActTime | None, now: datetime) -> list[WindowLeft]:
    """Return the windows with their hours: only for who keeps care files."""
    return windows_left(act, now, windows_for(to, act)) if act else []


def rules_there(country: str) -> dict[str, object]:
    """Return windows by their length, and rules, for a page on which nobody has said when it
    happened."""
    rules_by_country = rules()
    return {
        "windows": windows_in([country], rules_by_country),
        "rules": [RulesOfCountry(country, [SEEN], answers_of(country, rules_by_country))],
    }
