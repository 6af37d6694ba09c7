"""A paper that somebody carries on a journey is one of the typed papers of her case: the same one
where there is one, a new one otherwise. Who carries it is said by the journey alone."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from fanal.accounts.models import User
from fanal.cases.access import writable_for
from fanal.core.papers.kinds import Keeper, PaperKind
from fanal.core.papers.states import PaperState
from fanal.core.words import say
from fanal.journeys.access import journeys_for
from fanal.journeys.models import Paper, Traveller
from fanal.keys.ring import Ring
from fanal.papers.actions import add_paper
from fanal.papers.models import TypedPaper
from fanal.papers.queries.beside import PaperRow
from fanal.sealed_references import with_rows

KINDS = {
    "passport": PaperKind.IDENTITY_PAPER,
    "travel_document": PaperKind.TRAVEL_DOCUMENT,
    "authority_letter": PaperKind.POWER_OF_ATTORNEY,
    "other": PaperKind.OTHER,
}


def typed_paper(traveller: Traveller, kind: str, by: User, ring: Ring | None) -> TypedPaper | None:
    """The paper of her case that is carried; None for who may not write into that part of it."""
    case, wanted = traveller.case, KINDS[kind]
    if ring is None or wanted.part not in writable_for(by, case):
        return None
    hers = TypedPaper.objects.in_parts([case.id], [wanted.part]).filter(person=traveller.person)
    on_the_way = Paper.objects.exclude(shows=None).filter(traveller__journey__ended_on=None)
    free = hers.exclude(id__in=on_the_way.values("shows"))
    found = [one for one in free.order_by("-made_on", "id") if one.kind == wanted]
    if found:
        return found[0]
    return add_paper(
        case=case,
        person=traveller.person,
        kind=wanted,
        state=PaperState.RECEIVED,
        told={"keeper": Keeper.HERSELF},
        by=by,
        ring=ring,
    )


def carried(paper: TypedPaper, user: User) -> Iterator[PaperRow]:
    """With whom it travels, for who may open that journey."""
    rows = Paper.objects.filter(
        shows=paper, traveller__journey__in=journeys_for(user), traveller__journey__ended_on=None
    )
    for one in with_rows(rows.select_related("traveller__journey"), "held_by"):
        journey = one.traveller.journey
        yield PaperRow(
            say("Carried on a journey by"),
            f"{one.held_by.label} · {journey.code_name}",
            reverse("journeys:journey", args=[journey.id]),
        )
