"""Opening a case, whom it concerns, who works on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Unpack

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.cases.access import conflicts_on
from fanal.cases.actions.hands import hand_on, tasks_go_along
from fanal.cases.actions.present import say_anew
from fanal.cases.coding import code_contacts
from fanal.cases.models import Case, CasePerson, Operation
from fanal.coded_facts import actions as facts
from fanal.core.casework.codes import CaseKind
from fanal.core.errors import BadInput
from fanal.core.roles import Permission
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.actions.persons import NewFile, create_person
from fanal.people.code_names import new_code_name
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
    """A new case with its keys, at the stage of an alert. `people`: persons it concerns."""
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
    facts.mark_coded(case.id)
    audit.record(act="case.made", by=by, about=case.id)
    return case


@transaction.atomic
def add_person(*, case: Case, person: Person, by: User, role: str = "concerned") -> CasePerson:
    """The case concerns one more person. Raises `BadInput` where it does already.

    Whom a conflict so keeps out of it, or of her other cases, works on them no more.
    """
    if role not in dict(CasePerson.ROLES):
        raise BadInput("role", say("{code} is not a role in a case", code=role))
    if CasePerson.objects.filter(case=case, person=person).exists():
        raise BadInput("person", say("the case concerns this person already"))
    made = CasePerson.objects.create(case=case, person=person, role=role)
    facts.code_row(made)
    audit.record(act="case.person_added", by=by, about=case.id, detail={"person": str(person.id)})
    hand_on(case=case, by=by)
    return made


@transaction.atomic
def add_new_person(
    *,
    case: Case,
    by: User,
    ring: Ring,
    role: str,
    person: Person | None = None,
    **told: Unpack[NewFile],
) -> CasePerson:
    """As `add_person`, of `person` or of somebody new: `told` is what `create_person` takes."""
    if person is None:
        person = create_person(team=case.team, by=by, ring=ring, **told)
    made = add_person(case=case, person=person, by=by, role=role)
    say_anew(case=case, by=by, ring=ring)
    return made


@transaction.atomic
def assign(*, case: Case, to: User, by: User, version: int) -> None:
    """Give the case to a colleague of the team whom no conflict keeps out of it, with the open
    tasks of whoever worked on it."""
    if not to.teams.filter(id=case.team_id).exists():
        raise BadInput("to", say("this colleague is not in the team"))
    if not to.may(Permission.WORK_CASES):
        raise BadInput("to", say("this colleague works on no case"))
    if conflicts_on(case.id).filter(user=to).exists():
        raise BadInput("to", say("this colleague has no access to this case, on purpose"))
    before, case.assignee = case.assignee_id, to
    case.save_if_version(version)
    audit.record(act="case.assigned", by=by, about=case.id, detail={"to": str(to.pk)})
    tasks_go_along(case=case, of=before, to=to, by=by)


@transaction.atomic
def set_kinds(*, case: Case, kinds: Iterable[str], by: User, version: int) -> None:
    """What the case is about; several kinds may hold at once."""
    case.kinds = _kinds(kinds)
    case.save_if_version(version)
    code_contacts(case)
    audit.record(act="case.kinds", by=by, about=case.id)


@transaction.atomic
def set_on_the_way(*, case: Case, on_the_way: bool, by: User) -> None:
    """A hand-over has begun or was confirmed; a case between two hands cannot be closed."""
    Case.objects.filter(id=case.id).update(on_the_way=on_the_way)
    audit.record(act="case.on_the_way", by=by, about=case.id, detail={"on_the_way": on_the_way})


def _kinds(kinds: Iterable[str]) -> str:
    wanted = set(kinds)
    if unknown := wanted - set(CaseKind):
        raise BadInput("kinds", say("{code} is not a kind of case", code=min(unknown)))
    return " ".join(kind for kind in CaseKind if kind in wanted)
