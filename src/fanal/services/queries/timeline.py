"""Services on the line of a case: that each was wanted, and every step of it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.cases.queries.timeline import TimelineItem, TimelineQuery
from fanal.core.casework.timeline import TimelineKind
from fanal.core.sealing.compartments import NARRATIVE
from fanal.services import access
from fanal.services.queries.pages import ShownService, ShownStep, shown_services
from fanal.web.words import translated


def services_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    if NARRATIVE not in query.may_open:
        return
    rows = access.services_of(query.case)
    for service in shown_services(rows, query.ring, timezone.localdate()):
        yield _wanted(service)
        for step in service.steps:
            yield _step(service, step)


def _wanted(service: ShownService) -> TimelineItem:
    row = service.row
    return TimelineItem(
        id=str(row.id),
        kind=TimelineKind.PLAN,
        said=row.made_on,
        by=str(row.made_by),
        title=_title(service),
        text=service.words,
        person=row.person_id,
        code=row.person.code_name,
        part=NARRATIVE,
        address=reverse("services:service", args=[row.case_id, row.id]),
        leads_to=_("Service"),
    )


def _step(service: ShownService, shown: ShownStep) -> TimelineItem:
    row, step = service.row, shown.step
    return TimelineItem(
        id=str(shown.row.id),
        kind=TimelineKind.PLAN,
        said=step.on,
        written=shown.row.made_on,
        by=str(shown.row.made_by or ""),
        number=shown.row.number,
        title=_title(service),
        details=_details(service, shown),
        text=shown.words,
        person=row.person_id,
        code=row.person.code_name,
        part=NARRATIVE,
        leads_to=_("Service"),
        address=reverse("services:service", args=[row.case_id, row.id]),
    )


def _details(service: ShownService, shown: ShownStep) -> tuple[object, ...]:
    """What it came to, from whom and why; of a mistake that it was one."""
    if shown.was is not None:
        was = translated(shown.was.state.sentence())
        return (_("Taken back: %(what)s") % {"what": was},)
    state = capfirst(translated(shown.step.state.sentence()))
    if shown.mistake:
        return state, _("taken back")
    step = shown.step
    whys = [why.sentence() for why in (step.barrier, step.end) if why]
    return state, *filter(None, [service.giver, *whys])


def _title(service: ShownService) -> str:
    return capfirst(translated(service.row.service_kind.sentence()))
