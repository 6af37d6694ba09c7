"""The only way to get a case. What one may not see answers like what does not exist.

Four ways in: the team, a grant, broken glass (24 hours), and being asked to close as second
person, which comes with the team. One way out that beats them all: the list of conflicts, of this
case or of another one of the same people. None of it asks whether something can be decrypted.
"""

from uuid import UUID

from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404
from django.utils import timezone

from fanal.accounts.access import own_team_ids, team_ids_of
from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.audit.refusals import refuse
from fanal.authority import reading as attested
from fanal.cases.models import BreakGlass, Case, CaseEntry, Consent, Document, OfCase, Task
from fanal.cases.ties import ONE_CASE, Ties, ties_to
from fanal.cases.ways_in import if_listed, in_an_emergency, ways_in
from fanal.cases.ways_in import may_hold_cases as may_hold_cases
from fanal.core.casework.entries import codes_in
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import TEAM_COMPARTMENTS, Compartment
from fanal.database.conditions import RowCondition, all_of, outside
from fanal.keys.queries import compartments_granted_to, teams_of_folders
from fanal.keys.ring import Ring
from fanal.people.code_names import blind_lookup_key
from fanal.people.exclusion import ListedConflict, cases_closed_to, closed_to_whole_teams, listed_on
from fanal.people.exclusion import conflicts_on as conflicts_on
from fanal.people.linked_cases import closes_case
from fanal.people.models import Person
from fanal.web.lookup import first_or_404, permitted_or_404, row_or_404
from fanal.web.request_cache import once_a_page

ALL = frozenset(Compartment)


def cases_for(user: User) -> QuerySet[Case]:
    """Every case this user may open."""
    return _opened_by(user)


def cases_with(user: User, part: Compartment) -> QuerySet[Case]:
    """Return the cases of which this user may open this part, as `compartments_for` says of one."""
    # No more than `cases_for`: each way to a part is a narrower one to the case.
    return _opened_by(user, part)


def cases_and_parts(user: User, *parts: Compartment) -> QuerySet[Case]:
    """The same, each with `opens_{part}`, as `with_parts` says it of any cases."""
    # Of those that a conflict closes none is among them.
    return cases_for(user).annotate(**{f"opens_{part}": ways_in(user, part) for part in parts})


def _opened_by(user: User, part: Compartment | None = None) -> QuerySet[Case]:
    return _composed(user, part).all()  # its reader keeps what was read, and others ask anew


@once_a_page
def _composed(user: User, part: Compartment | None) -> QuerySet[Case]:
    if not may_hold_cases(user):
        return Case.objects.none()
    return Case.objects.filter(if_listed(user, part))


def with_parts(user: User, cases: QuerySet[Case], *parts: Compartment) -> QuerySet[Case]:
    """Return these cases; `opens` and `opens_{part}` say what of each is open to this user."""
    named = [("opens", None), *((f"opens_{part}", part) for part in parts)]
    return cases.annotate(**{name: if_open_to(user, part) for name, part in named})


def if_open_to(user: User, part: Compartment | None = None) -> RowCondition:
    """Return the condition by which a case, or this part of one, is open to this user."""
    if not may_hold_cases(user):
        return RowCondition("1 = 0", [])
    return all_of(ways_in(user, part), outside("id", kept_out_of(user)))


def must_hold_cases(user: User) -> None:
    """Raise `Http404` for roles that open no case at all: for them these pages do not exist."""
    if not may_hold_cases(user):
        raise Http404


def must_see_overview(user: User) -> None:
    """Raise `Http404` for whoever does not see the whole."""
    permitted_or_404(user, Permission.SEE_OVERVIEW)


def case_for(user: User, case_id: UUID, *parts: Compartment) -> Case:
    """The case with the ties to it (`ties_in`), of which this user opens one of `parts` where some
    are named; or `Http404`. Each refusal is written down, also of what does not exist."""
    case = _if_open_to(user, case_id)
    if case is None or not _is_ours(case) or closes_case(user, case.id):
        refuse("case.refused", user, case_id)
    # After the case: whoever may not open the case learns nothing of its parts.
    if parts:
        must_open(user, case, *parts)
    return case


def _if_open_to(user: User, case_id: UUID) -> Case | None:
    if not may_hold_cases(user):
        return None
    # `case_for` verifies the row itself; for a list all of a team's have to be.
    closed = cases_closed_to(user, by_teams=False)
    may_open = all_of(ways_in(user), outside("id", closed))
    found = ONE_CASE.ask(may_open, case=case_id, user=user.pk, now=timezone.now())
    return found[0] if found else None


def _is_ours(case: Case) -> bool:
    """Whether actions here gave the case its team and who opened it."""
    return teams_of_folders([case.id]).get(case.id) == case.team_id and attested.row_counts(case)


def case_of(found: OfCase | None, asked_for: UUID) -> UUID:
    """The id of the case that something stands in, to ask `case_for`; for what is not there, the id
    that was asked for, which no case has. So both are refused alike, in the same time."""
    return asked_for if found is None else found.case_id


def led_case_for(user: User, case_id: UUID) -> Case:
    """The case, for what only a lead of its team does: grants, conflicts, reviews."""
    case = case_for(user, case_id)
    if not leads(user, case):
        refuse("case.refused", user, case_id)
    return case


def case_in_an_emergency(user: User, code_name: str) -> Case | None:
    """A case of any team by its code name, for whoever may break glass; none closed by a conflict
    or to its whole team. Asking is written down, whatever the answer."""
    must_break_glass(user)
    audit.record(act="case.looked_for", by=user)
    open_to_her = Case.objects.exclude(id__in=kept_out_of(user))
    open_to_her = open_to_her.exclude(id__in=closed_to_whole_teams(user))
    return open_to_her.filter(mark=blind_lookup_key(code_name)).first()


def works_on(user: User, case: Case, ties: Ties | None = None) -> bool:
    """Whether this user may write into the case as one of its team or in an emergency."""
    return user.may(Permission.WORK_CASES) and any(ties or ties_to(user, case))


def compartments_for(user: User, case: Case, ties: Ties | None = None) -> frozenset[Compartment]:
    """What this user may open of a case that `case_for` gave: by role and grant, not by key."""
    ties = ties or ties_to(user, case)
    if ties.emergency:
        return ALL
    of_team = user.may(Permission.WORK_CASES) and ties.team
    if of_team and (user.may(Permission.LEAD_CASES) or case.made_by_id == user.pk):
        return ALL  # no grant adds to it
    granted = frozenset(compartments_granted_to(user, case.id))
    if of_team:
        return granted.union(TEAM_COMPARTMENTS)
    return granted - {Compartment.MEDICAL} if user.may(Permission.WORK_LEGAL) else granted


def writable_for(user: User, case: Case) -> frozenset[Compartment]:
    """Where this user may write: the team all it opens, the lawyer the legal part and documents."""
    ties = ties_to(user, case)
    if works_on(user, case, ties):
        return compartments_for(user, case, ties)
    if user.may(Permission.WORK_LEGAL):
        return compartments_for(user, case, ties) & {Compartment.LEGAL, Compartment.FILES}
    return frozenset()


def worked_case_for(user: User, case_id: UUID) -> Case:
    """The case, for who works on it as one of its team or in an emergency; `Http404` otherwise."""
    case = case_for(user, case_id)
    if not works_on(user, case):
        refuse("case.refused", user, case_id)
    return case


def must_write(user: User, case: Case, compartment: Compartment) -> None:
    """Raise `Http404` where this user may not write into that part of the case."""
    if compartment not in writable_for(user, case):
        refuse("case.refused", user, case.id)


def entry_for(user: User, case: Case, entry_id: UUID) -> CaseEntry:
    """An entry of the case in a compartment that this user may open, or `Http404`."""
    kinds = codes_in(compartments_for(user, case))
    return row_or_404(CaseEntry.objects.of_kinds([case.id], *kinds), entry_id)


def document_for(user: User, case: Case, document_id: UUID) -> Document:
    """A document of the case, or `Http404`."""
    must_open(user, case, Compartment.FILES)
    return row_or_404(Document.objects.filter(case=case), document_id)


def must_open(user: User, case: Case, *parts: Compartment) -> None:
    """Raise `Http404` where this user may open none of these parts of the case."""
    if not compartments_for(user, case).intersection(parts):
        refuse("case.refused", user, case.id)


def task_for(case: Case, task_id: UUID, *, done: bool = False) -> Task:
    """An open task of the case, or one that is done; or `Http404`."""
    return row_or_404(Task.objects.filter(case=case, done_on__isnull=not done), task_id)


def consent_for(case: Case, consent_id: UUID) -> Consent:
    """A consent of the case, or `Http404`."""
    return row_or_404(Consent.objects.filter(case=case), consent_id)


def concerned_by(case: Case, person_id: UUID) -> Person:
    """A person whom the case concerns, or did until a colleague took her off; or `Http404`."""
    # What was written of who was taken off stays in the case, and its pages still lead to her.
    of_her = (
        links.select_related("person").filter(person=person_id).first()
        for links in (case.concerns, case.taken_off)
    )
    return first_or_404(link.person for link in of_her if link)


def conflict_on(case: Case, conflict_id: UUID) -> ListedConflict:
    """A conflict that still holds, or `Http404`."""
    conflict: ListedConflict = row_or_404(listed_on(case), conflict_id)
    return conflict


def broken_glass_for(user: User, broken_id: UUID) -> BreakGlass:
    """An emergency opening that this user may review: not their own, of a team they answer for,
    and of no case that a conflict closes to them."""
    must_review(user)
    return row_or_404(broken_glass_to_review(user).select_related("case", "user"), broken_id)


def broken_glass_to_review(user: User) -> QuerySet[BreakGlass]:
    """The emergency openings that are for this reviewer to judge, judged already or not."""
    rows = BreakGlass.objects.exclude(user=user).exclude(case__in=kept_out_of(user))
    if not user.may(Permission.SEE_OVERVIEW):
        rows = rows.filter(case__team__in=team_ids_of(user))
    return rows


def must_break_glass(user: User) -> None:
    """Raise `Http404` for whoever may not open a case in an emergency."""
    permitted_or_404(user, Permission.BREAK_GLASS)


def must_review(user: User) -> None:
    """Raise `Http404` for whoever reviews no emergencies."""
    permitted_or_404(user, Permission.REVIEW_BREAK_GLASS)


def must_work_in(user: User, team: Team) -> None:
    """Raise `Http404` for whoever does not work on the cases of this team."""
    if not (user.may(Permission.WORK_CASES) and team.pk in own_team_ids(user)):
        raise Http404


def broke_glass_on(user: User, cases: QuerySet[Model, object]) -> bool:
    """Whether this user is in one of these cases in an emergency, now."""
    broken = Case.objects.filter(id__in=in_an_emergency(user)).exclude(id__in=kept_out_of(user))
    return broken.filter(id__in=cases).exists()


def leads(user: User, case: Case, ties: Ties | None = None) -> bool:
    """Whether this user leads the team of the case."""
    return user.may(Permission.LEAD_CASES) and (ties or ties_to(user, case)).team


def opened(user: User, case: Case, *parts: Compartment, ring: Ring) -> list[Compartment]:
    """Write down which of these parts of the case the keys of this user opened, those of one page
    in one entry; where they open none, that she looked at it. Return what they opened."""
    held = ring.compartments(case.id)
    read = [part for part in parts if part in held]
    shown = read or list(parts)
    act = "case.opened" if read else "case.looked_at"
    detail = {"compartment": shown[0] if len(shown) == 1 else shown}
    audit.record(act=act, by=user, about=case.id, detail=detail)
    return read


def kept_out_of(user: User) -> RawSQL:
    """The cases that a conflict closes to this user, whatever the team has: those on whose list she
    stands, and every other case of the same people (`fanal.people.exclusion`); for `id__in=`."""
    return cases_closed_to(user)
