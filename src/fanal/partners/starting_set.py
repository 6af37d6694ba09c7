"""Countries, provinces and crossings to choose from (`data/areas.csv`), with their codes."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fanal.accounts.models import Office, User
from fanal.partners.models import Area


@dataclass(frozen=True)
class StartingArea:
    """One line of the file. `certainty`: of its name and point, see the README beside it."""

    code: str
    name: str
    kind: str
    within: str
    latitude: float | None
    longitude: float | None
    source: str
    certainty: str


@cache
def starting_areas() -> dict[str, StartingArea]:
    """Return all areas of the set by their code, in the order of the file."""
    text = files("fanal.partners").joinpath("data/areas.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: _area(row) for row in rows}


def countries() -> list[StartingArea]:
    return [one for one in starting_areas().values() if one.kind == "country"]


def where_to_begin(user: User) -> str:
    """The country of her office, or else of another office of ours, whose areas the set has; ""
    where it has none of them."""
    offices = [user.office, *Office.objects.order_by("id")]
    known = {one.code for one in countries()}
    return next((one.country for one in offices if one and one.country in known), "")


def offered(country: str) -> list[StartingArea]:
    """What of a country is not on file yet: itself first."""
    known = set(Area.objects.values_list("code", flat=True))
    found = [one for one in starting_areas().values() if country in (one.code, one.within)]
    return [one for one in found if one.code not in known]


def _area(row: dict[str, str]) -> StartingArea:
    return StartingArea(
        row["code"],
        row["name"],
        row["kind"],
        row["within"],
        _number(row["latitude"]),
        _number(row["longitude"]),
        row["source"],
        row["certainty"],
    )


def _number(text: str) -> float | None:
    return float(text) if text else None
