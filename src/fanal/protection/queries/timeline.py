"""Dated records and decisions on the line of a case."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.cases.queries.timeline import TimelineItem, TimelineQuery
from fanal.core.casework.timeline import TimelineKind
from fanal.core.protection.kinds import RecordKind
from fanal.core.sealing.compartments import LEGAL, NARRATIVE
from fanal.protection.models import ProtectionDecision, ProtectionRecord
from fanal.protection.queries.facts import records_of
from fanal.protection.queries.records import shown
from fanal.web.words import labelled, translated

KINDS = {
    RecordKind.RISK: TimelineKind.DANGER,
    RecordKind.SAFETY_PLAN: TimelineKind.DANGER,
    RecordKind.EVENT: TimelineKind.DANGER,
    RecordKind.PRESSURE: TimelineKind.DANGER,
    RecordKind.RECOVERY: TimelineKind.LAW,
    RecordKind.DUTY: TimelineKind.LAW,
    RecordKind.FOLLOW_UP: TimelineKind.SIGN,
}


def records_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    if not {NARRATIVE, LEGAL} & query.may_open:
        return
    for row in records_of([query.case.id]).select_related("made_by", "person"):
        if row.compartment in query.may_open:
            yield _record(query, row)
    if NARRATIVE in query.may_open:
        rows = ProtectionDecision.objects.filter(case=query.case).exclude(decided_on=None)
        for one in rows.select_related("decided_by", "asked_by", "assessment__person"):
            yield _decision(query, one)


def _record(query: TimelineQuery, row: ProtectionRecord) -> TimelineItem:
    one = shown(row, query.ring)
    kind = row.record_kind
    text = "\n".join(
        labelled(str(line["key"]), translated(line["value"])) for line in one.rows or ()
    )
    return TimelineItem(
        id=str(row.id),
        kind=KINDS.get(kind, TimelineKind.CASE),
        said=row.on,
        written=row.made_on,
        by=str(row.made_by),
        number=row.number,
        text=text,
        title=translated(kind.sentence()),
        person=row.person_id,
        code=row.person.code_name if row.person else "",
        part=row.compartment if one.rows is not None else None,
        address=reverse("protection:case", args=[row.case_id]),
        leads_to=_("Reviews and deadlines"),
    )


def _decision(query: TimelineQuery, row: ProtectionDecision) -> TimelineItem:
    data = row.try_unseal(query.ring)
    person = row.assessment.person
    title = _("Two decided on the best interests") if row.agreed else _("Sent back to assess anew")
    return TimelineItem(
        id=str(row.id),
        kind=TimelineKind.CASE,
        said=row.decided_on or row.asked_on,
        by=f"{row.asked_by}, {row.decided_by}",
        title=title,
        text=data["decision"] if data else "",
        person=row.assessment.person_id,
        code=person.code_name if person else "",
        part=NARRATIVE if data else None,
        address=reverse("protection:case", args=[row.case_id]),
        leads_to=_("Reviews and deadlines"),
    )
