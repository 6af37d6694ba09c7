"""Who records and reads what is due in a case, and who decides as the second of two."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.cases.access import (
    case_for,
    case_of,
    compartments_for,
    kept_out_of,
    must_write,
    worked_case_for,
    writable_for,
)
from fanal.cases.deciding import for_a_lead, in_teams_of
from fanal.cases.models import Case
from fanal.core.protection.kinds import RecordKind
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import LEGAL, NARRATIVE
from fanal.people.models import Person
from fanal.protection.models import ProtectionDecision, ProtectionRecord
from fanal.web.lookup import found_or_404, permitted_or_404

PARTS = frozenset({LEGAL, NARRATIVE})


def process_for(user: User, case_id: UUID) -> Case:
    """The case, for whoever opens a part of it in which these records stand; or `Http404`."""
    return case_for(user, case_id, *PARTS)


def kinds_open_to(user: User, case: Case) -> list[RecordKind]:
    """Return the kinds of which this user reads what is written."""
    parts = compartments_for(user, case)
    return [kind for kind in RecordKind if kind.described.compartment in parts]


def kinds_written_by(user: User, case: Case) -> set[RecordKind]:
    parts = writable_for(user, case)
    return {kind for kind in RecordKind if kind.described.compartment in parts}


def kind_for(user: User, case: Case, code: str, *, of_case: bool) -> RecordKind:
    """The kind that this user may write into the case; `Http404` otherwise."""
    if code not in set(RecordKind):
        raise Http404
    kind = RecordKind(code)
    if kind.described.of_case != of_case:
        raise Http404
    must_write(user, case, kind.described.compartment)
    return kind


def person_in(case: Case, person_id: UUID) -> Person:
    """Return somebody whom the case concerns, no relative of hers; or `Http404`."""
    # Family who came along have no risk, plan or best interests of their own in this case.
    link = case.concerned
    return found_or_404(link.filter(person=person_id).first()).person


def assessment_for(user: User, record_id: UUID) -> ProtectionRecord:
    """An assessment of best interests in a case that this user works on."""
    row = ProtectionRecord.objects.select_related("case", "person").filter(pk=record_id).first()
    worked_case_for(user, case_of(row, record_id))
    if row is None or row.record_kind is not RecordKind.BEST_INTERESTS:
        raise Http404
    return row


def decision_for(user: User, decision_id: UUID) -> ProtectionDecision:
    """A proposal that waits for this user, or `Http404`."""
    rows = ProtectionDecision.objects.select_related("case", "asked_by", "assessment__person")
    row = rows.filter(pk=decision_id).first()
    worked_case_for(user, case_of(row, decision_id))
    # By the same list as the page: what a reader could not find she cannot answer by its address.
    if row is None or row.id not in {decision.id for decision in decisions_for(user)}:
        raise Http404
    return row


def decisions_for(user: User) -> list[ProtectionDecision]:
    """What another proposed in a team of this user: for its leads; for who works in it where no
    other lead is there and a lead proposed it."""
    rows = ProtectionDecision.objects.filter(decided_on=None, case__closed=False)
    found = in_teams_of(user, rows.exclude(asked_by=user)).order_by("asked_on", "id")
    return for_a_lead(user, list(found.select_related("case", "asked_by", "assessment__person")))


def cases_led_by(user: User) -> QuerySet[Case]:
    """The cases of the teams that this user leads, open and closed. Raises Http404 for who leads
    none."""
    permitted_or_404(user, Permission.LEAD_CASES)
    return Case.objects.filter(team__in=team_ids_of(user)).exclude(id__in=kept_out_of(user))
