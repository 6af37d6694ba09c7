"""A case goes to a colleague of the team, with the key of where she sleeps, held by name."""

from uuid import UUID

from django.db import transaction

from fanal.accounts.models import User
from fanal.cases.actions.cases import assign, pass_on_places
from fanal.cases.actions.entries import add_note
from fanal.cases.actions.tasks import HANDED_OVER, add_task
from fanal.cases.models import Case
from fanal.core.words import Sentence
from fanal.keys.ring import Ring


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
