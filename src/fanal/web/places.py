"""What areas are called in the language of the page: countries translated, others as written."""

from typing import Protocol

from fanal.web.codes import COUNTRIES


class NamedArea(Protocol):
    """An area of the directory (`fanal.partners.models.Area`), some floors up."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str: ...


def beside_its_name(place: str, who: str) -> str:
    """Return a place as it stands beside who has her there: no name is said twice."""
    if place == who:
        return ""
    return place.removeprefix(f"{who} · ") if who else place


def area_name(area: NamedArea | None) -> str:
    """A country in the language of the page; a province or a crossing as it was written down."""
    if area is None:
        return ""
    known = COUNTRIES.name(area.code) if area.kind == "country" else area.code
    return area.name if known == area.code else known
