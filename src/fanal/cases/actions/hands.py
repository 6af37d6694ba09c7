"""A case is in the hands of somebody who may open it, or in nobody's: never of who is kept out."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db.models import F, Q

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.models import Case, Task
from fanal.cases.queries.colleagues import colleagues_of
from fanal.core.roles import Permission
from fanal.people.exclusion import cases_held_by_who_is_kept_out, cases_of_the_same_people

# What else goes along to whom a case is given, of whoever worked on it: filled when the server
# starts, by those above.
GO_ALONG: list[Callable[[Case, UUID, User, User], None]] = []


def hand_on(*, case: Case, by: User) -> None:
    """Give what is in the hands of a colleague who is kept out of it to others: this case, and
    every other of the same people. To `by` in her own team, elsewhere to a lead; where no lead may
    open it, it is in nobody's hands until somebody is chosen.
    """
    theirs = Q(id=case.id) | Q(id__in=cases_of_the_same_people(case.id))
    held = Case.objects.filter(theirs, id__in=cases_held_by_who_is_kept_out())
    for one in held.select_for_update().order_by("id"):
        _give(one, _hands_for(one, by), by)


def tasks_go_along(*, case: Case, of: UUID | None, to: User, by: User) -> None:
    """The open tasks of whoever worked on the case; those of others stay with them."""
    if of is None or of == to.pk:
        return
    theirs = Task.objects.filter(case=case, done_on=None, assignee=of)
    if given := theirs.update(assignee=to, version=F("version") + 1):
        detail = {"to": str(to.pk), "tasks": given}
        audit.record(act="case.tasks_given", by=by, about=case.id, detail=detail)
    for goes_along in GO_ALONG:
        goes_along(case, of, to, by)


def _hands_for(case: Case, by: User) -> User | None:
    may = list(colleagues_of(case))
    if by in may:
        return by
    return next((colleague for colleague in may if colleague.may(Permission.LEAD_CASES)), None)


def _give(case: Case, to: User | None, by: User) -> None:
    Case.objects.filter(id=case.id).update(assignee=to, version=F("version") + 1)
    if to is None:
        audit.record(act="case.left", by=by, about=case.id)
    else:
        audit.record(act="case.assigned", by=by, about=case.id, detail={"to": str(to.pk)})
        tasks_go_along(case=case, of=case.assignee_id, to=to, by=by)
