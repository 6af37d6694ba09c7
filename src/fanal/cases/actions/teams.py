"""Handing a case over: to a colleague of the team, with the key of where she sleeps, held by name;
or to another team of ours. Whose the case is never depends on whose keys open it."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.cases.actions.cases import assign, pass_on_places, tell_given, tell_who_had_it
from fanal.cases.actions.entries import add_note
from fanal.cases.actions.tasks import HANDED_OVER, TAKEN_OVER, add_task
from fanal.cases.models import Case, Task
from fanal.core.casework.stages import CaseStage
from fanal.core.errors import Refused
from fanal.core.words import Sentence, say
from fanal.keys.ring import Ring


@transaction.atomic
def offer(*, case: Case, team: Team, by: User) -> None:
    """Ask `team` to take the case over. Until it says yes, nothing changes hands.

    Raises `Refused` for a case that is closed, about to be closed, or offered already.
    """
    # Locked: of two who offer it at once the second finds it offered.
    row = Case.objects.select_for_update().get(id=case.id)
    if row.team_id != case.team_id:
        raise Refused(say("this case is now with another team"))
    if row.team_id == team.pk:
        raise Refused(say("this case belongs to that team already"))
    if row.offered_to_id:
        raise Refused(say("this case is offered to a team already"))
    if row.stage == CaseStage.CLOSED:
        raise Refused(say("a closed case is not handed over: reopen it first"))
    # Else the other team would be asked to take over what this one wants to end.
    if row.closures.filter(agreed_on=None, dropped_on=None).exists():
        raise Refused(say("closing has been asked for: answer that first"))
    Case.objects.filter(id=case.id).update(offered_to=team)
    audit.record(act="case.offered", by=by, about=case.id, detail={"to": str(team.pk)})


@transaction.atomic
def end_offer(*, case: Case) -> None:
    """End an offer; the case stays where it is. Journalled by the act that ended it."""
    Case.objects.filter(id=case.id).update(offered_to=None)


@transaction.atomic
def take_over(*, case: Case, team: Team, assignee: User, by: User) -> int:
    """Give the case to `team` from now on, worked by `assignee`; return how many open tasks came
    along. Raises `Refused` where it was not offered to `team`: taken back, run out, or taken."""
    # In one statement: of a yes and of an offer that is taken back at once one alone holds.
    changed = Case.objects.filter(id=case.id, offered_to=team).exclude(closed=True)
    if not changed.update(team=team, assignee=assignee, offered_to=None):
        raise Refused(say("this case is not offered to your team any more"))
    Case.objects.filter(id=case.id).update(version=F("version") + 1)
    tell_given(case=case, to=assignee, by=by)
    tell_who_had_it(case=case, had=case.assignee_id, to=assignee, by=by, team=team)
    # All of them, also of colleagues: nobody of the giving team opens the case any more.
    tasks = Task.objects.filter(case=case, done_on=None)
    moved = tasks.update(assignee=assignee, version=F("version") + 1)
    # Until it is done, the case shows what the team before wrote for whoever has it now.
    if str(TAKEN_OVER) not in [task.title for task in tasks]:
        of_theirs = Case.objects.get(id=case.id)  # `case` was read while the other team had it
        add_task(case=of_theirs, title=TAKEN_OVER, assignee=assignee, by=by)
    detail = {"to": str(team.pk), "worker": str(assignee.pk), "tasks": moved}
    audit.record(act="case.taken_over", by=by, about=case.id, detail=detail)
    return moved


@transaction.atomic
def give_case(
    *, case: Case, to: User, by: User, ring: Ring, version: int, place: bool, needed: str = ""
) -> None:
    """Give the case to a colleague of its team; `place`: whether that colleague opens where she
    sleeps from now on. `needed`: what she needs now, which the new worker has as a note, and as a
    task to read it. Raises `BadInput`, `Conflict`, `Locked`."""
    assign(case=case, to=to, by=by, version=version)
    if place:
        pass_on_places(cases=[case], to=to, by=by, ring=ring)
    if needed.strip():
        note = add_note(case=case, text=needed, by=by, ring=ring)
        add_task(case=case, title=_task(by, note.id), assignee=to, by=by)


def _task(by: User, note: UUID) -> Sentence:
    # With the id of the note, which the page of the case shows until the task is done.
    return Sentence(HANDED_OVER.template, {"who": str(by), "note": str(note)})
