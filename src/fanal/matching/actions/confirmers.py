"""Asking a colleague of another team to confirm: a team of two has nobody else."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Required, TypedDict, Unpack
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.office_time import of_offices
from fanal.audit import actions as audit
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import IDENTITY, NARRATIVE
from fanal.core.words import say
from fanal.keys.actions import create_folder, grant, revoke
from fanal.keys.ring import Ring
from fanal.matching.models import Confirmer, TracingAnswer, TracingRequest
from fanal.matching.queries.followups import questions_to, still_open
from fanal.matching.queries.tracing import could_confirm
from fanal.people.access import people_among
from fanal.people.models import Person
from fanal.sealed.broken_rows import of_each_that_opens

DAYS = 14


@transaction.atomic
def ask_confirmer(
    *,
    request: TracingRequest,
    person: Person,
    to: User,
    by: User,
    ring: Ring,
    on: date | None = None,
) -> Confirmer:
    """Open what is looked for, and the identity of the file that was found, to a lead or director
    of elsewhere, for DAYS days. Raises `BadInput` for anybody else, NotGranted without the keys.
    """
    if to not in could_confirm(request, person):
        raise BadInput("to", say("this colleague cannot be asked to confirm"))
    day = on or timezone.localdate()
    question = Confirmer(
        id=uuid4(),
        request=request,
        person=person,
        user=to,
        asked_by=by,
        asked_on=day,
        # Counted from today at the earliest, also where `on` is a day of the past.
        until=max(day, timezone.localdate()) + timedelta(days=DAYS),
        # Only what is opened for this question is closed again after it.
        granted=not people_among(to, [person.id]).exists(),
    )
    # A folder of its own, with a copy of what is looked for: the case itself stays closed to her.
    question.folder = question.id
    create_folder(folder=question.id, kind="tracing", team=request.case.team, by=by, ring=ring)
    question.seal(ring, request.unseal(ring))
    question.save(force_insert=True)
    _open_to_her(question, ring)
    detail = {"to": str(to.pk), "person": str(person.id)}
    audit.record(act="tracing.confirmer", by=by, about=request.case_id, detail=detail)
    return question


def _open_to_her(question: Confirmer, ring: Ring) -> None:
    """What is looked for; and the file that was found, where it is not open to her anyway."""
    opened = [(question.id, [IDENTITY, NARRATIVE])]
    if question.granted:
        opened.append((question.person_id, [IDENTITY]))
    for folder, compartments in opened:
        grant(
            folder=folder,
            compartments=compartments,
            to=question.user,
            by=question.asked_by,
            ring=ring,
            until=question.until,
            reason="tracing",
        )


class AnswerWords(TypedDict, total=False):
    """What one says of a file that was found."""

    agrees: Required[bool]
    ground: Required[str]
    words: Required[str]
    on: date | None


@transaction.atomic
def confirm(
    *, asked: Confirmer, ring: Ring, by: User, **said: Unpack[AnswerWords]
) -> TracingAnswer:
    """Keep her finding, sealed for the team that asked; the file closes to her again, also where
    she takes it back and answers anew.

    `said`: agrees, ground, words, on. Raises as `answer` does.
    """
    # Here, since `tracing` imports `close_files` from this module.
    from fanal.matching.actions.tracing import answer

    her_answer = answer(
        request=asked.request, person=asked.person, by=by, ring=ring, folder=asked.folder, **said
    )
    close_files([asked], by=by)
    return her_answer


def close_files(asked: Iterable[Confirmer], *, by: User | None) -> int:
    """Close again the files that were opened for these questions. How many."""
    opened = [confirmer for confirmer in asked if confirmer.granted]
    for confirmer_row in opened:
        revoke(
            folder=confirmer_row.person_id, to=confirmer_row.user, by=by, compartments=[IDENTITY]
        )
        # The row stays: it says who was asked and when.
        Confirmer.objects.filter(id=confirmer_row.id).update(granted=False)
    return len(opened)


def close_where_due(*, today: date, offices: Collection[UUID] | None = None) -> int:
    """Close the files whose question nobody of these offices may answer any more, where it is
    `today`: she took her yes back, or a conflict keeps who was asked from either person, or she
    has another role. For the sweep; twice does nothing twice. Raises BrokenSeal once the files of
    all others were closed.
    """
    asked = Confirmer.objects.filter(of_offices("user__office", offices), granted=True)
    by_user: dict[User, list[Confirmer]] = defaultdict(list)
    for row in asked.select_related("user", "person__team"):
        by_user[row.user].append(row)
    return sum(of_each_that_opens(by_user.items(), partial(_close_of, today=today)))


def _close_of(hers: tuple[User, list[Confirmer]], *, today: date) -> int:
    user, rows = hers
    open_now = {question.id for question in still_open(questions_to(user, today), today)}
    return close_files([row for row in rows if row.id not in open_now], by=None)
