"""Closing a case takes a reason and two people; reopening keeps everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanal.audit import actions as audit
from fanal.cases.actions.entries import add_note
from fanal.cases.actions.stages import record_move
from fanal.cases.models import Case, Closure
from fanal.cases.queries.facts import facts_of
from fanal.core.casework.closure import ClosureReason, agreed_by_two
from fanal.core.casework.stages import Stage, missing
from fanal.core.casework.written import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say
from fanal.people.exclusion import kept_out_of_any


@transaction.atomic
def ask_closure(
    *, case: Case, reason: str, words: str, by: Any, ring: Any, on: date | None = None
) -> Closure:
    """Ask a second person to agree. Raises `BadInput`, or `Refused` with what is missing."""
    if reason not in set(ClosureReason):
        raise BadInput("reason", say("choose a reason"))
    words = long_text("words", words)
    if reason == ClosureReason.OTHER and not words:
        raise BadInput("words", say("say the reason in words"))
    if case.closures.filter(agreed_on=None, dropped_on=None).exists():
        raise BadInput("reason", say("closing has been asked for already"))
    _ready(case)
    closure = Closure(
        case=case, folder=case.id, reason=reason, asked_by=by, asked_on=on or timezone.localdate()
    )
    closure.seal(ring, {"words": words})
    closure.save()
    audit.record(act="case.closing_asked", by=by, about=case.id, detail={"reason": reason})
    return closure


def _ready(case: Case) -> None:
    if Case.objects.filter(id=case.id).exclude(offered_to=None).exists():
        raise Refused(say("this case is offered to another team: take the offer back first"))
    asked = replace(facts_of(case), closure_reason=True, closed_by_two=True)
    if lacking := missing(asked, Stage.CLOSED):
        raise Refused(*[need.says for need in lacking])


@transaction.atomic
def agree_closure(*, closure: Closure, by: Any, version: int, on: date | None = None) -> None:
    """The second person agrees and the case is closed. Raises `BadInput` for the same person, and
    `Refused` where a conflict keeps out who asked."""
    if not agreed_by_two(closure.asked_by_id, by.pk):
        raise BadInput("agree", say("who asked cannot be the second person"))
    case = closure.case
    if closure.asked_by_id in kept_out_of_any(cases=[case.id]):
        raise Refused(say("who asked is kept out of this case by now: say no, and ask anew"))
    _ready(case)
    closure.agreed_by, closure.agreed_on = by, on or timezone.localdate()
    closure.save(update_fields=["agreed_by", "agreed_on"])
    record_move(case, Stage.CLOSED, by, version, on)
    audit.record(act="case.closed", by=by, about=case.id, detail={"reason": closure.reason})


@transaction.atomic
def drop_closure(*, closure: Closure, by: Any, on: date | None = None) -> None:
    """The case stays open: the second person says no, or who asked thinks again."""
    closure.dropped_on = on or timezone.localdate()
    closure.save(update_fields=["dropped_on"])
    audit.record(act="case.closing_dropped", by=by, about=closure.case_id)


@transaction.atomic
def reopen(
    *, case: Case, by: Any, ring: Any, why: str, version: int, on: date | None = None
) -> None:
    """Open a closed case again, with its whole history; the reason becomes a note."""
    if case.stage != Stage.CLOSED:
        raise Refused(say("only a closed case is reopened"))
    if not long_text("why", why):
        raise BadInput("why", say("say why"))
    add_note(case=case, text=why, by=by, ring=ring, on=on)
    record_move(case, Stage.REOPENED, by, version, on)
    audit.record(act="case.reopened", by=by, about=case.id)
