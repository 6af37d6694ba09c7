"""A family is looked at before she goes there, by two; a journey waits for each condition."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.coded_facts import actions as facts
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.typed_text import long_text
from fanal.core.closed_lists import NOT_IN_LIST, check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.reintegration.codes import Condition, FamilyResult
from fanal.core.reintegration.family import recheck_on
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.exclusion import kept_out_of_any
from fanal.people.models import Person
from fanal.reintegration.models import FamilyAssessment
from fanal.reintegration.queries.feared_at_home import feared_at_home

QUESTIONS = ("household", "who_gained", "violence", "wanted", "her_wish", "neighbours", "words")
FORMER = say("the other assessor is now kept out of her file: assess it again")


@transaction.atomic
def assess(
    *,
    person: Person,
    result: str,
    conditions: Collection[str],
    answers: Mapping[str, str],
    on: date,
    by: User,
    ring: Ring,
    gained: bool = False,
    today: date | None = None,
) -> FamilyAssessment:
    """Record an assessment. `gained`: somebody who lives there gained by her leaving. Raises
    `BadInput` naming the question."""
    today = today or timezone.localdate()
    _check_assessment(result, conditions, on, today)
    texts = _checked_texts(answers)
    # Held: two assessments that are written at once get two numbers.
    Person.objects.select_for_update().get(pk=person.pk)
    row = FamilyAssessment(
        person=person,
        folder=person.id,
        on=on,
        due=recheck_on(on),
        made_by=by,
        made_on=today,
        number=FamilyAssessment.objects.filter(person=person).count() + 1,
        coded={
            "result": str(result),
            "conditions": sorted(map(str, conditions)),
            "met": [],
            "gained": gained,
            "feared": sorted(feared_at_home([person.id])[person.id]),
        },
    )
    row.write(ring, texts, 0)
    facts.code_row(row)
    audit.record(act="reintegration.assessed", by=by, about=person.id)
    return row


def _check_assessment(result: str, conditions: Collection[str], on: date, today: date) -> None:
    check_code("result", result, FamilyResult)
    if not set(conditions) <= set(Condition):
        raise BadInput("result", NOT_IN_LIST)
    refuse_future("on", on, today)
    # Each condition is a task before the day; without one "safe with conditions" is "safe".
    if (result == FamilyResult.CONDITIONS) != bool(conditions):
        raise BadInput(
            "conditions", say("name the conditions of “safe with conditions”, and of nothing else")
        )


def _checked_texts(answers: Mapping[str, str]) -> dict[str, str]:
    texts = {name: long_text(name, answers.get(name, "")) for name in QUESTIONS}
    if not texts["her_wish"]:
        raise BadInput("her_wish", say("ask her apart what she wants, and write it down"))
    return texts


@transaction.atomic
def second(
    *, row: FamilyAssessment, words: str, by: User, ring: Ring, on: date | None = None
) -> None:
    """Record that a second assessor looked for herself and agrees. Raises `Refused`, `BadInput`."""
    # Read anew under a lock: two second assessors would both find the place empty.
    row = FamilyAssessment.objects.select_for_update().get(pk=row.pk)
    if row.second_id is not None:
        raise Refused(say("a second assessor has agreed already"))
    if row.made_by_id == by.pk:
        raise BadInput("words", say("who assessed it cannot be the second assessor"))
    # The first assessor was kept out since: her word no longer counts for this person.
    if row.made_by_id in kept_out_of_any(people=[row.person_id]):
        raise Refused(FORMER)
    words = long_text(
        "words", words, needed=say("say what you saw or heard yourself, and from whom")
    )
    # Not the one who wants the case closed: a second person who looked for herself (5.6).
    row.second, row.second_on = by, on or timezone.localdate()
    row.write(ring, row.unseal(ring) | {"second": words}, row.version)
    facts.code_row(row)
    audit.record(act="reintegration.seconded", by=by, about=row.person_id)


@transaction.atomic
def meet(*, row: FamilyAssessment, condition: str, by: User) -> None:
    """Record that one condition is met."""
    row = FamilyAssessment.objects.select_for_update().get(pk=row.pk)
    check_code("condition", condition, row.coded["conditions"])
    row.coded = row.coded | {"met": sorted({*row.coded["met"], condition})}
    # Codes alone: the sealed words are as they were.
    row.save(update_fields=["coded"])
    facts.code_row(row)
    audit.record(act="reintegration.assessed", by=by, about=row.person_id)
