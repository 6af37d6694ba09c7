"""The same for several cases at once: all of it, or nothing. Each case has its journal entries."""

from collections.abc import Collection, Iterable
from datetime import date, time

from django.db import transaction

from fanal.accounts.models import User
from fanal.cases.actions.cases import assign, pass_on_places
from fanal.cases.actions.entries import add_note
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case
from fanal.cases.queries.colleagues import whose_task
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.web.words import translated


@transaction.atomic
def hand_over(
    *, cases: Collection[Case], to: User, reason: str, by: User, ring: Ring, place: bool = False
) -> None:
    """Give these cases to one colleague, with the open tasks of whoever worked on each; `place`:
    and where she sleeps, as far as `by` opens it. The reason stands as a note in each. Raises
    `BadInput`, `Conflict`."""
    why_now = long_text("reason", reason, needed=say("say why"))
    for case in cases:
        try:
            assign(case=case, to=to, by=by, version=case.version)
        except BadInput as problem:
            # With the code name: nothing is handed over, and whoever asked has to know because of
            # which one.
            why = say("{case}: {why}", case=case.code_name, why=translated(problem.why))
            raise BadInput("to", why) from None
        add_note(case=case, text=why_now, by=by, ring=ring)
    if place:
        pass_on_places(cases=cases, to=to, by=by, ring=ring)


@transaction.atomic
def add_task_to_each(
    *,
    cases: Iterable[Case],
    title: str,
    assignee: User | None,
    due: date | None,
    hour: time | None,
    repeat: str,
    reminder: str,
    by: User,
) -> None:
    """Add the same task to each case; without an assignee for whoever works on it."""
    for case in cases:
        add_task(
            case=case,
            title=title,
            assignee=assignee or whose_task(case, case.assignee, by),
            due=due,
            hour=hour,
            repeat=repeat,
            reminder=reminder,
            by=by,
        )
