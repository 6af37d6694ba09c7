"""Health care on the line of a case: that somebody was asked, and what was released."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.care.models import CareRequest, CareSummary
from fanal.care.queries.pages import of_case
from fanal.cases.queries.timeline import TimelineItem, TimelineQuery
from fanal.core.casework.timeline import TimelineKind
from fanal.core.sealing.compartments import MEDICAL
from fanal.web.words import translated


def care_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    if MEDICAL not in query.may_open:
        return
    for one in of_case(query.case, query.ring, timezone.now()):
        row, state = one.row, capfirst(translated(one.state.sentence()))
        yield _item(
            row, str(row.id), row, _("Health worker asked"), one.said.get("words", ""), state
        )
        for made, words in one.summaries:
            yield _item(row, str(made.id), made, _("Care summary"), words)


def _item(
    row: CareRequest, id: str, made: CareRequest | CareSummary, title: str, text: str, *details: str
) -> TimelineItem:
    return TimelineItem(
        id=id,
        kind=TimelineKind.NEED,
        said=made.made_on,
        by=str(made.made_by),
        title=title,
        text=text,
        details=details,
        person=row.person_id,
        code=row.person.code_name,
        part=MEDICAL,
        address=reverse("care:case", args=[row.case_id]),
        leads_to=_("Health care"),
    )
