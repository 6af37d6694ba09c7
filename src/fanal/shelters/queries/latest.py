"""The beds that were given, among what was written last in a case."""

from collections.abc import Iterator

from django.urls import reverse

from fanal.accounts.names import names_of_colleagues
from fanal.cases.queries.latest import LatestRecord
from fanal.cases.queries.story import StoryQuery
from fanal.core.words import say
from fanal.fetched_together import rows_read
from fanal.shelters.models import ShelterStay
from fanal.shelters.queries.statements import STAYS, stays_in


def beds_given(query: StoryQuery) -> Iterator[LatestRecord]:
    """Yield each bed, for whoever works on the case; not in which shelter."""
    if not query.rights.works:
        return
    hers = frozenset({query.case.id})
    rows: list[ShelterStay] = rows_read(query.read, STAYS, lambda: stays_in(hers))
    names = names_of_colleagues() if rows else {}
    for row in rows:
        if row.case_id == query.case.id:
            yield LatestRecord(
                row.made_on,
                say("a bed in our shelter"),
                names.get(row.made_by_id, ""),
                "place",
                reverse("shelters:case", args=[query.case.id]),
            )
