"""Where it happened, by case: whose texts set its days and duties, before those of our office."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from fanal.database.kept_questions import Kept
from fanal.database.sql import these
from fanal.identification.models import Circumstances
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content

# Where she was exploited comes first: there she is found, heard and protected most often.
IN_ORDER = ("exploited", "recruited", "moved_through")

TOLD = Kept(lambda cases: Circumstances.objects.filter(case__in=cases).order_by("id"))
type CountriesByCase = Mapping[UUID, list[str]]


def countries_told(rows: Iterable[Circumstances], ring: Ring) -> list[str]:
    """Return the countries that were told, each once, as far as the ring opens what was written for
    the law."""
    contents = [row.try_unseal(ring) or {} for row in rows]
    codes = (code for name in IN_ORDER for content in contents for code in _in(content, name))
    return list(dict.fromkeys(codes))


def _in(content: Content, name: str) -> list[str]:
    codes: list[str] = content.get("places", {}).get(name, [])
    return codes


def countries_by_case(cases: Collection[UUID], ring: Ring) -> CountriesByCase:
    """Return the countries told of each case, in one query, and one for the keys."""
    by_case: dict[UUID, list[Circumstances]] = defaultdict(list)
    for row in TOLD.ask(these(cases)) if cases else ():
        by_case[row.case_id].append(row)
    ring.prepare(by_case)
    return {id: countries_told(rows, ring) for id, rows in by_case.items()}
