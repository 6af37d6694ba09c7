"""What papers say of proceedings: before which body, under which number, what is claimed."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.text import capfirst

from fanal.core.justice.kinds import JusticeKind
from fanal.core.trust.vocabulary import DataClass
from fanal.justice.queries.money import text_in
from fanal.justice.queries.records import ShownProceeding, proceedings_in
from fanal.papers.queries.facts import FactQuery
from fanal.web.words import translated

K = JusticeKind


def proceedings_for_a_paper(asked: FactQuery) -> Mapping[str, str]:
    """Of the person of the paper alone; nothing where its class does not go out."""
    if DataClass.LEGAL not in asked.classes:
        return {}
    hers = [
        one for one in proceedings_in(asked.paper.case, asked.ring)
        if one.row.person_id == asked.paper.person_id
    ]  # fmt: skip
    if not hers:
        return {}
    return {
        "proceeding": "; ".join(filter(None, (_body(one) for one in hers))),
        "damage": "; ".join(_damage(one) for one in hers if one.of(K.CLAIM)),
        "wanted_measures": ", ".join(_measures(one) for one in hers if one.of(K.MEASURE)),
    }


def _body(one: ShownProceeding) -> str:
    return ", ".join(filter(None, (text_in(one.data, "body"), text_in(one.data, "reference"))))


def _damage(one: ShownProceeding) -> str:
    return "; ".join(
        f"{capfirst(translated(claim.title))} {claim.amount}" for claim in one.of(K.CLAIM)
    )


def _measures(one: ShownProceeding) -> str:
    return ", ".join(translated(asked.title) for asked in one.of(K.MEASURE) if asked.row.waits)
