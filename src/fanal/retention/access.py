"""Who ends files: leads of the team that has them, and directors who agree. What one may not see
answers like what does not exist."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.audit.refusals import found_or_refused, refuse
from fanal.cases.access import cases_for, opened
from fanal.cases.models import Case
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import Compartment
from fanal.keys.ring import Ring
from fanal.people.access import leads, people_among, person_for
from fanal.people.models import Person
from fanal.retention.models import Erasure, LegalHold, RegisterErasure, Tombstone
from fanal.retention.queries import deciding, holding, registers
from fanal.retention.queries.offering import ChoosableRecord
from fanal.shelters.models import Shelter
from fanal.web.lookup import first_or_404, permitted_or_404, row_or_404


def must_lead(user: User) -> None:
    """Raise `Http404` for whoever leads no cases."""
    permitted_or_404(user, Permission.LEAD_CASES)


def must_look(user: User) -> None:
    """Raise `Http404` for whoever neither leads cases, nor sees the whole, nor keeps the
    machine."""
    # Whoever keeps the machine sees the periods that hold here, and no file.
    theirs = (Permission.LEAD_CASES, Permission.SEE_OVERVIEW, Permission.MANAGE_ACCOUNTS)
    permitted_or_404(user, *theirs)


def decides(user: User) -> bool:
    """Whether this person may ever be the second one."""
    return user.may(Permission.SEE_OVERVIEW, Permission.LEAD_CASES)


def must_decide(user: User) -> None:
    if not decides(user):
        raise Http404


def led_person_for(user: User, person_id: UUID) -> Person:
    """Return her file, for the lead of its team; `Http404` otherwise."""
    person = person_for(user, person_id)
    if not leads(user, person):
        refuse("person.refused", user, person_id)
    return person


def erasure_for(user: User, erasure_id: UUID) -> Erasure:
    """Return an erasure that waits for this person."""
    must_decide(user)
    row = deciding.waiting_erasures().filter(pk=erasure_id).first()
    if row is None or not deciding.may_decide_erasure(user, row):
        raise Http404
    return row


def own_erasure_for(user: User, erasure_id: UUID) -> Erasure:
    """Return an erasure that she asked for herself, to take it back."""
    must_lead(user)
    rows = deciding.erasures_asked_by(user)
    return first_or_404(row for row in rows if row.pk == erasure_id)


def register_to_decide_for(user: User, erasure_id: UUID) -> RegisterErasure:
    must_decide(user)
    rows = registers.registers_for(user)
    return first_or_404(row for row in rows if row.pk == erasure_id)


def shelter_led_for(user: User, shelter_id: UUID) -> Shelter:
    """A shelter of a team that this person leads, also one that was closed."""
    must_lead(user)
    # A look for the shelter of another team is journalled, and answered like an id that is not
    # there.
    found = registers.shelters_led_by(user).filter(pk=shelter_id).first()
    return found_or_refused(found, "person.refused", user, shelter_id)


def hold_to_decide_for(user: User, hold_id: UUID) -> LegalHold:
    must_decide(user)
    row = holding.waiting().filter(pk=hold_id).first()
    if row is None or not deciding.may_decide_hold(user, row):
        raise Http404
    return row


def hold_for(user: User, hold_id: UUID) -> LegalHold:
    """Return a hold in force, on what this person leads."""
    must_lead(user)
    row = row_or_404(holding.in_force(), hold_id)
    if not holds_seen_by(user, [row]):
        raise Http404
    return row


def holds_seen_by(user: User, rows: Iterable[LegalHold]) -> list[LegalHold]:
    """Return the holds on files that she may open."""
    rows = list(rows)
    files = people_among(user, [row.person_id for row in rows if row.person_id])
    cases = cases_for(user).filter(pk__in=[row.case_id for row in rows if row.case_id])
    known = {*files.values_list("pk", flat=True), *cases.values_list("pk", flat=True)}
    return [row for row in rows if (row.person_id or row.case_id) in known]


def read(user: User, records: Iterable[ChoosableRecord], ring: Ring) -> None:
    """Write down which parts of which cases were opened to choose from them."""
    parts: dict[Case, set[Compartment]] = {}
    # One entry of the journal for each case, not for each record: choosing among fifty notes is
    # one look.
    for record in records:
        parts.setdefault(record.case, set()).update([record.part] if record.part else [])
    for case, some in parts.items():
        if some:
            opened(user, case, *sorted(some), ring=ring)


def journal_names(reader: User, ids: Collection[UUID]) -> Iterable[tuple[UUID, str]]:
    """What the journal calls what is there no more."""
    # Of what was erased there is no code name left: the journal says what it was and no more.
    kinds = {
        "person": _("an erased file"),
        "case": _("an erased case"),
        "record": _("an erased record"),
    }
    for id, kind in Tombstone.objects.filter(pk__in=ids).values_list("pk", "kind"):
        yield id, kinds[kind]
