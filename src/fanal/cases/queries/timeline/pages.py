"""The line of a case as one page of it is shown: filtered, ordered, and what is kept back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit.words import PARTS
from fanal.cases import access
from fanal.cases.deciding import able
from fanal.cases.models import Case
from fanal.cases.queries.ask_whom import leads_to_ask, to_be_called
from fanal.cases.queries.timeline import SOURCES, TimelineItem, TimelineQuery
from fanal.cases.queries.timeline.entries import entries_on_the_line
from fanal.cases.queries.timeline.records import (
    access_on_the_line,
    closings_on_the_line,
    consents_on_the_line,
    documents_on_the_line,
    steps_on_the_line,
    tasks_on_the_line,
)
from fanal.core.casework.timeline import TimelineKind
from fanal.core.sealing.compartments import Compartment, in_order
from fanal.keys.ring import Ring

OWN = (
    entries_on_the_line,
    consents_on_the_line,
    tasks_on_the_line,
    documents_on_the_line,
    steps_on_the_line,
    closings_on_the_line,
    access_on_the_line,
)


@dataclass(frozen=True)
class Timeline:
    """The line of a case. `items`: those of the filter, in order. `kinds`: what there is of, for
    the filter. `closed`: in words what of the case the reader may not open, `to_ask` whom to ask
    for it."""

    items: list[TimelineItem]
    kinds: list[TimelineKind] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    to_ask: str = ""


def timeline_of(
    case: Case,
    user: User,
    ring: Ring,
    *,
    kind: TimelineKind | None = None,
    person: UUID | None = None,
    oldest_first: bool = False,
) -> Timeline:
    """Everything of the case that `user` may open. Raises Locked."""
    asked = TimelineQuery(case, user, ring, access.compartments_for(user, case))
    ring.prepare([case.id])
    every_item = list(_everything(asked))
    zone = timezone.get_current_timezone()
    shown = [item for item in every_item if _is_wanted(item, kind, person)]
    shown.sort(key=lambda item: item.order(zone), reverse=not oldest_first)
    there = {item.kind for item in every_item}
    parts = [PARTS[part] for part in in_order(set(Compartment) - asked.may_open)]
    closed = [str(part) for part in (*parts, *asked.closed)]
    return Timeline(
        shown,
        [item_kind for item_kind in TimelineKind if item_kind in there],
        closed,
        _to_ask(asked) if closed else "",
    )


def _everything(query: TimelineQuery) -> Iterator[TimelineItem]:
    for source in (*OWN, *SOURCES):
        yield from source(query)


def _is_wanted(item: TimelineItem, kind: TimelineKind | None, person: UUID | None) -> bool:
    of_kind = kind is None or item.kind is kind
    # What is about nobody in particular is about everybody in the case.
    return of_kind and (person is None or item.person in (None, person))


def parts_shown(items: Iterable[TimelineItem]) -> list[Compartment]:
    """Which parts of the file these items open, for the journal."""
    return list(in_order({item.part for item in items if item.part}))


def _to_ask(query: TimelineQuery) -> str:
    """A lead of the team whom no conflict keeps out, or its worker, or the team."""
    leads = able([query.case])[query.case.id].but(query.user.pk).leads
    people = User.objects.filter(pk__in=leads).order_by("display_name", "id")
    to_ask = leads_to_ask(query.case, people, reader=query.user)
    return to_ask[0] if to_ask else to_be_called(query.case, reader=query.user)
