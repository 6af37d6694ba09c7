"""When somebody was heard from last, by what is written in any case of hers: without a key."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from fanal.cases.models import StateCode
from fanal.cases.models.state import HeardOn
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.sealed_columns import opens
from fanal.sql import these


def heard_in_cases(people: Collection[UUID]) -> dict[UUID, HeardOn]:
    """Return when each of these people was heard from, of those who were, by whichever file of
    hers, in one question. A row that was changed by hand says nothing: whoever is lost stays
    lost."""
    if not people:
        return {}
    into, files = merged_of(), {*people, *kin_of(people)}
    rows = StateCode.objects.filter(person__in=these(files)).exclude(heard=None).order_by()
    heard: dict[UUID, HeardOn] = {}
    for row in rows.only("case_id", "person_id", "heard"):
        if opens(row, "heard"):
            whose = last_of(row.person_id, into)
            heard[whose] = _later(HeardOn.of(row.heard), heard.get(whose, HeardOn()))
    return {
        person: heard[last_of(person, into)] for person in people if last_of(person, into) in heard
    }


def _later(heard: HeardOn, other: HeardOn) -> HeardOn:
    return HeardOn(
        *(max(days) if (days := _known(pair)) else None for pair in zip(heard, other, strict=True))
    )


def _known(days: tuple[date | None, date | None]) -> list[date]:
    return [day for day in days if day is not None]
