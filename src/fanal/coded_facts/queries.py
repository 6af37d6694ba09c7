"""Reads: who is counted in no figure; the facts of one kind."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Model, QuerySet

from fanal.coded_facts.actions import pseudonym_of, source_mark
from fanal.coded_facts.models import FactContent, FactList, StoredFact
from fanal.core.coded_facts.checks import Codes
from fanal.core.coded_facts.histories import CodedHistory


def left_out(subjects: Collection[UUID]) -> set[UUID]:
    """Return those who are counted in no figure."""
    by_pseudonym = {pseudonym_of(subject): subject for subject in subjects}
    # By pseudonym: who was left out is not in the database in clear (ADR 27).
    rows = FactList.objects.filter(pseudonym__in=list(by_pseudonym))
    return {by_pseudonym[row.pseudonym] for row in rows if row.held["out"]}


def codes_between(kind: str, first: date, last: date) -> list[Codes]:
    """Return the codes of the facts of these days, as they stand: without those that another one
    replaces."""
    # By month, the finest in clear; the day is sealed and compared afterwards.
    facts = list(StoredFact.objects.filter(kind=kind, month__gte=first.replace(day=1)))
    # A fact that was corrected is replaced and kept: only the last one counts.
    replaced = {fact.content["replaces"] for fact in facts}
    return [
        fact.content["codes"]
        for fact in facts
        if str(fact.id) not in replaced
        and first.isoformat() <= fact.content["day"] <= last.isoformat()
    ]


def histories(kind: str, first: date | None = None) -> list[CodedHistory]:
    """What each row was said to be, fact by fact: those with a fact of this day or later, with the
    one before it. `first` None: all. Two queries, whatever there is."""
    rows = StoredFact.objects.filter(kind=kind)
    known = {str(row.id): row.content for row in (rows if first is None else _since(rows, first))}
    before = {one["replaces"] for one in known.values() if one["replaces"]}
    # One step back, since the fact before may be of an earlier month.
    missing = [UUID(one) for one in before if one not in known]
    known |= {str(row.id): row.content for row in rows.filter(pk__in=missing)}
    return [_history(id, known) for id in known if id not in before]


def _since(rows: QuerySet[StoredFact], first: date) -> QuerySet[StoredFact]:
    return rows.filter(month__gte=first.replace(day=1))


def _history(last: str, known: Mapping[str, FactContent]) -> CodedHistory:
    found: list[FactContent] = []
    id: str | None = last
    # From the last to the first, and turned round at the end.
    while id is not None and id in known:
        found.append(known[id])
        id = known[id]["replaces"]
    facts_found = tuple(
        (date.fromisoformat(fact_content["day"]), fact_content["codes"])
        for fact_content in reversed(found)
    )
    return CodedHistory(found[0]["pseudonym"], facts_found, last)


def facts_of_rows[Row: Model](rows: QuerySet[Row]) -> set[str]:
    """The ids of the facts that count of these rows, which are about a `person`."""
    return set(teams_by_fact(rows))


def teams_by_fact[Row: Model](rows: QuerySet[Row], *teams: str) -> dict[str, set[UUID]]:
    """The ids of the facts that count of these rows, which are about a `person`, each with the ids
    that the row has in the columns of `teams`."""
    # Ids of rows and persons lead to pseudonyms, never the other way round.
    columns = list(rows.order_by().values_list("id", "person", *teams))
    by_source = {source_mark(rows.model, id): [*those] for id, _person, *those in columns}
    pseudonyms = {pseudonym_of(person) for _id, person, *_those in columns}
    lists = FactList.objects.filter(pseudonym__in=pseudonyms)
    current = ((place, fact) for one in lists for place, fact in one.held["current"].items())
    return {
        fact: {team for team in by_source[source] if team}
        for place, fact in current
        if (source := place.partition("|")[0]) in by_source
    }
