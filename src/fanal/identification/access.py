"""The only way to what is recorded about a person under the law: the legal part of the case."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from fanal.accounts.access import own_team_ids
from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.deciding import in_teams_of
from fanal.cases.models import Case, Operation, OperationPerson
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import Compartment
from fanal.identification.models import Finding, Interview, RepeatRequest
from fanal.keys.ring import Ring
from fanal.people.access import kept_out_of, people_for
from fanal.people.models import Person
from fanal.web.lookup import first_or_404, found_or_404, permitted_or_404

LEGAL = Compartment.LEGAL


@dataclass(frozen=True, slots=True)
class Concern:
    """One person of one case that this user may read in its legal part; `writes`: and write."""

    case: Case
    person: Person
    writes: bool


def case_for(user: User, case_id: UUID) -> Case:
    """The case with its legal part, or `Http404`."""
    return cases.case_for(user, case_id, LEGAL)


def concern_for(user: User, case_id: UUID, person_id: UUID, ring: Ring) -> Concern:
    """The person in the case, or `Http404`. The opening of the legal part is written down."""
    case = case_for(user, case_id)
    link = found_or_404(case.concerns.select_related("person").filter(person=person_id).first())
    cases.opened(user, case, LEGAL, ring=ring)
    return Concern(case, link.person, may_write(user, case))


def written_by(user: User, case_id: UUID, person_id: UUID, ring: Ring) -> Concern:
    """Return the concern as `concern_for` does, for whoever may write here; `Http404` otherwise."""
    concern = concern_for(user, case_id, person_id, ring)
    if not concern.writes:
        raise Http404
    return concern


def may_write(user: User, case: Case) -> bool:
    """Return whether this user writes here: the team of the case, and a lawyer to whom the legal
    part was granted."""
    return cases.works_on(user, case) or user.may(Permission.WORK_LEGAL)


def interview_for(user: User, concern: Concern, interview_id: UUID) -> Interview:
    """Return an interview of this user that has not ended, or raise `Http404`."""
    return get_object_or_404(
        Interview, case=concern.case, person=concern.person, by=user, id=interview_id, ended_on=None
    )


def repeat_for(user: User, concern: Concern, repeat_id: UUID) -> RepeatRequest:
    """Return a reason to interview her again that waits for this user, or raise `Http404`."""
    return first_or_404(
        row
        for row in repeats_to_decide(user)
        if (row.id, row.case_id, row.person_id) == (repeat_id, concern.case.id, concern.person.id)
    )


def repeats_to_decide(user: User) -> list[RepeatRequest]:
    """Return what others asked in teams of this user: for a lead all of it, for anybody else what a
    lead asked. Nobody decides about a person whom a conflict closes to her."""
    # Nobody accepts her own reason: it is what protects her from being made to tell it again.
    rows = RepeatRequest.objects.filter(accepted_on=None, declined_on=None).exclude(asked_by=user)
    found = in_teams_of(user, rows).select_related("case", "person", "asked_by")
    leads = cases.leads
    return [
        row
        for row in found.order_by("asked_on", "id")
        if leads(user, row.case) or leads(row.asked_by, row.case)
    ]


def finding_for(concern: Concern, finding_id: UUID) -> Finding:
    """A finding about this person, or `Http404`."""
    return get_object_or_404(Finding, case=concern.case, person=concern.person, id=finding_id)


def must_see_operations(user: User) -> None:
    """Raise `Http404` for roles that read no operation: "none is recorded" would be untrue to
    them."""
    permitted_or_404(user, Permission.SEE_OVERVIEW, Permission.WORK_CASES)


def operations_for(user: User) -> QuerySet[Operation]:
    """The operations whose coded table this user may read: of the team, or with the overview."""
    if user.may(Permission.SEE_OVERVIEW):
        return Operation.objects.all()
    if user.may(Permission.WORK_CASES):
        return Operation.objects.filter(team__in=user.teams.all())
    return Operation.objects.none()


def operation_for(user: User, operation_id: UUID) -> Operation:
    """Return one operation, or `Http404`."""
    return get_object_or_404(operations_for(user), id=operation_id)


def written_operation(user: User, operation_id: UUID) -> Operation:
    """Return an operation of this user's own team, if she works on cases; raise `Http404`
    otherwise."""
    operation = operation_for(user, operation_id)
    if not writes_operation(user, operation):
        raise Http404
    return operation


def writes_operation(user: User, operation: Operation) -> bool:
    """Whether this user may write into the table of this operation."""
    return user.may(Permission.WORK_CASES) and operation.team_id in own_team_ids(user)


def counted_for(user: User, operation: Operation) -> QuerySet[OperationPerson]:
    """Return whom the table counts for this user: everybody but those whom a conflict keeps her
    from, who could else be told from the difference to the rows that she sees."""
    return operation.people.exclude(person__in=kept_out_of(user)).order_by("id")


def outcomes_for(user: User, operation: Operation) -> QuerySet[OperationPerson]:
    """Return what became of the people of this operation whose files this user may open."""
    rows = operation.people.filter(person__in=people_for(user, OperationPerson))
    return rows.select_related("person").order_by("id")


def written_outcome(user: User, operation: Operation, person_id: UUID) -> OperationPerson:
    """Return the outcome of one person, for whoever may change it; raise `Http404` otherwise."""
    outcome = outcomes_for(user, written_operation(user, operation.id)).filter(person=person_id)
    return found_or_404(outcome.first())
