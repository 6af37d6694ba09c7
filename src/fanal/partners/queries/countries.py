"""The country in which an area lies."""

from collections.abc import Collection
from uuid import UUID

from fanal.core.law.countries import COUNTRIES
from fanal.partners.models import Area

DEEPEST = (
    4  # areas within one another that are read at once; one that lies deeper is read by itself
)


def country_of(area: Area | None) -> str:
    """The two letters of its country; "" where the code of the area at the top names none."""
    while area is not None and area.within is not None:
        area = area.within
    # Codes of areas begin with the country: ISO 3166-2 writes “TH-50”.
    code = area.code[:2].upper() if area is not None else ""
    return code if code in COUNTRIES else ""


def countries_of(areas: Collection[UUID]) -> dict[UUID, str]:
    """Return the country of each of these, in one query for all."""
    above = "__".join(["within"] * DEEPEST)
    rows = Area.objects.filter(id__in=set(areas)).select_related(above) if areas else ()
    return {row.id: country_of(row) for row in rows}
