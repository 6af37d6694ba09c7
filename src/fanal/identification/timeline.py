"""What was said and found under the law on the line of a case: the legal part alone."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.cases.queries.timeline import TimelineItem, TimelineQuery
from fanal.core.casework.timeline import TimelineKind
from fanal.core.law.facts import FactSource
from fanal.core.sealing.compartments import LEGAL
from fanal.identification.models import Finding, Statement
from fanal.identification.sealed_findings import finding_from
from fanal.keys.sealed import Content
from fanal.web.words import translated

LAW = TimelineKind.LAW


def law_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    if LEGAL not in query.may_open:
        return
    yield from _sittings(query)
    for finding in Finding.objects.filter(case=query.case).select_related("made_by", "person"):
        if (data := finding.try_unseal(query.ring)) is not None:
            yield _finding(finding, data)


def _sittings(query: TimelineQuery) -> Iterator[TimelineItem]:
    """Yield one item for each sitting: each of its answers is a row of its own."""
    sittings: dict[tuple[object, ...], tuple[Statement, Content]] = {}
    for row in Statement.objects.filter(case=query.case).select_related("made_by", "person"):
        if (data := row.try_unseal(query.ring)) is None:
            continue
        sitting = row.interview_id or row.id
        key = sitting, row.made_by_id, data["on"], data["source"], data.get("said_by")
        first, before = sittings.get(key, (row, data))
        # Under the first row of the sitting: an item keeps its place when more is answered.
        sittings[key] = first, data | {"answers": before["answers"] | data["answers"]}
    for row, data in sittings.values():
        yield _statement(row, data)


def _statement(row: Statement, data: Content) -> TimelineItem:
    source = capfirst(translated(FactSource(data["source"]).sentence()))
    who = f"{source} ({data['said_by']})" if data.get("said_by") else source
    return TimelineItem(
        id=str(row.id),
        kind=LAW,
        said=date.fromisoformat(data["on"]),
        written=row.made_on,
        by=str(row.made_by),
        said_by=who,
        number=row.number,
        person=row.person_id,
        code=row.person.code_name,
        part=LEGAL,
        title=_("Answers for the law: {n}").format(n=len(data["answers"])),
        address=reverse("identification:said", args=[row.case_id, row.person_id]),
        leads_to=_("Who said what"),
    )


def _finding(row: Finding, data: Content) -> TimelineItem:
    finding = finding_from(data)
    step, status = (
        capfirst(translated(code.sentence())) for code in (finding.step, finding.status)
    )
    return TimelineItem(
        id=str(row.id),
        kind=LAW,
        said=finding.on,
        written=row.made_on,
        by=str(row.made_by),
        said_by=capfirst(translated(finding.body.sentence())),
        title=f"{step} · {status}",
        text=finding.reason,
        person=row.person_id,
        code=row.person.code_name,
        part=LEGAL,
        address=reverse("identification:matrix", args=[row.case_id, row.person_id]),
        leads_to=_("The law"),
    )
