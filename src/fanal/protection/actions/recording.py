"""A dated record is added; nothing earlier is changed."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions.after_closing import SaidOfContact, say_after_closing
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.states import say_in_danger
from fanal.cases.models import Case
from fanal.cases.queries.present import states_of
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.answers import NOT_ASKED, dump, is_value, load, sealed_answer
from fanal.core.casework.state_entries import FREE
from fanal.core.casework.statements import StatementSource
from fanal.core.errors import BadInput
from fanal.core.protection.clocks import MOST
from fanal.core.protection.codes import REACHED_HER, RiskLevel
from fanal.core.protection.kinds import RecordKind
from fanal.core.words import say
from fanal.database.sql import next_number
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.protection.houses import ask_to_look_anew
from fanal.protection.models import ProtectionRecord
from fanal.web.typing import Answers

COUNTRY = "country"
# What has no sense without an answer to this.
MUST_SAY = {
    RecordKind.RISK: "level",
    RecordKind.RECOVERY: "decision",
    RecordKind.EVENT: "event",
    RecordKind.PRESSURE: "how",
    RecordKind.FOLLOW_UP: "reached",
    RecordKind.REVIEW: "form",
}


@transaction.atomic
def record(
    *,
    case: Case,
    kind: RecordKind,
    answers: Answers,
    by: User,
    ring: Ring,
    person: Person | None = None,
    on: date | None = None,
    due: date | None = None,
    today: date | None = None,
    ask_house: bool = False,
) -> ProtectionRecord:
    """Write one record. Fields left out are not asked. `ask_house`: ask the house in which she
    sleeps to look at doors and visitors anew. Raises `BadInput` naming the field."""
    today = today or timezone.localdate()
    on = on or today
    _must_be_possible(kind, case, person, on, due, today)
    content = _checked(kind, answers)
    row = ProtectionRecord(
        case=case,
        folder=case.id,
        person=person,
        kind=kind,
        on=on,
        due=due,
        made_by=by,
        made_on=today,
        number=next_number(case.protection_records.all(), Case.objects.filter(pk=case.id)),
        # Clocks run in a sweep that has no key: what they need is kept as codes, and no words.
        coded=_coded(kind, content),
    )
    row.write(ring, content, 0)
    audit.record(
        act="protection.recorded", by=by, about=case.id, detail={"record": str(kind.value)}
    )
    if person:
        _tell_of_her(row, person, answers, by, ring, ask_house=ask_house)
    return row


def _tell_of_her(
    row: ProtectionRecord,
    person: Person,
    answers: Answers,
    by: User,
    ring: Ring,
    *,
    ask_house: bool,
) -> None:
    """What a record says that others read elsewhere: how she is, whether she wants contact, and
    what is asked of the house in which she sleeps."""
    if row.record_kind is RecordKind.FOLLOW_UP:
        _says_how_she_is(row, person, answers, by, ring)
    if row.coded.get("level") == RiskLevel.IMMEDIATE:
        _says_that_she_is_in_danger(row, person, answers, by, ring)
    if ask_house:
        ask_to_look_anew(row.case, person, by, ring)
    if isinstance(wants := answers.get("wants_contact"), bool):
        contact = SaidOfContact(wants)
        say_after_closing(
            case=row.case, person=person, contact=contact, by=by, ring=ring, on=row.on
        )


def _says_how_she_is(
    row: ProtectionRecord, person: Person, answers: Answers, by: User, ring: Ring
) -> None:
    """Write what a follow-up says of her present state into the case, where it is read: what was
    heard after closing stands there as well, with whether she could speak freely: who is
    overheard may say what others want to hear."""
    if row.coded.get("reached") != REACHED_HER:
        return
    visit_answers: Answers = {
        name: answers.get(name, NOT_ASKED) for name in ("safe", "words", "signs")
    }
    visit_answers |= {
        "on": row.on.isoformat(),
        "said_by": StatementSource.HERSELF.value,
        FREE.name: answers.get("spoke_freely", NOT_ASKED),
    }
    add_entry(
        case=row.case,
        kind="visit",
        answers=visit_answers,
        by=by,
        ring=ring,
        about=person,
        on=row.made_on,
    )


def _says_that_she_is_in_danger(
    row: ProtectionRecord, person: Person, answers: Answers, by: User, ring: Ring
) -> None:
    """Write that she is in danger where she has to be seen to today, for every page that asks, and
    not for this alone. Where that is known already it is not said twice: what ends the one ends the
    other."""
    concerned = row.case.concerned.filter(person=person)
    if not concerned.exists() or states_of([person.pk], by, ring)[person.pk].state.in_danger:
        return
    dangers = answers.get("dangers", NOT_ASKED)
    say_in_danger(
        case=row.case,
        person=person,
        said_by="",
        said_at=None if row.on == row.made_on else row.on,
        words=str(dangers) if is_value(dangers) else "",
        by=by,
        ring=ring,
    )


def _must_be_possible(
    kind: RecordKind, case: Case, person: Person | None, on: date, due: date | None, today: date
) -> None:
    if kind.described.of_case != (person is None):
        raise BadInput("person", say("say who it is about"))
    # An event may be to come: a hearing, a birth, a release.
    if kind is not RecordKind.EVENT:
        refuse_future("on", on, today)
    if abs((on - today).days) > MOST * 10 or (due and (due - on).days > MOST):
        raise BadInput("due" if due else "on", say("this day is too far away: check the year"))
    if due and due < on:
        raise BadInput("due", say("the day of review is before the day of the record"))
    # One place for each: an open case has follow-ups in its plan, a closed one here.
    if kind is RecordKind.FOLLOW_UP and not case.closed:
        raise BadInput("reached", say("the case is open: write a follow-up in its plan"))


def _checked(kind: RecordKind, answers: Answers) -> dict[str, object]:
    """The answers as they are sealed. Raises `BadInput`."""
    content = {
        field.name: sealed_answer(field, answers.get(field.name, NOT_ASKED))
        for field in kind.described.fields
    }
    if COUNTRY in kind.described.coded:
        content[COUNTRY] = dump(str(answers.get(COUNTRY) or ""))
    must = MUST_SAY.get(kind)
    if must and not is_value(load(content[must])):
        raise BadInput(must, say("this question has to be answered"))
    # The country is filled in beforehand, so alone it says nothing.
    if not any(is_value(load(one)) for name, one in content.items() if name != COUNTRY):
        raise BadInput(kind.described.fields[0].name, say("nothing is answered yet"))
    return content


def _coded(kind: RecordKind, values: Mapping[str, object]) -> dict[str, str]:
    """What a clock reads: of what was answered, the codes alone."""
    found = {name: load(values[name]) for name in kind.described.coded}
    return {name: _code(one) for name, one in found.items() if is_value(one)}


def _code(answer: object) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return str(answer)
