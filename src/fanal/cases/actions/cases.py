"""Opening a case, whom it concerns, who works on it."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from fanal.accounts.actions import refusing
from fanal.accounts.models import Refusal, Team, User
from fanal.audit import actions as audit
from fanal.cases.access import conflicts_on
from fanal.cases.actions.present import mail_to, say_anew
from fanal.cases.coding import code_contacts
from fanal.cases.models import Case, CasePerson, GivenCase, Operation, Task
from fanal.cases.queries.colleagues import colleagues_of, whose_task
from fanal.coded_facts import actions as facts
from fanal.core.casework.codes import CaseKind
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import WHEREABOUTS
from fanal.core.words import say
from fanal.keys import whereabouts_access
from fanal.keys.actions import grant, offboarding, revoke
from fanal.keys.ring import Ring
from fanal.people.actions.persons import NewFile, create_person
from fanal.people.code_names import new_code_name
from fanal.people.exclusion import (
    cases_held_by_who_is_kept_out,
    cases_of_the_same_people,
    kept_out_of_any,
    kept_out_of_each,
)
from fanal.people.folders import make_folder
from fanal.people.models import Person


@transaction.atomic
def open_case(
    *,
    people: Iterable[Person],
    team: Team,
    by: User,
    ring: Ring | None = None,
    kinds: Iterable[str] = (),
    assignee: User | None = None,
    operation: Operation | None = None,
    on: date | None = None,
) -> Case:
    """Open a new case with its keys, at the stage of an alert. `people`: persons it concerns."""
    case = Case.objects.create(
        team=team,
        code_name=new_code_name(),
        kinds=_kinds(kinds),
        assignee=assignee or by,
        operation=operation,
        made_by=by,
        opened_on=on or timezone.localdate(),
    )
    make_folder(folder=case.id, kind="case", team=team, by=by, ring=ring)
    links = [CasePerson(case=case, person=person) for person in people]
    CasePerson.objects.bulk_create(links)
    code_contacts(case, links)
    # Whatever is written from here on is coded as it is written: no lead has to code this case
    # later.
    facts.mark_coded(case.id)
    audit.record(act="case.made", by=by, about=case.id)
    tell_given(case=case, to=case.assignee, by=by)
    return case


@transaction.atomic
def add_person(*, case: Case, person: Person, by: User, role: str = "concerned") -> CasePerson:
    """Record that the case concerns one more person. Raises `BadInput` where it does already.
    Whoever a conflict so keeps out of it, or of her other cases, works on them no more."""
    if role not in dict(CasePerson.ROLES):
        raise BadInput("role", say("{code} is not a role in a case", code=role))
    if CasePerson.objects.filter(case=case, person=person).exists():
        raise BadInput("person", say("the case concerns this person already"))
    link = CasePerson.objects.create(case=case, person=person, role=role)
    facts.code_row(link)
    audit.record(act="case.person_added", by=by, about=case.id, detail={"person": str(person.id)})
    # A conflict with her name is known only now: whoever is kept out by it loses the case here.
    hand_on(case=case, by=by)
    return link


@transaction.atomic
def add_new_person(
    *,
    case: Case,
    by: User,
    ring: Ring,
    role: str,
    person: Person | None = None,
    **new_file: Unpack[NewFile],
) -> CasePerson:
    """Add `person`, or somebody new, to the case as `add_person` does. `new_file`: what
    `create_person` takes."""
    if person is None:
        person = create_person(team=case.team, by=by, ring=ring, **new_file)
    link = add_person(case=case, person=person, by=by, role=role)
    # Who is added to a case in danger counts as in danger, until somebody says otherwise of her.
    say_anew(case=case, by=by, ring=ring)
    return link


@transaction.atomic
def assign(*, case: Case, to: User, by: User, version: int) -> None:
    """Give the case to a colleague of the team whom no conflict keeps out of it, with the open
    tasks of whoever worked on it."""
    if not to.teams.filter(id=case.team_id).exists():
        raise BadInput("to", say("this colleague is not in the team"))
    if not to.may(Permission.WORK_CASES):
        raise BadInput("to", say("this colleague works on no case"))
    # The same words whatever the conflict is: who assigns need not know of it.
    if conflicts_on(case.id).filter(user=to).exists():
        raise BadInput("to", say("this colleague has no access to this case, on purpose"))
    before, case.assignee = case.assignee_id, to
    case.save_if_version(version)
    audit.record(act="case.assigned", by=by, about=case.id, detail={"to": str(to.pk)})
    tell_given(case=case, to=to, by=by)
    tell_who_had_it(case=case, had=before, to=to, by=by)
    tasks_go_along(case=case, of=before, to=to, by=by)


@transaction.atomic
def set_kinds(*, case: Case, kinds: Iterable[str], by: User, version: int) -> None:
    """Record what the case is about; several kinds may hold at once."""
    case.kinds = _kinds(kinds)
    case.save_if_version(version)
    code_contacts(case)
    audit.record(act="case.kinds", by=by, about=case.id)


@transaction.atomic
def set_on_the_way(*, case: Case, on_the_way: bool, by: User) -> None:
    """Record that a hand-over began or was confirmed; a case between two hands cannot be closed."""
    Case.objects.filter(id=case.id).update(on_the_way=on_the_way)
    audit.record(act="case.on_the_way", by=by, about=case.id, detail={"on_the_way": on_the_way})


def _kinds(kinds: Iterable[str]) -> str:
    wanted = set(kinds)
    if unknown := wanted - set(CaseKind):
        raise BadInput("kinds", say("{code} is not a kind of case", code=min(unknown)))
    # In the order of the list, so that the same kinds are the same text.
    return " ".join(kind for kind in CaseKind if kind in wanted)


# A case is in the hands of somebody who may open it, or in nobody's: never of who is kept out.
# What else goes along to whom a case is given, of whoever worked on it, or where that is None of
# whoever may not go on with it: filled when the server starts, by those above.
GO_ALONG: list[Callable[[Case, UUID | None, User, User], None]] = []


def hand_on(*, case: Case, by: User) -> None:
    """Give what is in the hands of a colleague who is kept out of it to others: this case, and
    every other of the same people. To `by` in her own team, elsewhere to a lead; where no lead may
    open it, it is in nobody's hands until somebody is chosen. Tasks that she has in a case of
    another, as a lawyer, come back to whoever works on it.
    """
    theirs = Q(id=case.id) | Q(id__in=cases_of_the_same_people(case.id))
    held_cases = Case.objects.filter(theirs, id__in=cases_held_by_who_is_kept_out())
    # Ordered, so that two who hand on at the same time lock the rows in the same order.
    for held_case in held_cases.select_for_update().order_by("id"):
        _give(held_case, _hands_for(held_case, by), by)
    waiting = list(Case.objects.filter(theirs, _has_open_tasks()).order_by("id"))
    for id, kept_out in kept_out_of_each([one.id for one in waiting]).items():
        tasks_come_back(next(one for one in waiting if one.id == id), kept_out, by)


def _has_open_tasks() -> Exists:
    return Exists(Task.objects.filter(case=OuterRef("id"), done_on=None))


def tasks_come_back(case: Case, of: Collection[UUID], by: User | None) -> None:
    """Give the open tasks of who opens the case no more to whoever works on it. `by` is None for
    the server."""
    if to := whose_task(case, case.assignee, by):
        _give_tasks(case, of, to, by)


def tasks_go_along(*, case: Case, of: UUID | None, to: User, by: User) -> None:
    """Give `to` the open tasks of whoever worked on the case, and of who is kept out of it; those
    of others stay with them."""
    before = {of} - {None, to.pk}
    _give_tasks(case, before | kept_out_of_any(cases=[case.id]), to, by)
    if of in before:
        all_goes_along(case=case, of=of, to=to, by=by)


def _give_tasks(case: Case, of: Collection[UUID | None], to: User, by: User | None) -> None:
    theirs = Task.objects.filter(case=case, done_on=None, assignee__in=of)
    # The version too: whoever has such a task open in a form is told that it changed hands.
    if moved := theirs.update(assignee=to, version=F("version") + 1):
        detail = {"to": str(to.pk), "tasks": moved}
        audit.record(act="case.tasks_given", by=by, about=case.id, detail=detail)


def all_goes_along(*, case: Case, of: UUID | None, to: User, by: User) -> None:
    """Give `to` what the apps above know of, as each added to `GO_ALONG`."""
    for goes_along in GO_ALONG:
        goes_along(case, of, to, by)


def _hands_for(case: Case, by: User) -> User | None:
    may = list(colleagues_of(case))
    # Whoever acts is there now; anybody else would first have to find it.
    if by in may:
        return by
    return next((colleague for colleague in may if colleague.may(Permission.LEAD_CASES)), None)


def _give(case: Case, to: User | None, by: User) -> None:
    Case.objects.filter(id=case.id).update(assignee=to, version=F("version") + 1)
    tell_given(case=case, to=to, by=by)
    if to is None:
        audit.record(act="case.left", by=by, about=case.id)
    else:
        audit.record(act="case.assigned", by=by, about=case.id, detail={"to": str(to.pk)})
        tasks_go_along(case=case, of=case.assignee_id, to=to, by=by)


def pass_on_places(*, cases: Collection[Case], to: User, by: User, ring: Ring) -> None:
    """Grant `to` where she sleeps, where `by` opens it and `to` does not. Raises `Locked`."""
    ids = {case.id for case in cases}
    teams = Team.objects.filter(pk__in={case.team_id for case in cases})
    lacking = [
        folder
        for team in teams.order_by("name")
        for folder in whereabouts_access.missing_grants(team, to, by)
        if folder in ids
    ]
    # All keys in one go; each by itself would ask the database once a case.
    ring.prepare(lacking)
    for folder in lacking:
        grant(folder=folder, compartments=[WHEREABOUTS], to=to, by=by, ring=ring)


@transaction.atomic
def take_from(*, case: Case, holder: User, by: User) -> None:
    """Take back what was granted to this colleague by name of this case; her tasks in it come back
    to whoever works on it. Raises Refused where nobody else would open where she is."""
    if any(folder.folder_id == case.id for folder in offboarding.only_hers(holder)):
        raise Refused(
            say(
                "Nobody else can see where she is: first {who} hands the case over to a "
                "colleague who may know it, or gives another lead access, on the page “Team”.",
                who=str(holder),
            )
        )
    revoke(folder=case.id, to=holder, by=by)
    if holder not in colleagues_of(case):
        tasks_come_back(case, [holder.pk], by)


# Telling a colleague that a case is hers now, until she has opened it (`today_access`), and
# whoever had it that it is hers no more, until she has read that (`accounts.refusals`).

GIVEN_ON = "given_on"


def tell_given(*, case: Case, to: User | None, by: User) -> None:
    """Record that the case was given to a colleague who has not opened it yet. Runs in the
    transaction of what gave it to her. Whoever takes a case herself knows."""
    # Of one who has it again it is true no more that it was handed over.
    Refusal.objects.filter(kind=GIVEN_ON, about=case.id, asked_by=to).delete()
    if to is None or to == by:
        # Also what was told to somebody before: the case is hers no more.
        GivenCase.objects.filter(case=case).delete()
        return
    now = {"to": to, "by": by, "on": timezone.localdate()}
    GivenCase.objects.update_or_create(case=case, defaults=now)
    mail_to([to], timezone.localdate())


def tell_who_had_it(
    *, case: Case, had: UUID | None, to: User, by: User, team: Team | None = None
) -> None:
    """Record for whoever had the case that `to` has it now; of another team she reads that `team`
    has it. Whoever gives it away knows, and so does who goes on with it there."""
    if had is None or had in (by.pk, to.pk):
        return
    Refusal.objects.filter(kind=GIVEN_ON, about=case.id, asked_by=had).delete()
    if before := User.objects.filter(pk=had, is_active=True).first():
        refusing.tell(GIVEN_ON, case.id, before, "", by, case, str(team or to))
