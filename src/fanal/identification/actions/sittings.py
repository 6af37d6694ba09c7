"""Sittings: questions put to one source, answer by answer, until they are stopped or all are asked.

An interview is a sitting with herself. It begins with the ten rules; what a relative on the
telephone or a paper says needs none.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.queries.helpers import must_name_nobody_left_out
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.typed_text import short_text
from fanal.core.errors import BadInput
from fanal.core.law.asking_children import way_of_asking
from fanal.core.law.facts import Certainty, FactSource
from fanal.core.law.interview import RULES, state_of_wording
from fanal.core.words import say
from fanal.identification.access import Concern
from fanal.identification.actions.statements import Days, refuse_impossible_time
from fanal.identification.interview_gate import interview_gate
from fanal.identification.models import Interview, RepeatRequest
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content


@transaction.atomic
def begin_interview(
    *,
    concern: Concern,
    rules: list[str],
    language: str,
    interpreter: str = "",
    unread: bool = False,
    spoken: str = "",
    directly: bool = False,
    by: User,
    ring: Ring,
    on: date | None = None,
) -> Interview:
    """Begin, once each of the ten rules is confirmed; `unread`: that nobody who speaks her
    language has read the questions. `language` "" and `spoken`: hers, through an interpreter, or
    `directly`: by whoever asks, who speaks it.

    Raises `BadInput` naming `rules`, `unread`, `interpreter`, or `consent` with the first of what
    stands against asking her now.
    """
    gate = interview_gate(concern, by, ring)
    if gate.against:
        raise BadInput("consent", gate.against[0].sentence())
    # The ten recommendations (WHO 2003) are about whether to ask at all: they come first.
    if set(rules) != set(RULES):
        raise BadInput("rules", say("Each rule has to be confirmed before the first question."))
    must_name_nobody_left_out(concern.case, interpreter, where="interpreter", by=by, ring=ring)
    interpreter, spoken = short_text("interpreter", interpreter), short_text("spoken", spoken)
    _must_be_understood(language, spoken, interpreter, unread=unread, directly=directly)
    content = {
        "language": language,
        "spoken": "" if language else spoken,
        "interpreter": interpreter,
        "asked_as": way_of_asking(gate.age.age).youngest,
    }
    _use_up_repeats(concern)
    interview = _create_interview(concern, content, by, ring, on)
    audit.record(act="identification.begun", by=by, about=concern.case.id)
    return interview


def _must_be_understood(
    language: str, spoken: str, interpreter: str, *, unread: bool, directly: bool
) -> None:
    """Raise `BadInput` where she may not understand the questions."""
    if not language:
        _must_be_spoken(spoken, interpreter, directly=directly)
    elif not unread:
        _must_be_read(language)


def _use_up_repeats(concern: Concern) -> None:
    """The next interview takes another reason."""
    rows = RepeatRequest.objects.filter(person=concern.person, used_on=None)
    rows.exclude(accepted_on=None).update(used_on=timezone.localdate())


def _must_be_spoken(spoken: str, interpreter: str, *, directly: bool) -> None:
    if not (spoken and (interpreter or directly)):
        where = "interpreter" if spoken else "spoken"
        raise BadInput(
            where, say("without questions in her language: which one, and who interprets")
        )


def _must_be_read(language: str) -> None:
    state = state_of_wording(language)
    if state and not state.is_sure:
        raise BadInput(
            "unread",
            say("no native speaker has read these questions: confirm, or choose another language"),
        )


@transaction.atomic
def begin_sitting(
    *,
    concern: Concern,
    source: str,
    said_by: str = "",
    certainty: str = Certainty.SURE,
    said_on: date | None = None,
    about: Days = (None, None),
    by: User,
    ring: Ring,
) -> Interview:
    """Begin with one source, which stands for every answer of this sitting.

    With herself only for what she said of her own accord: to be asked, she has an interview.
    Raises `BadInput` for a day in the future and for a time turned round.
    """
    refuse_impossible_time(*about, timezone.localdate())
    refuse_future("said_on", said_on, timezone.localdate())
    content = {
        "language": "",
        "interpreter": "",
        "source": str(FactSource(source)),
        "said_by": short_text("said_by", said_by),
        "certainty": str(Certainty(certainty)),
        "on": said_on.isoformat() if said_on else None,
        "about": [day.isoformat() if day else None for day in about],
    }
    interview = _create_interview(concern, content, by, ring)
    audit.record(act="identification.asking", by=by, about=concern.case.id)
    return interview


def _create_interview(
    concern: Concern, content: Content, by: User, ring: Ring, on: date | None = None
) -> Interview:
    interview = Interview(
        case=concern.case,
        person=concern.person,
        folder=concern.case.id,
        by=by,
        on=on or timezone.localdate(),
    )
    interview.seal(ring, content)
    interview.save()
    return interview


@transaction.atomic
def end_interview(*, interview: Interview, stopped: bool, by: User) -> None:
    """End it: all was asked, or it was stopped. What was said stays."""
    interview.ended_on = timezone.localdate()
    interview.stopped = stopped
    interview.save(update_fields=["ended_on", "stopped"])
    act = "identification.stopped" if stopped else "identification.ended"
    audit.record(act=act, by=by, about=interview.case_id)
