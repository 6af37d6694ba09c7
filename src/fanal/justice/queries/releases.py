"""The days on which an accused was released, without a key: each asks for a look at her risk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from fanal.cases.queries.story import StoryQuery
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.proceedings import StepKind
from fanal.justice.models import KIND, JusticeRecord
from fanal.justice.queries.steps import step_in
from fanal.justice.queries.story import steps_read


def releases_in(cases: Collection[UUID]) -> dict[UUID, list[date]]:
    """Of each of these cases, from its steps; the code of a step is sealed to the server."""
    kinds = KIND.in_scopes(cases, [JusticeKind.STEP])
    rows = JusticeRecord.objects.filter(case__in=cases, kind__in=kinds).defer("sealed", "away")
    found: dict[UUID, list[date]] = defaultdict(list)
    for row in rows.order_by("number"):
        if step_in(row).kind is StepKind.RELEASE:
            found[row.case_id].append(row.on)
    return found


def releases_on_screen(query: StoryQuery) -> Iterator[date]:
    return (one.on for one in map(step_in, steps_read(query)) if one.kind is StepKind.RELEASE)
