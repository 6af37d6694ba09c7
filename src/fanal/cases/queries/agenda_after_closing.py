"""Follow-ups that were agreed for after closing: whoever worked on the case is reminded of them,
where nobody does a lead of its team. What was left over when it was closed stands on no list."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from fanal.cases.access import cases_with
from fanal.cases.models import Case, CaseEntry, CasePerson, Closure
from fanal.cases.queries.agenda_asked import Asked
from fanal.cases.queries.closing_facts import contact_said
from fanal.cases.queries.colleagues import worked_by
from fanal.cases.queries.deaths import died_of
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE

FOLLOW_UP = "visit"


def due_after_closing(asked: Asked, due: QuerySet[CaseEntry]) -> QuerySet[CaseEntry]:
    """Return what is due in a closed case and was agreed since, or for a later day than that on
    which it was closed last."""
    closures = Closure.objects.filter(case=OuterRef("case_id")).exclude(agreed_on=None)
    # One's own closed cases are few; of a team's thousands, it is from what is due to its case.
    closed = closed_cases(asked).order_by()
    of_one = Exists(closed.filter(id=OuterRef("case_id")))
    rows = due.filter(of_one if asked.team else Q(case__in=closed.values("id")))
    rows = rows.annotate(
        closed_on=Subquery(closures.order_by("-agreed_on", "-number").values("agreed_on")[:1])
    )
    # What was due before was left behind by two people who read it; only what was agreed for
    # afterwards binds anybody.
    return rows.filter(Q(due__gt=F("closed_on")) | Q(made_on__gt=F("closed_on")))


def closed_cases(asked: Asked) -> QuerySet[Case]:
    """Those in which this user makes what was agreed; of the whole team, all of hers."""
    user = asked.user
    if not user.may(Permission.WORK_CASES):
        return Case.objects.none()
    closed = cases_with(user, NARRATIVE).filter(closed=True)
    if asked.team:
        return closed
    return closed.filter(worked_by(user))


def still_to_make(entries: Iterable[CaseEntry]) -> list[CaseEntry]:
    """The follow-ups among these of whom somebody may still be asked how she is."""
    follow_ups = [entry for entry in entries if entry.kind == FOLLOW_UP]
    whose = _people_of(follow_ups)
    over = not_to_contact({person for people in whose.values() for person in people})
    # Of several it ends with the last who says no: the others still expect us.
    return [entry for entry in follow_ups if not whose[entry.id] or whose[entry.id] - over]


def not_to_contact(people: Collection[UUID]) -> set[UUID]:
    """Return who of these said no to contact after closing, or whose yes ran out; and who died."""
    answered = contact_said(people) if people else {}
    died = died_of(people)
    return {person for person in people if answered.get(person) is False or person in died}


def _people_of(entries: Collection[CaseEntry]) -> dict[UUID, set[UUID]]:
    """Return whom each follow-up is about: where nobody is named, everybody in the case."""
    concerned: dict[UUID, set[UUID]] = defaultdict(set)
    cases = {entry.case_id for entry in entries if entry.about_id is None}
    links = CasePerson.objects.filter(case__in=cases).exclude(of_family=True).order_by()
    for case, person in links.values_list("case", "person") if cases else ():
        concerned[case].add(person)
    return {
        entry.id: {entry.about_id} if entry.about_id else concerned[entry.case_id]
        for entry in entries
    }
