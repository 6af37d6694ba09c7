"""Health care on the line of a case: that somebody was asked, and what was released."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.care.queries.pages import of_case
from fanal.cases.queries.timeline import TimelineItem, TimelineQuery
from fanal.core.casework.timeline import TimelineKind
from fanal.core.sealing.compartments import MEDICAL
from fanal.web.words import translated


def care_on_the_line(asked: TimelineQuery) -> Iterator[TimelineItem]:
    if MEDICAL not in asked.may_open:
        return
    address = reverse("care:case", args=[asked.case.id])
    for one in of_case(asked.case, asked.ring, timezone.now()):
        row = one.row
        about = {
            "kind": TimelineKind.NEED, "person": row.person_id, "code": row.person.code_name,
            "part": MEDICAL, "address": address, "leads_to": _("Health care"),
        }  # fmt: skip
        yield TimelineItem(
            id=str(row.id), said=row.made_on, by=str(row.made_by),
            title=_("Health worker asked"), details=(capfirst(translated(one.state.sentence())),),
            text=one.said.get("words", ""), **about,
        )  # fmt: skip
        for made, words in one.summaries:
            yield TimelineItem(
                id=str(made.id), said=made.made_on, by=str(made.made_by),
                title=_("Care summary"), text=words, **about,
            )  # fmt: skip
