"""A plan on the line of a case of hers: it is of the person, and stands on each."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.cases.queries.timeline import TimelineItem, TimelineQuery
from fanal.core.casework.timeline import TimelineKind
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.words import Sentence
from fanal.people.models import Person
from fanal.reintegration import access
from fanal.reintegration.models import Plan, PlanRecord, PlanRecordKind
from fanal.reintegration.queries.assessments_in_cases import on_the_line
from fanal.reintegration.queries.record_pages import ShownPlanRecord
from fanal.web.words import translated

KINDS = {PlanRecordKind.CONTACT: TimelineKind.SIGN, PlanRecordKind.SIGN: TimelineKind.DANGER}


def plans_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    if NARRATIVE not in query.may_open or not query.works:
        return
    people = {person.id: person for person in query.case.people.all()}
    open_to = access.open_to(query.user, people)
    yield from on_the_line(people, open_to)
    plans = {plan.id: plan for plan in Plan.objects.filter(person__in=open_to)}
    if not plans:
        return
    query.ring.prepare(list(open_to))
    rows = PlanRecord.objects.filter(plan__in=plans).select_related("made_by")
    for row in rows.order_by("number"):
        data = row.try_unseal(query.ring)
        if data is not None:
            shown = ShownPlanRecord(row, data, timezone.localdate())
            yield _item(shown, people[plans[row.plan_id].person_id])


def _item(shown: ShownPlanRecord, person: Person) -> TimelineItem:
    row = shown.row
    title, details = _title_and_details(shown)
    return TimelineItem(
        id=str(row.id),
        kind=KINDS.get(PlanRecordKind(row.kind), TimelineKind.PLAN),
        said=shown.at or row.on,
        written=row.made_on,
        number=row.number,
        by=str(row.made_by),
        title=title,
        details=tuple(capfirst(translated(detail)) for detail in details),
        text=shown.content.get("words", ""),
        person=person.id,
        code=person.code_name,
        part=NARRATIVE,
        address=reverse("reintegration:person", args=[person.id]),
        leads_to=_("Plan of reintegration"),
    )


def _title_and_details(shown: ShownPlanRecord) -> tuple[str, tuple[Sentence, ...]]:
    match PlanRecordKind(shown.row.kind):
        case PlanRecordKind.CONTACT:
            return _("Contact in her plan"), (shown.way.sentence(), shown.result.sentence())
        case PlanRecordKind.DECISION:
            return _("A lead decided"), (shown.choice.sentence(),)
        case PlanRecordKind.REVIEW:
            hers = shown.row.coded["rater"] == "hers"
            title = _("Her goal, by her word") if hers else _("Her goal, by ours")
            return title, (shown.level.sentence(),)
        case PlanRecordKind.SIGN:
            return _("Warning sign"), (shown.sign.sentence(),)
        case PlanRecordKind.PROMISE:
            return _("We said we would"), (shown.promise.sentence(),)
        case PlanRecordKind.SUPPORT:
            return _("Money or training for her"), (shown.support.sentence(),)
        case PlanRecordKind.GIVEN:
            details = (shown.answer.sentence(),) if shown.answer else ()
            return _("A partner was asked to make a contact"), details
    return _("Her child"), ()
