"""Entries of the sections. Notes are only added to: a correction is a note that points back."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.authority import ledger
from fanal.cases.actions.carers import consents_no_more
from fanal.cases.actions.people_around import (
    AROUND,
    GUARDIANSHIP,
    note_guardianship,
    record_person_around,
)
from fanal.cases.actions.present import must_have_happened, say_anew
from fanal.cases.actions.tasks import ask_before_its_end
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.known_answers import ELSEWHERE, ToConfirm
from fanal.coded_facts import actions as facts
from fanal.core.casework.amounts import must_have_currency, read_amount
from fanal.core.casework.answers import NOT_ASKED, NoAnswer, dump, is_value, load, refuse_unknown
from fanal.core.casework.contact_evidence import SAID_WORD, SaidWord
from fanal.core.casework.entries import EntryKind, Field, FieldType, entry_kind
from fanal.core.casework.entry_statements import ASKED, AT, HIDDEN, KINDS_SAID, SAID
from fanal.core.casework.kept_answers import kept_said
from fanal.core.casework.origins import ORIGIN, origin_in
from fanal.core.casework.pay_typed import WORK, read_work
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say
from fanal.database.sql import db_uuid, rows
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.models import Person
from fanal.web.typing import Answers

# What an app above keeps in codes of an entry (its answers as they are sealed), in its transaction:
# filled when the server starts.
NOTED: list[Callable[[CaseEntry, Content], None]] = []
# `CaseEntry.objects.filter(case=case).aggregate(last=Max("number"))`, asked at every entry: Django
# takes ten times as long to write it as to answer.
LAST = "SELECT COALESCE(MAX(number), 0) FROM cases_entry WHERE case_id = %s"
EMPTIED = say("this was answered and stays answered: say what changed instead")


@transaction.atomic
def add_entry(
    *,
    case: Case,
    kind: str,
    answers: Answers,
    by: User,
    ring: Ring,
    under: CaseEntry | None = None,
    corrects: CaseEntry | None = None,
    due: date | None = None,
    on: date | None = None,
    about: Person | None = None,
    kept: Content | None = None,
) -> CaseEntry:
    """Write one entry. Fields left out are not asked. Raises `BadInput` naming the field.

    `about`: whom it is about, where it is not about everybody in the case. `kept`: what is sealed
    with the answers and is no question. What it says of her present state is derived at once.
    """
    described = entry_kind(kind)
    if (described.under or None) != (under.kind if under else None):
        raise BadInput("under", say("this entry belongs to another kind of entry"))
    entry = CaseEntry(
        case=case,
        folder=case.id,
        kind=kind,
        under=under,
        corrects=corrects,
        about=about,
        due=due,
        number=_next_number(case),
        made_by=by,
        made_on=on or timezone.localdate(),
    )
    data = checked(described, answers)
    entry.seal(ring, _first_told(entry, data, kept or {}) | (kept or {}))
    entry.save()
    facts.code_row(entry, data)
    _written(entry, data, by, ring, act="case.note_corrected" if corrects else "case.entry_added")
    return entry


@transaction.atomic
def edit_entry(
    *,
    entry: CaseEntry,
    answers: Answers,
    version: int,
    by: User,
    ring: Ring,
    due: date | None = None,
    done_on: date | None = None,
) -> CaseEntry:
    """Change an entry as it was at `version`. Raises `Conflict`; `BadInput` for a note."""
    described = entry_kind(entry.kind)
    # What was written at the time is evidence; a note that can be changed afterwards is none.
    if described.append_only:
        raise BadInput("text", say("a note is not changed: write a correction"))
    before, content = entry.unseal(ring), checked(described, answers)
    entry.due, entry.done_on = due, done_on
    entry.seal(ring, content | _merged_content(entry, content, before, by))
    entry.save_if_version(version)
    facts.code_row(entry, content)
    _written(entry, content, by, ring, act="case.entry_changed")
    return entry


def _written(entry: CaseEntry, content: Content, by: User, ring: Ring, *, act: str) -> None:
    """Do what follows from an entry: codes for the gate, the journal, her present state."""
    _note_for_the_gate(entry, content, by)
    audit.record(act=act, by=by, about=entry.case_id, detail={"kind": entry.kind})
    if entry.kind in KINDS_SAID:
        say_anew(case=entry.case, by=by, ring=ring)


def _note_for_the_gate(entry: CaseEntry, content: Content, by: User) -> None:
    if entry.kind == AROUND and record_person_around(entry, content):
        consents_no_more(entry, by)
    if entry.kind == GUARDIANSHIP:
        until = note_guardianship(entry, content)
        ask_before_its_end(case=entry.case, until=until, by=by)
    for note in NOTED:
        note(entry, content)


def _first_told(entry: CaseEntry, content: Content, kept: Content) -> Content:
    """What a new entry seals: its answers, its hour, and what it says of danger: what was confirmed
    as a call said it, was said at the hour of the call."""
    at = hour_of(entry.made_on)
    origin = origin_in(kept)
    of_danger = ASKED.get(entry.kind, ("", True))[0]
    asked_at = origin.at if origin and of_danger in origin.fields else at
    about_danger = kept_said(entry.kind, content, {}, at=asked_at, by=str(entry.made_by))
    return content | {AT: at.isoformat()} | ({SAID: about_danger} if about_danger else {})


def _merged_content(entry: CaseEntry, content: Content, before: Content, by: User) -> Content:
    """What stays with the answers of an entry that is changed: its hour, and every answer that was
    given to the question of danger. Raises `BadInput` where one that was given is emptied.
    """
    stays = {name: before[name] for name in HIDDEN if name in before}
    if origin := origin_in(before):
        # An answer that was written over is no longer what the call said.
        same = [name for name in origin.fields if content.get(name) == before.get(name)]
        stays[ORIGIN] = origin.kept(same)
    # A wrong word that was typed over would end a danger in silence.
    if before.get(SAID_WORD) == SaidWord.WRONG != content.get(SAID_WORD):
        raise BadInput(SAID_WORD, EMPTIED)
    if entry.kind not in ASKED:
        return stays
    name, _danger = ASKED[entry.kind]
    # Saving an unrelated answer once ended “She is in danger” (docs/safety-seams.md, S1).
    if is_value(load(before.get(name))) and not is_value(load(content[name])):
        raise BadInput(name, EMPTIED)
    now = timezone.localtime()
    return stays | {SAID: kept_said(entry.kind, content, before, at=now, by=str(by))}


def hour_of(day: date) -> datetime | date:
    """The hour of what is written today; of what is written of another day, the day alone."""
    now = timezone.localtime()
    return now if day == now.date() else day


def confirm(*, case: Case, proposal: ToConfirm, by: User, ring: Ring) -> CaseEntry:
    """What a call said stands in the case, with who said it and when; nothing is typed again.
    Raises `Refused` for what another app writes: of her health the whole team would read."""
    if proposal.kind in ELSEWHERE:
        raise Refused(say("this is not written in the case itself"))
    answers = {answer.field: answer.value for answer in proposal.answers}
    origin = {ORIGIN: proposal.origin.kept(list(answers))}
    return add_entry(case=case, kind=proposal.kind, answers=answers, by=by, ring=ring, kept=origin)


@transaction.atomic
def add_needs(*, case: Case, needs: Iterable[Answers], by: User, ring: Ring) -> list[CaseEntry]:
    """Add several needs of one conversation: an entry each, all or none."""
    return [add_entry(case=case, kind="need", answers=need, by=by, ring=ring) for need in needs]


def add_note(
    *,
    case: Case,
    text: str,
    by: User,
    ring: Ring,
    on: date | None = None,
    about: Person | None = None,
    kept: Content | None = None,
    **answered: object,
) -> CaseEntry:
    """A note. `answered`: who said it (`said_by`, `who`), `how` and when (`said_at`), where that is
    known; `kept`: the call from which it comes. Raises `BadInput` where there is no text, and for
    what is said to have been said later.
    """
    long_text("text", text, needed=say("the note is empty"))
    said_at = answered.get("said_at")
    if isinstance(said_at, datetime):
        must_have_happened("said_at", said_at)
    answers = {name: NOT_ASKED if value == "" else value for name, value in answered.items()}
    return add_entry(
        case=case,
        kind="note",
        answers=answers | {"text": text},
        by=by,
        ring=ring,
        on=on,
        about=about,
        kept=kept,
    )


def correct_note(
    *, note: CaseEntry, text: str, by: User, ring: Ring, on: date | None = None
) -> CaseEntry:
    """A new note that corrects an old one; the old one stays as it was."""
    if note.kind != "note":
        raise BadInput("text", say("only a note is corrected by a note"))
    long_text("text", text, needed=say("the note is empty"))
    return add_entry(
        case=note.case, kind="note", answers={"text": text}, corrects=note, by=by, ring=ring, on=on
    )


def checked(described: EntryKind, answers: Answers) -> Content:
    """The answers of one kind of entry as they are kept. Raises `BadInput` naming the field."""
    refuse_unknown(answers, {field.name for field in described.fields})
    content = {f.name: dump(_value(f, answers.get(f.name, NOT_ASKED))) for f in described.fields}
    for field in described.fields:
        if field.currency and is_value(load(content[field.name])):
            # A debt in no currency can be neither added up nor claimed.
            must_have_currency(field.currency, load(content[field.currency]))
    if described.code == WORK:
        read_work(content)  # raises where a day or a number cannot be
    return content


def _value(field: Field, answer: Any) -> object:
    if isinstance(answer, NoAnswer) or answer is None:
        return answer
    match field.type:
        case FieldType.YES_NO:
            return _one_of(field.name, answer, (True, False))
        case FieldType.CHOICE:
            return _one_of(field.name, answer, ("", *dict(field.choices)))
        case FieldType.DAY:
            return str(answer)
        case FieldType.MOMENT:
            return _moment(field, answer)
        case FieldType.AMOUNT:
            # As text: JSON has floats only, and sums of money are decimal.
            return str(read_amount(field.name, answer)) if str(answer).strip() else ""
        case FieldType.LONG:
            return long_text(field.name, answer)
        case FieldType.TEXT:
            return short_text(field.name, answer)


def _moment(field: Field, answer: object) -> str:
    # An hour without a zone is another hour to an office in the next country.
    if isinstance(answer, datetime) and answer.tzinfo is not None:
        return answer.isoformat()
    if field.or_day and isinstance(answer, date) and not isinstance(answer, datetime):
        return answer.isoformat()
    raise BadInput(field.name, say("needs a day and an hour"))


def _one_of(name: str, answer: object, allowed: tuple[object, ...]) -> object:
    check_code(name, answer, allowed)
    return answer


def _next_number(case: Case) -> int:
    ledger.in_order()  # two notes at once do not take one number
    return 1 + rows(LAST, db_uuid([case.id]))[0][0]
