"""The papers of a case that somebody carries on a journey."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from fanal.accounts.models import User
from fanal.core.words import say
from fanal.journeys.access import journeys_for
from fanal.journeys.models import Paper
from fanal.papers.models import TypedPaper
from fanal.papers.queries.case_papers import PaperRow
from fanal.sealed_references import with_rows


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
