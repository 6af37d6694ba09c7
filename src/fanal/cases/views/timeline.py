"""One line of everything that happened in a case."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.cases import access
from fanal.cases.closed_pages import looked_at
from fanal.cases.queries.timeline.pages import Timeline, parts_shown, timeline_of
from fanal.cases.queries.timeline.picture import LinePicture, picture_of
from fanal.core.casework.timeline import TimelineKind
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.requests import Request
from fanal.people.models import Person
from fanal.web.pagination import page_of
from fanal.web.typing import Context, PageText
from fanal.web.words import translated

A_PAGE = 30


@dataclass(frozen=True)
class TimelineFilter:
    """What of the line is asked for: an address holds codes and ids alone."""

    kind: TimelineKind | None = None
    person: UUID | None = None
    oldest_first: bool = False

    def query(self, **other: object) -> str:
        """Return the query of an address, with one of its parts changed."""
        kind = other.get("kind", self.kind)
        person = other.get("person", self.person)
        oldest = other.get("oldest_first", self.oldest_first)
        chosen = {"kind": kind, "about": person, "order": "oldest" if oldest else None}
        asked = QueryDict(mutable=True)
        asked.update({name: str(value) for name, value in chosen.items() if value})
        return asked.urlencode()


@dataclass(frozen=True)
class FilterChip:
    query: str
    words: PageText
    current: bool
    icon: str = ""


@require_GET
def timeline(request: Request, case_id: UUID) -> HttpResponse:
    """Everything that the reader may open, newest first; each part that is shown is journalled."""
    case = access.case_for(request.user, case_id)
    people = [link.person for link in case.concerns.select_related("person")]
    wanted = _asked_for(request.GET, people)
    line = timeline_of(
        case,
        request.user,
        request.ring,
        kind=wanted.kind,
        person=wanted.person,
        oldest_first=wanted.oldest_first,
    )
    page = page_of(request, line.items, A_PAGE)
    picture = _picture(wanted, line, page.number)
    # The picture is drawn of all items, so all their parts were read.
    for part in parts_shown(line.items if picture else page.object_list):
        access.opened(request.user, case, part, ring=request.ring)
    looked_at(request.user, case, access.compartments_for(request.user, case), request.ring)
    context = {
        "case": case,
        "page": page,
        "picture": picture,
        "several": len(people) > 1,
        "kinds": _kinds(wanted, line),
        "people": _people(wanted, people),
        "wanted": wanted,
        "here": f"{query}&" if (query := wanted.query()) else "",
        "other_order": wanted.query(oldest_first=not wanted.oldest_first),
        "writes": NARRATIVE in access.writable_for(request.user, case),
        **kept_back(line),
    }
    return render(request, "cases/timeline.html", context)


def _picture(wanted: TimelineFilter, line: Timeline, number: int) -> LinePicture | None:
    """The picture above the first page of everything: a part of it would look like the whole."""
    everything = wanted.kind is None and wanted.person is None
    return picture_of(line.items, timezone.localdate()) if everything and number == 1 else None


def kept_back(line: Timeline) -> Context:
    """Return the parts that are closed to the reader, in words, and whom to ask for them."""
    return {"closed_parts": ", ".join(line.closed), "to_ask": line.to_ask}


def _asked_for(params: QueryDict, people: list[Person]) -> TimelineFilter:
    kind, about = params.get("kind"), params.get("about")
    return TimelineFilter(
        kind=TimelineKind(kind) if kind in set(TimelineKind) else None,
        person=next((person.id for person in people if str(person.id) == about), None),
        oldest_first=params.get("order") == "oldest",
    )


def _kinds(wanted: TimelineFilter, line: Timeline) -> list[FilterChip]:
    every = FilterChip(wanted.query(kind=None), _("Everything"), wanted.kind is None)
    return [every] + [
        FilterChip(wanted.query(kind=kind), translated(kind.sentence()), kind is wanted.kind, kind)
        for kind in line.kinds
    ]


def _people(wanted: TimelineFilter, people: list[Person]) -> list[FilterChip]:
    if len(people) < 2:
        return []
    every = FilterChip(wanted.query(person=None), _("Everybody"), wanted.person is None)
    return [every] + [
        FilterChip(wanted.query(person=person.id), person.code_name, person.id == wanted.person)
        for person in people
    ]
