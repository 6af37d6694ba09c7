"""What the assessments of her family say, on the pages of her cases."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.cases.models import CasePerson
from fanal.cases.queries.story import StoryItem, StoryQuery
from fanal.cases.queries.timeline import TimelineItem
from fanal.core.casework.timeline import TimelineKind
from fanal.core.reintegration.codes import FamilyResult
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.words import say
from fanal.database.combined_queries import RowsAsked, RowsOf, rows_read
from fanal.database.kept_questions import Kept
from fanal.database.sql import these
from fanal.people.models import Person
from fanal.people.queries import last_of, merged_of
from fanal.reintegration import access
from fanal.reintegration.models import FamilyAssessment
from fanal.web.words import translated

FAMILIES = "assessments of families"
AGAINST = (FamilyResult.NOT_NOW, FamilyResult.NO)


def families_ahead(query: StoryQuery, opens: frozenset[UUID]) -> RowsAsked:
    """Return what the first screen of a case reads of them."""
    asked = {FAMILIES: RowsOf(FamilyAssessment, lambda: IN_CASES.asked(these(opens)))}
    return asked if NARRATIVE in query.rights.opens else {}


def _in(cases: RawSQL) -> QuerySet[FamilyAssessment]:
    links = CasePerson.objects.filter(case__in=cases).exclude(of_family=True).order_by()
    rows = FamilyAssessment.objects.filter(person__in=links.values("person"))
    return rows.select_related("made_by").order_by()


IN_CASES = Kept(_in)


def families_that_say_no(query: StoryQuery) -> Iterator[StoryItem]:
    """Yield of each whose newest assessment speaks against her going back, that it does, with its
    day and by whom."""
    if NARRATIVE not in query.rights.opens:
        return
    rows = rows_read(query.read, FAMILIES, lambda: IN_CASES.ask(these([query.case.id])))
    into = merged_of()
    rows.sort(key=lambda row: (row.on, row.number))
    newest = {last_of(row.person_id, into): row for row in rows}
    against = {
        person: row
        for person in query.people
        if (row := newest.get(last_of(person.id, into))) and row.coded["result"] in AGAINST
    }
    written = access.open_to(query.user, [person.id for person in against]) if against else set()
    for person, row in against.items():
        says = say(
            "the assessment of her family says: {result} ({day}, {who})",
            result=FamilyResult(row.coded["result"]).sentence(),
            day=row.on,
            who=str(row.made_by),
        )
        address = reverse("reintegration:families", args=[person.id])
        yield StoryItem(
            says,
            address if person.id in written else "",
            about=person.code_name if len(query.people) > 1 else "",
        )


def on_the_line(people: dict[UUID, Person], open_to: Collection[UUID]) -> Iterator[TimelineItem]:
    """Yield each assessment on the line of a case."""
    rows = FamilyAssessment.objects.filter(person__in=open_to).defer("sealed")
    for row in rows.select_related("made_by", "second").order_by("number"):
        person, result = people[row.person_id], FamilyResult(row.coded["result"])
        yield TimelineItem(
            id=str(row.id),
            kind=TimelineKind.PLAN,
            said=row.on,
            written=row.made_on,
            number=row.number,
            by=str(row.made_by),
            title=_("Her family was assessed"),
            details=(capfirst(translated(result.sentence())),),
            tone="amber" if result in AGAINST else "",
            person=person.id,
            code=person.code_name,
            part=NARRATIVE,
            address=reverse("reintegration:families", args=[person.id]),
            leads_to=_("Her family"),
        )
