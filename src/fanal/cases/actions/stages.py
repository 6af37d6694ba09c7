"""Moving a case from stage to stage, as far as `fanal.core.casework.stages` allows."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.second_person import still_waiting
from fanal.audit import actions as audit
from fanal.cases.access import conflicts_on, leads
from fanal.cases.actions.after_closing import SaidOfContact, say_of_each
from fanal.cases.actions.entries import add_note
from fanal.cases.actions.present import mail_to, opened_again
from fanal.cases.actions.tasks import OPENED_AGAIN, add_task, tell_worker
from fanal.cases.deciding import must_still_decide
from fanal.cases.models import Case, Closure, StageMove
from fanal.cases.queries.before_closing import before_closing, facts_of, why_not_agreed
from fanal.cases.queries.colleagues import colleagues_of, leads_of
from fanal.cases.queries.still_open import still_open_in
from fanal.coded_facts import actions as facts
from fanal.core.casework.closure import (
    ClosureReason,
    StillOpen,
    agreed_by_two,
    contradictions,
    for_a_lead,
)
from fanal.core.casework.stages import CaseStage, missing
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.core.words import Sentence, joined, say
from fanal.database.sql import next_number
from fanal.keys.ring import Ring


@transaction.atomic
def move(*, case: Case, to: CaseStage, by: User, version: int, on: date | None = None) -> None:
    """Move the case. Raises `Refused` with what is missing, `Conflict` if somebody moved it.

    Closing and reopening have actions of their own.
    """
    if to in (CaseStage.CLOSED, CaseStage.REOPENED):
        raise Refused(say("a case is closed by two people, and reopened with a reason"))
    lacking = missing(facts_of(case), to)
    if lacking:
        raise Refused(*[need.says for need in lacking])
    record_move(case, to, by, version, on)


def record_move(case: Case, to: CaseStage, by: User, version: int, on: date | None) -> None:
    """Record the move itself, inside the transaction of the action that allows it."""
    start = case.stage
    case.move_to(to)
    case.save_if_version(version)
    stage_move = StageMove.objects.create(
        case=case,
        number=StageMove.objects.filter(case=case).count() + 1,
        start=start,
        end=to,
        by=by,
        on=on or timezone.localdate(),
    )
    facts.code_row(stage_move)
    audit.record(act="case.moved", by=by, about=case.id, detail={"start": start, "end": str(to)})


# Closing a case takes a reason and two people; reopening keeps everything.
@transaction.atomic
def ask_closure(
    *,
    case: Case,
    reason: str,
    words: str,
    by: User,
    ring: Ring,
    contact: Mapping[UUID, SaidOfContact] | None = None,
    on: date | None = None,
) -> Closure:
    """Ask a second person to agree. `contact`: by person whether she may be contacted afterwards,
    written as her consent. Raises `BadInput`, or `Refused` with what is missing.

    What is still open and contradicts the reason is explained in words, and a lead reads them.
    """
    if reason not in set(ClosureReason):
        raise BadInput("reason", say("choose a reason"))
    words = long_text("words", words)
    if reason == ClosureReason.OTHER and not words:
        raise BadInput("words", say("say the reason in words"))
    if case.closures.filter(agreed_on=None, dropped_on=None).exists():
        raise BadInput("reason", say("closing has been asked for already"))
    # Before `_ready`, which asks whether it was said.
    say_of_each(case=case, contact=contact or {}, by=by, ring=ring, on=on)
    _ready(case)
    still_open = still_open_in(case, by, ring)
    _explained(ClosureReason(reason), words, still_open)
    closure = Closure(
        case=case,
        folder=case.id,
        number=next_number(case.closures.all(), Case.objects.filter(id=case.id)),
        reason=reason,
        asked_by=by,
        asked_on=on or timezone.localdate(),
        for_a_lead=for_a_lead(ClosureReason(reason), still_open),
    )
    closure.seal(ring, {"words": words})
    closure.save()
    audit.record(act="case.closing_asked", by=by, about=case.id, detail={"reason": reason})
    return closure


def _explained(reason: ClosureReason, words: str, still_open: Iterable[StillOpen]) -> None:
    contradicting = contradictions(reason, still_open)
    if contradicting and not words:
        what = joined(*(open_end.says for open_end in contradicting))
        raise BadInput("words", say("this speaks against the reason: {what}. Say why.", what=what))


def _ready(case: Case) -> None:
    if lacking := before_closing(case):
        raise Refused(*[need.says for need in lacking])


@transaction.atomic
def agree_closure(
    *, closure: Closure, by: User, ring: Ring, version: int, on: date | None = None
) -> None:
    """Close the case, as the second person agrees. Raises `BadInput` for the same person; `Refused`
    with what came up since, where a lead has to be one of the two and neither is, and where who
    asked has left or is kept out by a conflict."""
    still_waiting(Closure.objects.filter(agreed_on=None, dropped_on=None), closure)
    if not agreed_by_two(closure.asked_by_id, by.pk):
        raise BadInput("agree", say("whoever asked cannot be the second person"))
    case = closure.case
    # Days may lie between asking and agreeing: all that was checked then is checked again.
    must_still_decide(closure.asked_by_id, case.id, Permission.WORK_CASES)
    _ready(case)
    still_open = still_open_in(case, by, ring)
    if why_not := why_not_agreed(closure, closure.try_unseal(ring), by, still_open):
        raise Refused(why_not)
    closure.agreed_by, closure.agreed_on = by, on or timezone.localdate()
    closure.save(update_fields=["agreed_by", "agreed_on"])
    facts.code_row(closure)
    record_move(case, CaseStage.CLOSED, by, version, on)
    audit.record(act="case.closed", by=by, about=case.id, detail={"reason": closure.reason})


@transaction.atomic
def drop_closure(
    *, closure: Closure, by: User, ring: Ring, why: str = "", on: date | None = None
) -> None:
    """Leave the case open: the second person says no and why, or who asked thinks again.

    Who asked and who works on the case find it among their tasks, and are told; so does a lead,
    where neither of the two leads the team. Raises `BadInput` for a no without a reason.
    """
    still_waiting(Closure.objects.filter(agreed_on=None, dropped_on=None), closure)
    why, day = long_text("why", why), on or timezone.localdate()
    if by.pk != closure.asked_by_id and not why:
        raise BadInput("why", say("say why"))
    closure.seal(ring, closure.unseal(ring) | {"why_open": why})
    closure.dropped_by, closure.dropped_on = by, day
    closure.save(update_fields=["sealed", "version", "dropped_by", "dropped_on"])
    audit.record(act="case.closing_dropped", by=by, about=closure.case_id)
    if by.pk != closure.asked_by_id:
        _hand_back(closure, by, day)


STAYS_OPEN = say("The case stays open: read why under Closure")
# Whether it may end is settled in supervision (Inter-Agency Guidelines for Case Management and
# Child Protection 2014, step 6): two who do not agree are not left alone with it.
NOT_AGREED = say("Two colleagues do not agree on closing this case: read why, and settle it")


def _hand_back(closure: Closure, by: User, day: date) -> None:
    case, asked_by = closure.case, closure.asked_by
    here = colleagues_of(case)
    # Those still in the team: a task of a colleague who left would wait for nobody.
    to = here.filter(pk__in=[asked_by.pk, case.assignee_id]).exclude(pk=by.pk)
    _tell(case, STAYS_OPEN, to, by, day)
    if not (leads(by, case) or leads(asked_by, case)):
        others = [lead for lead in leads_of(case) if lead.pk != case.assignee_id]
        _tell(case, NOT_AGREED, others[:1], by, day)


def _tell(case: Case, title: Sentence, to: Iterable[User], by: User, day: date) -> None:
    recipients = list(to)
    for recipient in recipients:
        add_task(case=case, title=title, assignee=recipient, due=day, by=by, on=day)
    mail_to(recipients, day)


@transaction.atomic
def reopen(
    *, case: Case, by: User, ring: Ring, why: str, version: int, on: date | None = None
) -> None:
    """Open a closed case again, with its whole history; the reason becomes a note."""
    if case.stage != CaseStage.CLOSED:
        raise Refused(say("only a closed case is reopened"))
    if case.team.closed_on:
        raise Refused(say("This team was closed: another team opens a case of its own."))
    long_text("why", why, needed=say("say why"))
    add_note(case=case, text=why, by=by, ring=ring, on=on)
    record_move(case, CaseStage.REOPENED, by, version, on)
    # “Safe” from before it was closed says nothing of today: until somebody asks it is not known.
    opened_again({case.id})
    day, here = on or timezone.localdate(), colleagues_of(case)
    if case.assignee in here:
        tell_worker(case=case, title=OPENED_AGAIN, by=by)
    else:
        _tell_without_worker(case, by, day)
    _tell(case, CLOSED_BEFORE, _who_closed(case, by), by, day)
    audit.record(act="case.reopened", by=by, about=case.id)


WITHOUT_WORKER = say("Opened again, and nobody works on it: give it to a colleague")


def _tell_without_worker(case: Case, by: User, day: date) -> None:
    """Ask the leads of the team to give it to somebody; where none may, tell the directors, on
    whose page it stands (`today.overview`)."""
    there = leads_of(case)
    if there.exists():
        _tell(case, WITHOUT_WORKER, there.exclude(pk=by.pk)[:1], by, day)
        return
    directors = User.objects.who_may(Permission.SEE_OVERVIEW).exclude(pk=by.pk)
    may_know = directors.exclude(pk__in=conflicts_on(case.id).values("user"))
    mail_to(list(may_know), day)


CLOSED_BEFORE = say("You closed this case with a colleague; it was opened again: read why")


def _who_closed(case: Case, by: User) -> QuerySet[User]:
    """Return who closed it last: who asked, and who agreed. Who works on it is told in any case."""
    closed = Closure.objects.filter(case=case).exclude(agreed_on=None).order_by("number").last()
    told = Q(pk=by.pk) | Q(pk=case.assignee_id)
    two = Q(pk=closed.asked_by_id) | Q(pk=closed.agreed_by_id) if closed else Q(pk=None)
    return colleagues_of(case).filter(two).exclude(told)
