"""The time zones to choose from, by the towns they are named after: IANA names, as Babel lists them
with their countries (Unicode CLDR). Those of the countries of our work come first."""

from collections.abc import Mapping

from babel.core import get_global
from django.utils.translation import gettext as _

from fanal.web.codes import COUNTRIES

type Choice = tuple[str, str]


def choices(country: str = "") -> list[tuple[str, str | list[Choice]]]:
    """Return the zones for a list in a form: of this country, of those of our work, all others."""
    near = [country, *COUNTRIES.near] if country else COUNTRIES.near
    listed = {zone: of for zone, of in _zones().items() if of in COUNTRIES.codes}
    ours = [one for one in sorted(listed, key=in_words) if listed[one] in near]
    ours.sort(key=lambda one: listed[one] != country)
    others = [one for one in sorted(listed, key=in_words) if listed[one] not in near]
    return [
        ("", _("Choose…")),
        (_("Near"), [(one, in_words(one)) for one in ours]),
        (_("Elsewhere"), [(other, in_words(other)) for other in others]),
    ]


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
