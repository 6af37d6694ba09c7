"""Who has each of the people of a two-country file that is about several: which of ours is which of
theirs stands in neither, so that no case says it by itself. It is told by kind and number."""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.text import capfirst

from fanal.cases.queries.codes import stored_codes_of
from fanal.core.casework.statements import Custody
from fanal.sharing.models import Side
from fanal.sharing.queries.other_files import as_agreed, may_hear, tells
from fanal.web.words import translated

type KindAndNumber = tuple[str, int]
# Filled when the server starts: what the journeys of a case say of a person of it.
SAID: list[Callable[[UUID, UUID, datetime], Collection[Custody]]] = []


def who_has_each(ours: Side, other: Side) -> list[KindAndNumber]:
    """Return how many of the people of the other case are with whom, by its own word; nothing where
    it is about one person, of whom her case says it, or may not be told."""
    if ours.case is None or other.case is None or not tells(ours):
        return []
    people = [link.person_id for link in other.case.concerned]
    if len(people) < 2 or not may_hear([(other.case.pk, ours.case.pk)]) or not as_agreed(ours):
        return []
    codes, now, case = stored_codes_of(people), timezone.localtime(), other.case.pk
    said = {person: {one for ask in SAID for one in ask(case, person, now)} for person in people}
    # Where a journey and her case do not say the same, what is stored of her case counts.
    kinds = (
        next(iter(said[person])) if len(said[person]) == 1 else codes[person].custody
        for person in people
    )
    return sorted(Counter(map(_kind, kinds)).items())


def _kind(custody: Custody | None) -> str:
    # That people hold her is a danger, which the other side says in words; it makes nothing calm.
    kind = Custody.NOBODY if custody is None or Custody.nobody_answers(custody) else custody
    return capfirst(translated(kind.sentence()))
