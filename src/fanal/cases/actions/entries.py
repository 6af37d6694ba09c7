"""Entries of the sections. Notes are only added to: a correction is a note that points back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fanal.audit import actions as audit
from fanal.cases.actions.around import AROUND, note_around
from fanal.cases.models import Case, Entry
from fanal.core.casework.answers import NOT_ASKED, NoAnswer, dump
from fanal.core.casework.entries import EntryKind, Field, FieldType, entry_kind
from fanal.core.casework.written import long_text, short_text
from fanal.core.errors import BadInput
from fanal.core.words import say


@transaction.atomic
def add_entry(
    *,
    case: Case,
    kind: str,
    answers: dict[str, Any],
    by: Any,
    ring: Any,
    under: Entry | None = None,
    corrects: Entry | None = None,
    due: date | None = None,
    on: date | None = None,
) -> Entry:
    """Write one entry. Fields left out are not asked. Raises `BadInput` naming the field."""
    described = entry_kind(kind)
    if (described.under or None) != (under.kind if under else None):
        raise BadInput("under", say("this entry stands under another kind of entry"))
    entry = Entry(
        case=case,
        folder=case.id,
        kind=kind,
        compartment=described.compartment,
        under=under,
        corrects=corrects,
        due=due,
        number=_next_number(case),
        made_by=by,
        made_on=on or timezone.localdate(),
    )
    kept = checked(described, answers)
    entry.seal(ring, kept)
    entry.save()
    if kind == AROUND:
        note_around(entry, kept)
    act = "case.note_corrected" if corrects else "case.entry_added"
    audit.record(act=act, by=by, about=case.id, detail={"kind": kind})
    return entry


@transaction.atomic
def edit_entry(
    *,
    entry: Entry,
    answers: dict[str, Any],
    version: int,
    by: Any,
    ring: Any,
    due: date | None = None,
    done_on: date | None = None,
) -> Entry:
    """Change an entry as it was at `version`. Raises `Conflict`; `BadInput` for a note."""
    described = entry_kind(entry.kind)
    if described.append_only:
        raise BadInput("text", say("a note is not changed: write a correction"))
    entry.due, entry.done_on = due, done_on
    kept = checked(described, answers)
    entry.seal(ring, kept)
    entry.save_if_version(version)
    if entry.kind == AROUND:
        note_around(entry, kept)
    detail = {"kind": entry.kind}
    audit.record(act="case.entry_changed", by=by, about=entry.case_id, detail=detail)
    return entry


def add_note(*, case: Case, text: str, by: Any, ring: Any, on: date | None = None) -> Entry:
    """A note. Raises `BadInput` where there is no text."""
    if not long_text("text", text):
        raise BadInput("text", say("the note is empty"))
    return add_entry(case=case, kind="note", answers={"text": text}, by=by, ring=ring, on=on)


def correct_note(*, note: Entry, text: str, by: Any, ring: Any, on: date | None = None) -> Entry:
    """A new note that corrects an old one; the old one stays as it was."""
    if note.kind != "note":
        raise BadInput("text", say("only a note is corrected by a note"))
    if not long_text("text", text):
        raise BadInput("text", say("the note is empty"))
    return add_entry(
        case=note.case, kind="note", answers={"text": text}, corrects=note, by=by, ring=ring, on=on
    )


def checked(described: EntryKind, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers of one kind of entry as they are kept. Raises `BadInput` naming the field."""
    names = {field.name for field in described.fields}
    if unknown := set(answers) - names:
        raise BadInput(min(unknown), say("this is not one of the questions"))
    return {f.name: dump(_value(f, answers.get(f.name, NOT_ASKED))) for f in described.fields}


def _value(field: Field, answer: Any) -> Any:
    if isinstance(answer, NoAnswer) or answer is None:
        return answer
    match field.type:
        case FieldType.YES_NO:
            return _one_of(field.name, answer, (True, False))
        case FieldType.CHOICE:
            return _one_of(field.name, answer, ("", *dict(field.choices)))
        case FieldType.DAY:
            return str(answer)
        case FieldType.LONG:
            return long_text(field.name, answer)
        case FieldType.TEXT:
            return short_text(field.name, answer)


def _one_of(name: str, answer: Any, allowed: tuple[Any, ...]) -> Any:
    if answer not in allowed:
        raise BadInput(name, say("{code} is not in the list", code=answer))
    return answer


def _next_number(case: Case) -> int:
    # The row of the case is locked so that two notes at once do not take one number.
    Case.objects.select_for_update().get(id=case.id)
    return (Entry.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0) + 1
