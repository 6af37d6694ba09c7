"""The time zones to choose from, by the towns they are named after: IANA names, as Babel lists them
with their countries (Unicode CLDR)."""

from collections.abc import Mapping

from babel.core import get_global
from django.utils.translation import gettext as _

from fanal.web.codes import COUNTRIES

type Choice = tuple[str, str]


def choices(country: str = "", chosen: str = "") -> list[Choice]:
    """Return those for a list in a form: of this country alone. Before one is said, those of the
    countries of our work; of one of which Babel knows none, all. `chosen`: stays on offer, so that
    whoever sent it reads what is wrong with it.
    """
    listed = {zone: of for zone, of in _zones().items() if of in COUNTRIES.codes}
    own = [zone for zone, of in listed.items() if of == country]
    near = [zone for zone, of in listed.items() if of in COUNTRIES.near]
    shown = {*(own or (listed if country else near)), chosen} - {""}
    in_order = [(zone, in_words(zone)) for zone in sorted(shown, key=in_words)]
    return [("", _("Choose…") if country else _("That of the country")), *in_order]


def is_of(zone: str, country: str) -> bool:
    """Return whether a place in this country can have it; so can any, where Babel does not know."""
    of = _zones()
    return country_of(zone) in ("", country) or country not in of.values()


def in_words(zone: str) -> str:
    """Return “Vientiane (Laos)”; the name itself where Babel knows no country."""
    town = zone.rsplit("/", 1)[-1].replace("_", " ")
    country = _zones().get(zone)
    return f"{town} ({COUNTRIES.name(country)})" if country in COUNTRIES.codes else zone


def country_of(zone: str) -> str:
    """The country of a zone; "" where Babel knows none."""
    country = _zones().get(zone, "")
    return country if country in COUNTRIES.codes else ""


def of_country(country: str) -> str:
    """The zone of a country that has one; "" where it has several, or none is known."""
    found = [zone for zone, of in _zones().items() if of == country]
    return found[0] if len(found) == 1 else ""


def _zones() -> Mapping[str, str]:
    zones: Mapping[str, str] = get_global("zone_territories")
    return zones
