"""Proceedings on the line of a case: each record on its day, hearings on the day of court."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.cases.queries.timeline import TimelineItem, TimelineQuery
from fanal.core.casework.timeline import TimelineKind
from fanal.core.sealing.compartments import LEGAL
from fanal.justice.queries.records import ShownJustice, ShownProceeding, proceedings_in
from fanal.web.codes import COUNTRIES
from fanal.web.words import labelled, translated


def proceedings_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    if LEGAL not in query.may_open:
        return
    for proceeding in proceedings_in(query.case, query.ring):
        for record in proceeding.records:
            yield _record(proceeding, record)
            for below in record.below:
                yield _record(proceeding, below)


def _record(one: ShownProceeding, record: ShownJustice) -> TimelineItem:
    row, of = record.row, one.row
    title = f"{capfirst(translated(of.kind.sentence()))} · {COUNTRIES.name(of.country)}"
    text = "\n".join(labelled(str(told["key"]), translated(told["value"])) for told in record.rows)
    return TimelineItem(
        id=str(row.id),
        kind=TimelineKind.LAW,
        said=row.on,
        written=row.made_on,
        by=str(row.made_by),
        number=row.number,
        title=title,
        details=(_what(record),),
        text=text,
        person=of.person_id,
        code=of.person.code_name,
        part=LEGAL if record.data is not None else None,
        address=reverse("justice:proceeding", args=[row.case_id, of.id]),
        leads_to=_("Proceeding"),
    )


def _what(record: ShownJustice) -> str:
    kind, title = translated(record.kind.sentence()), translated(record.title)
    return capfirst(title if kind == title else labelled(kind, title))
