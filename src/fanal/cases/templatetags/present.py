"""The present state of a person in words: what, since when, who said so."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fanal.accounts.deciders import who_is_asked
from fanal.accounts.models import User
from fanal.cases.deciding import STATE, disputed_in
from fanal.cases.models import Case
from fanal.cases.queries.ask_whom import to_be_called, who_sees_to_it, worker_of
from fanal.cases.queries.codes import WARNED_OF, worst_in
from fanal.cases.queries.present import Elsewhere, VisibleState
from fanal.core.casework.danger_endings import lacks
from fanal.core.casework.origins import AnswerOrigin
from fanal.core.casework.present import DangerState, PresentState
from fanal.core.casework.statements import (
    CaseStatement,
    Custody,
    StatementQuestion,
    StatementSource,
)
from fanal.people.models import Person
from fanal.web.days_in_words import relative_day, since
from fanal.web.typing import Context
from fanal.web.words import translated

register = template.Library()
register.filter("worker_of", worker_of)

TONES = {
    DangerState.IN_DANGER: "danger",
    DangerState.DISPUTED: "danger",
    DangerState.UNHEARD: "danger",
    DangerState.GIVEN: "danger",
    DangerState.DOUBTED: "care",
    DangerState.UNKNOWN: "care",
    DangerState.SAFE: "good",
}
# Of a state that somebody else may read: what it is, and whom to call.
TO_CALL = {
    DangerState.IN_DANGER: gettext_lazy("In danger: call %(who)s"),
    DangerState.DISPUTED: gettext_lazy(
        "Two answers do not agree, counted as in danger: call %(who)s"
    ),
    DangerState.UNHEARD: gettext_lazy("Not heard from: call %(who)s"),
    DangerState.GIVEN: gettext_lazy("Handed over, arrival not confirmed: call %(who)s"),
}


MARKS = {
    DangerState.IN_DANGER: "danger",
    DangerState.DISPUTED: "danger",
    DangerState.UNHEARD: "danger",
    DangerState.GIVEN: "danger",
    DangerState.DOUBTED: "care",
    DangerState.UNKNOWN: "unknown",
    DangerState.SAFE: "ok",
}


@register.filter
def state_mark(seen: VisibleState) -> str:
    """The sign of a state: its shape says it without the colour."""
    return "care" if seen.unsettled else MARKS[seen.code]


@register.filter
def state_tone(seen: VisibleState) -> str:
    return "care" if seen.unsettled else TONES[seen.code]


@register.filter
def when(at: datetime | date | None) -> str:
    """Return a day and its hour, or a day: near today as people say it."""
    return relative_day(at) if at else ""


@register.filter
def said_by(statement: CaseStatement | AnswerOrigin) -> str:
    """Return who said it; who wrote it down, where nobody else is named."""
    source = translated(statement.source.sentence())
    if statement.source is StatementSource.LEAD and isinstance(statement, CaseStatement):
        return statement.by or source
    if statement.source is StatementSource.NOT_SAID:
        return statement.who or getattr(statement, "by", "") or source
    return f"{source} ({statement.who})" if statement.who else source


@register.filter
def sign_words(statement: CaseStatement) -> str:
    return translated(statement.sign_words) if statement.sign_words else ""


def _since(at: datetime | date | None) -> str:
    return since(at) if at else ""


def _last_that_counts(state: PresentState) -> CaseStatement | None:
    """Return the last sign of life; where it came after the hour, and a proof is awaited still, the
    last proof."""
    sign, due = state.last_sign, state.next_due
    if sign is None or due is None or sign.latest(timezone.get_current_timezone()) < due:
        return sign
    return state.last_proof


@register.simple_tag
def state_title(seen: VisibleState) -> str:
    """Return what holds, and since when."""
    state, since_when = seen.state, {"when": _since(seen.state.since)}
    # Danger from a case that this reader does not open: that it is so, without since when or who
    # says so.
    if seen.in_danger and not state.in_danger:
        return translated(seen.code.sentence()).capitalize()
    if seen.code is DangerState.GIVEN:
        return capfirst(translated(seen.code.sentence()))
    match state.code:
        case DangerState.IN_DANGER:
            return _("In danger since %(when)s") % since_when
        case DangerState.DISPUTED:
            return _("Two answers do not agree: counted as in danger since %(when)s") % since_when
        case DangerState.SAFE:
            return _("Safe since %(when)s") % since_when
        case DangerState.UNHEARD if sign := _last_that_counts(state):
            return _("Not heard from since %(when)s") % {"when": _since(sign.said)}
        case DangerState.UNHEARD:
            return _("Not heard from")
    return _("Not known whether she is in danger")


@register.simple_tag
def state_by(seen: VisibleState) -> str:
    """Return who said so, and to whom; of what does not count, that it is not confirmed."""
    state, holds = seen.state, seen.state.holds
    if holds is None or state.code in (DangerState.DISPUTED, DangerState.UNHEARD):
        return ""
    words = {"who": said_by(holds), "by": holds.by, "when": when(holds.said)}
    if state.outdated:
        return _("Safe, said by %(who)s, %(when)s: before her case was opened again.") % words
    if state.code is DangerState.UNKNOWN:
        # A word that does not count is shown with whose it is: silence would read as if nobody had
        # spoken.
        return _("“Not in danger”, said by %(who)s, %(when)s: not confirmed.") % words
    to = _("Said by %(who)s, to %(by)s.") if holds.by not in ("", words["who"]) else ""
    said = (to or _("Said by %(who)s.")) % words
    if seen.unsettled:
        since_then = _("Since then: %(what)s.") % {"what": translated(seen.unsettled)}
        return f"{said} {since_then}"
    return said


@register.simple_tag
def state_words(seen: VisibleState) -> str:
    """Return the sentence of the state: what, since when, who said so."""
    return ". ".join(filter(None, (state_title(seen), state_by(seen))))


@register.simple_tag
def who_decides_state(case: Case, person: Person, user: User) -> str:
    """Return which lead decides between two answers, or that nobody can and whom to call."""
    row = next(
        (disputed_row for disputed_row in disputed_in(case) if disputed_row.person_id == person.pk),
        None,
    )
    return who_is_asked(STATE, row.id, user) if row else ""


@register.simple_tag
def said_words(statement: CaseStatement) -> str:
    """Return what a statement says."""
    match statement.question:
        case StatementQuestion.DANGER if statement.by_word:
            return _("In danger: she said a wrong code word")
        case StatementQuestion.DANGER:
            return _("In danger") if statement.answer is True else _("Not in danger")
        case StatementQuestion.DECISION:
            return (
                _("Decided: in danger") if statement.answer is True else _("Decided: not in danger")
            )
        case StatementQuestion.SIGN_OF_LIFE:
            return _("Sign of life: %(sign)s") % {"sign": sign_words(statement)}
        case StatementQuestion.NEXT_SIGN:
            due = statement.answer if isinstance(statement.answer, datetime) else None
            return _("Next sign of life due %(when)s") % {"when": when(due)}
        case StatementQuestion.PLACE if statement.chosen:
            return _("Planned to leave from: %(place)s") % {"place": statement.answer}
        case StatementQuestion.PLACE:
            return _("She is at: %(place)s") % {"place": statement.answer}
    return _("She is with: %(who)s") % {"who": who_has_her(statement)}


def who_has_her(statement: CaseStatement) -> str:
    """Return who was named; where nobody was, the kind alone is known."""
    if statement.custody and statement.answer in set(Custody):
        return translated(statement.custody.sentence())
    return str(statement.answer)


@register.filter("who_sees_to_it")
def responsible_for(case: Case, reader: User | None) -> str:
    return who_sees_to_it(case, reader=reader)


@register.filter("to_be_called")
def called_about(case: Case, reader: User | None) -> str:
    return to_be_called(case, reader=reader)


@register.simple_tag
def to_call(elsewhere: Elsewhere, reader: User | None) -> str:
    """Return what is known of a case that is closed to whoever asks; `reader`: None of a paper,
    which others read."""
    return _called(elsewhere.case, elsewhere.code, reader)


@register.filter
def whom_to_call(seen: VisibleState, reader: User) -> list[str]:
    """Return whom to call about the cases that are closed to the reader, each sentence once.

    Whoever works on one and has new keys does not open it yet: she calls a lead, not herself.
    """
    return list(dict.fromkeys(_called(one.case, one.code, reader) for one in seen.to_call))


def _line(case: Case, code: DangerState, reader: User, *, own: bool) -> str:
    return capfirst(translated(code.sentence())) if own else _called(case, code, reader)


def _called(case: Case, code: DangerState, reader: User | None) -> str:
    return str(TO_CALL[code]) % {"who": to_be_called(case, reader=reader)}


@register.inclusion_tag("cases/danger_line.html", takes_context=True)
def danger_line(context: template.Context, case: Case) -> Context:
    """Return what stands at the head of a page about a case that is not the case itself: danger,
    and whom to call. Its own worker is not told to call herself: she is led to what was said."""
    code = worst_in(case)
    urgent = code in WARNED_OF
    reader = context["request"].user
    own = case.assignee_id is not None and case.assignee_id == reader.pk
    return {
        "case": case,
        "own": own,
        "urgent": urgent,
        "danger": code.counts_as_danger,
        "given": code is DangerState.GIVEN,
        "tone": TONES[code],
        "words": _line(case, code, reader, own=own) if urgent else "",
    }


# ── One list of everything that was said ─────────────────────────────────────
@register.filter
def said_sign(statement: CaseStatement) -> str:
    """The sign beside what says that she is in danger or is not; the others have an icon."""
    if statement.question not in (StatementQuestion.DANGER, StatementQuestion.DECISION):
        return ""
    return "danger" if statement.answer is True else "unknown" if lacks(statement) else "ok"


@register.filter
def said_tone(statement: CaseStatement) -> str:
    return {"danger": "red", "ok": "ok"}.get(said_sign(statement), "")


@register.filter
def said_icon(statement: CaseStatement) -> str:
    return SAID_ICONS.get(statement.question, "safety")


SAID_ICONS = {
    StatementQuestion.SIGN_OF_LIFE: "sign_of_life",
    StatementQuestion.NEXT_SIGN: "hour",
    StatementQuestion.PLACE: "place",
    StatementQuestion.CUSTODIAN: "hands",
}
