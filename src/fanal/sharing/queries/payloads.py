"""Exactly what a class of data tells of a person: the preview and what goes out are one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fanal.accounts.models import User
from fanal.cases.access import compartments_for
from fanal.cases.models import Case, CaseEntry
from fanal.core.casework.amounts import written
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.entries import EntryKind, Field, FieldType, entry_kind
from fanal.core.trust.vocabulary import DataClass
from fanal.core.words import Sentence, say
from fanal.keys.ring import Ring
from fanal.people.access import people_among
from fanal.people.models import Person
from fanal.people.queries import identity

# Entries that a partner can be told of; notes stay in the house.
TOLD_KINDS = {
    DataClass.WHEREABOUTS: ("whereabouts",),
    DataClass.NARRATIVE: ("safety", "need", "goal"),
    DataClass.MEDICAL: ("health",),
    DataClass.LEGAL: ("legal", "marriage"),
    DataClass.FINANCE: ("money", "debt", "work"),
}
NEVER_TOLD = {"who_knows"}  # who else knows where she is: others are none of a partner's business


# What an app above keeps of a class of data, filled when the server starts.
LINES_OF_APPS: list[Callable[[Case, Person, DataClass, Ring], Iterable[PayloadLine]]] = []


@dataclass(frozen=True)
class PayloadLine:
    """One field as it goes out. `label` is translated by the page or the sheet."""

    told: DataClass
    label: Sentence
    value: object


def payload(
    case: Case, person: Person, classes: Collection[DataClass], by: User, ring: Ring, today: date
) -> list[PayloadLine]:
    """The lines that would go out, in the order of the classes, of what `by` may open by right and
    by key. Opens what it shows."""
    lines: list[PayloadLine] = [
        PayloadLine(DataClass.EXISTENCE, say("Our code for her"), person.code_name)
    ]
    allowed = may_open(case, person, by)
    for data_class in DataClass:
        if data_class not in classes or data_class not in allowed:
            continue
        if data_class is DataClass.IDENTITY:
            lines += _identity(person, ring, today)
        if data_class is DataClass.FILES:
            lines += _files(case, ring)
        lines += _entries(case, person, data_class, ring)
        for more in LINES_OF_APPS:
            lines += more(case, person, data_class, ring)
    return lines


def may_open(case: Case, person: Person, by: User) -> frozenset[str]:
    """The classes of which `by` may open what they tell. Who she is stands in her own file."""
    parts = frozenset(map(str, compartments_for(by, case)))
    # By right as well as by key: whoever holds the key of a part may have been kept out of her file
    # since.
    hers = people_among(by, [person.id]).exists()
    return parts if hers else parts - {str(DataClass.IDENTITY)}


def _identity(person: Person, ring: Ring, today: date) -> Iterator[PayloadLine]:
    known = identity(person, ring, today)
    for row, data in known.names:
        if data is not None and (row.to_use or len(known.names) == 1):
            yield PayloadLine(DataClass.IDENTITY, say("Name to be used"), data["text"])
    if known.age is not None:
        yield PayloadLine(DataClass.IDENTITY, say("Age"), known.age.sentence())
    yield PayloadLine(DataClass.IDENTITY, say("Child or adult"), known.minority.sentence())


def _entries(
    case: Case, person: Person, data_class: DataClass, ring: Ring
) -> Iterator[PayloadLine]:
    for entry, data in _written_of(case, person, data_class, ring):
        yield from _fields(data_class, entry_kind(entry.kind), data)


def _written_of(
    case: Case, person: Person, data_class: DataClass, ring: Ring
) -> list[tuple[CaseEntry, dict[str, object]]]:
    """What stands written of her, not of others in her case, and not what was corrected since. Of
    where she is only the last: where she was is nobody's business."""
    rows = CaseEntry.objects.of_kinds([case.id], *TOLD_KINDS.get(data_class, ()))
    corrected = CaseEntry.objects.filter(case=case).exclude(corrects=None).order_by()
    rows = rows.exclude(id__in=corrected.values("corrects"))
    rows = rows.filter(Q(about=None) | Q(about=person))
    opened = [(row, data) for row in rows if (data := row.try_unseal(ring)) is not None]
    if data_class is DataClass.WHEREABOUTS and opened:
        return [max(opened, key=_since)]
    return opened


def _since(opened: tuple[CaseEntry, dict[str, object]]) -> tuple[str, int]:
    entry, data = opened
    since = load(data.get("since"))
    return (str(since) if is_value(since) else entry.made_on.isoformat(), entry.number)


def _fields(
    data_class: DataClass, kind: EntryKind, data: dict[str, object]
) -> Iterator[PayloadLine]:
    for field in kind.fields:
        value = load(data.get(field.name))
        if is_value(value) and not field.inside and field.name not in NEVER_TOLD:
            yield PayloadLine(data_class, field.label, _words(field, value))


def _words(field: Field, value: object) -> object:
    if field.type is FieldType.CHOICE and isinstance(value, str):
        return dict(field.choices).get(value, value)
    if field.type is FieldType.AMOUNT:
        return written(str(value))
    if value is True:
        return say("yes")
    return say("no") if value is False else value


def _files(case: Case, ring: Ring) -> Iterator[PayloadLine]:
    for document in case.documents.all():
        data = document.try_unseal(ring)
        if data is not None:
            yield PayloadLine(DataClass.FILES, say("Document"), data.get("name", ""))
