"""Words of journeys in templates."""

from datetime import date, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext

from fanal.absences.reachable import responsible
from fanal.accounts.models import User
from fanal.core.journeys.board import BoardRow, Colour
from fanal.core.journeys.ending import to_leave
from fanal.core.journeys.state import JourneyStage
from fanal.core.words import labels
from fanal.journeys import words
from fanal.journeys.models import Journey
from fanal.journeys.numbers import number_of
from fanal.journeys.queries.custodian_names import came_back, last_with
from fanal.journeys.queries.in_danger import in_danger
from fanal.journeys.queries.journey import JourneyPage
from fanal.journeys.queries.not_received import confirmed
from fanal.web.typing import Context
from fanal.web.words import spoken, translated

register = template.Library()
register.filter(confirmed)
register.filter(in_danger)
register.filter(to_leave)
register.filter("stage_words", spoken(labels(JourneyStage)))
register.filter("journey_kind", spoken(words.KINDS))
register.filter("number_of", number_of)
register.filter("paper_words", spoken(words.PAPERS))


@register.filter
def moment(value: datetime | date | None) -> str:
    """Day and time of day, short; the day alone where nobody knows the hour. A board has few
    different ones: each is written once."""
    return "" if value is None else _moment_words(value, get_language() or "")


@lru_cache(maxsize=4096)
def _moment_words(value: datetime | date, language: str) -> str:
    if not isinstance(value, datetime):
        return date_format(value, "SHORT_DATE_FORMAT")
    return date_format(localtime(value), "SHORT_DATETIME_FORMAT")


@register.filter
def people_words(n: int) -> str:
    return ngettext("{n} person", "{n} people", n).format(n=n)


@register.filter
def country_name(code: str) -> str:
    """The name of a country written down by its code; anything else as it stands."""
    try:
        territories = Locale.parse(get_language() or "en", sep="-").territories
    except (UnknownLocaleError, ValueError):
        territories = Locale("en").territories
    return str(territories.get(code.upper(), code))


@register.filter
def with_her(row: BoardRow, seen: JourneyPage) -> str:
    """Return who has her, or had her last on the way where she is back since."""
    name = seen.labels.get(row.custodian, "")
    return last_with(name) if name and came_back(seen.journey.kind, row.stage) else name


@register.filter
def who_leads(journey: Journey, reader: User) -> str:
    """Return who leads it, and whom to call where nobody is to call her."""
    return responsible(journey.lead, journey.team, reader=reader)


@register.inclusion_tag("journeys/danger.html")
def travellers_in_danger(journey: Journey) -> Context:
    """Shown wherever somebody of this journey is given or taken over."""
    return {"people": in_danger(journey)}


@register.filter
def colour_words(colour: Colour) -> str:
    return translated(colour.label)


@register.filter
def called(key: str, labels: dict[str, str]) -> str:
    """The label of an id, for instance `row.custodian|called:seen.labels`."""
    return labels.get(key, "")
