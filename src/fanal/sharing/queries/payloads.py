"""Exactly what a class of data tells of a person: the preview and what goes out are one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from fanal.cases.access import compartments_for
from fanal.cases.models import Case, Entry
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.entries import EntryKind, FieldType, entry_kind
from fanal.core.trust.vocabulary import DataClass
from fanal.core.words import Sentence, say
from fanal.people.access import people_for
from fanal.people.queries import identity

# Entries that a partner can be told of; notes stay in the house.
TOLD_KINDS = {
    DataClass.WHEREABOUTS: ("whereabouts",),
    DataClass.NARRATIVE: ("safety", "need", "goal"),
    DataClass.MEDICAL: ("health",),
    DataClass.LEGAL: ("legal",),
    DataClass.FINANCE: ("money",),
}
NEVER_TOLD = {"who_knows"}  # who else knows where she is: others are none of a partner's business


@dataclass(frozen=True)
class PayloadLine:
    """One field as it goes out. `label` is translated by the page or the sheet."""

    told: DataClass
    label: Sentence
    value: Any


def payload(
    case: Case, person: Any, classes: Collection[DataClass], by: Any, ring: Any, today: date
) -> list[PayloadLine]:
    """The lines that would go out, in the order of the classes, of what `by` may open by right and
    by key. Opens what it shows."""
    lines: list[PayloadLine] = [
        PayloadLine(DataClass.EXISTENCE, say("Our code for her"), person.code_name)
    ]
    allowed = may_open(case, person, by)
    for told in DataClass:
        if told not in classes or told not in allowed:
            continue
        if told is DataClass.IDENTITY:
            lines += _identity(person, ring, today)
        if told is DataClass.FILES:
            lines += _files(case, ring)
        lines += _entries(case, person, told, ring)
    return lines


def may_open(case: Case, person: Any, by: Any) -> frozenset[str]:
    """The classes of which `by` may open what they tell. Who she is stands in her own file."""
    parts = frozenset(map(str, compartments_for(by, case)))
    hers = people_for(by).filter(id=person.id).exists()
    return parts if hers else parts - {str(DataClass.IDENTITY)}


def _identity(person: Any, ring: Any, today: date) -> Iterator[PayloadLine]:
    known = identity(person, ring, today)
    for row, data in known.names:
        if data is not None and (row.to_use or len(known.names) == 1):
            yield PayloadLine(DataClass.IDENTITY, say("Name to be used"), data["text"])
    if known.age is not None:
        yield PayloadLine(DataClass.IDENTITY, say("Age"), known.age.sentence())
    yield PayloadLine(DataClass.IDENTITY, say("Child or adult"), known.minority.sentence())


def _entries(case: Case, person: Any, told: DataClass, ring: Any) -> Iterator[PayloadLine]:
    for entry, data in _told(case, person, told, ring):
        yield from _fields(told, entry_kind(entry.kind), data)


def _told(
    case: Case, person: Any, told: DataClass, ring: Any
) -> list[tuple[Entry, dict[str, Any]]]:
    """What stands written of her, not of others in her case, and not what was corrected since. Of
    where she is only the last: where she was is nobody's business."""
    rows = Entry.objects.of_kinds([case.id], *TOLD_KINDS.get(told, ()))
    corrected = Entry.objects.filter(case=case).exclude(corrects=None).order_by()
    rows = rows.exclude(id__in=corrected.values("corrects"))
    rows = rows.filter(Q(about=None) | Q(about=person))
    opened = [(one, data) for one in rows if (data := one.try_unseal(ring)) is not None]
    if told is DataClass.WHEREABOUTS and opened:
        return [max(opened, key=_since)]
    return opened


def _since(opened: tuple[Entry, dict[str, Any]]) -> tuple[str, int]:
    entry, data = opened
    since = load(data.get("since"))
    return (str(since) if is_value(since) else entry.made_on.isoformat(), entry.number)


def _fields(told: DataClass, kind: EntryKind, data: dict[str, Any]) -> Iterator[PayloadLine]:
    for field in kind.fields:
        value = load(data.get(field.name))
        if is_value(value) and not field.inside and field.name not in NEVER_TOLD:
            yield PayloadLine(told, field.label, _words(field, value))


def _words(field: Any, value: Any) -> Any:
    if field.type is FieldType.CHOICE:
        return dict(field.choices).get(value, value)
    if value is True:
        return say("yes")
    return say("no") if value is False else value


def _files(case: Case, ring: Any) -> Iterator[PayloadLine]:
    for document in case.documents.all():
        data = document.try_unseal(ring)
        if data is not None:
            yield PayloadLine(DataClass.FILES, say("Document"), data.get("name", ""))
