"""What one source said on one day, asked or of its own accord: statements are only added to."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.models import Case
from fanal.coded_facts import actions as facts
from fanal.core.calendars.future_dates import STILL_TO_COME, refuse_future
from fanal.core.casework.typed_text import short_text
from fanal.core.errors import BadInput
from fanal.core.law.facts import Certainty, FactAnswer, FactSource, gather
from fanal.core.law.vocabulary import vocabulary
from fanal.core.words import say
from fanal.identification.access import Concern
from fanal.identification.models import Interview, Statement
from fanal.identification.queries import observations, statements
from fanal.identification.sittings import Sitting
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content

type Days = tuple[date | None, date | None]


@transaction.atomic
def add_statement(
    *,
    concern: Concern,
    answers: dict[str, str],
    source: str,
    by: User,
    ring: Ring,
    said_by: str = "",
    certainty: str = Certainty.SURE,
    said_on: date | None = None,
    about: Days = (None, None),
    interview: Interview | None = None,
) -> Statement | None:
    """Keep what one source said on one day; None where nothing new was said.

    `about`: the time it speaks of. Raises `BadInput` for an unknown code, a time turned round, a
    day in the future, and where this source said the contrary on the same day. In one interview a
    later answer replaces the earlier one.
    """
    today = timezone.localdate()
    refuse_impossible_time(*about, today)
    content = _statement_content(answers, source, said_by, certainty, said_on or today, about)
    if interview and said_on in (None, today):  # sealed: outside it would tell when she was here
        content["at"] = timezone.localtime().strftime("%H:%M")
    statement = _unsaved(concern, interview, by, today)
    # Before anything is kept: statements are only added to, so a contradiction could not be
    # removed.
    _refuse_contradictions(concern, statement, content, ring, today)
    if not content["answers"]:
        return None
    # Late, as it holds the case: whoever said nothing new keeps nobody waiting.
    statement.number = _next_number(concern.case)
    statement.seal(ring, content)
    statement.save()
    facts.code_row(statement, content)
    audit.record(act="identification.statement", by=by, about=concern.case.id)
    return statement


def _unsaved(concern: Concern, interview: Interview | None, by: User, today: date) -> Statement:
    return Statement(
        case=concern.case,
        person=concern.person,
        folder=concern.case.id,
        interview=interview,
        made_by=by,
        made_on=today,
    )


def refuse_impossible_time(first: date | None, last: date | None, today: date) -> None:
    if first and last and first > last:
        raise BadInput("about_until", say("The last day lies before the first."))
    refuse_future("about_from" if first else "about_until", first or last, today)


def _statement_content(
    answers: dict[str, str],
    source: str,
    said_by: str,
    certainty: str,
    said_on: date,
    about: tuple[date | None, date | None],
) -> Content:
    return {
        "source": str(FactSource(source)),
        "said_by": short_text("said_by", said_by),
        "certainty": str(Certainty(certainty)),
        "on": said_on.isoformat(),
        "about": [day.isoformat() if day else None for day in about],
        "answers": _known_codes(answers),
    }


def _known_codes(answers: dict[str, str]) -> dict[str, str]:
    for code in answers:
        if code not in vocabulary():
            raise BadInput(code, say("no such code in the vocabulary"))
    return {code: str(FactAnswer(answer)) for code, answer in answers.items() if answer}


def _refuse_contradictions(
    concern: Concern, new: Statement, content: Content, ring: Ring, today: date
) -> None:
    earlier = statements(concern, ring)
    try:
        gather(observations([*earlier, (new, content)]), today=today)
    except BadInput as problem:
        code = problem.where.rpartition(".")[2]
        if code in vocabulary():
            why = say("this source said the contrary on the same day; give the later day, or none")
            # The gathering names its own place; the form has a field for each code.
            raise BadInput(code, why) from None
        raise BadInput("said_on", STILL_TO_COME) from None


def _next_number(case: Case) -> int:
    # The row of the case is locked so that two statements at once do not take one number.
    Case.objects.select_for_update().get(id=case.id)
    return (Statement.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0) + 1


def keep_answers(
    *,
    concern: Concern,
    sitting: Sitting,
    answers: dict[str, str],
    about: Days = (None, None),
    by: User,
    ring: Ring,
) -> Statement | None:
    """Keep what the source of this sitting answered. `about`: where it speaks of another time."""
    return add_statement(
        concern=concern,
        answers=answers,
        source=sitting.source,
        said_by=sitting.said_by,
        certainty=sitting.certainty,
        said_on=sitting.said_on,
        about=about if any(about) else sitting.about,
        interview=sitting.interview,
        by=by,
        ring=ring,
    )
