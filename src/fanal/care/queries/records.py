"""The records of a care file as its page shows them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from fanal.care.models import CareFile, CareRecord
from fanal.care.queries.day import day_agreed
from fanal.care.queries.pages import Read, custody_of
from fanal.cases.queries.helpers import no_longer_help
from fanal.core.calendars import read_text
from fanal.core.care.notes import NO, YES, NoteKind
from fanal.core.care.samples import CustodyEntry, SampleKind, held_by
from fanal.core.care.scales import ScaleShell, ScaleTotal, scales, total_of
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.fields import Field, FieldType
from fanal.core.words import Sentence
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.web.words import in_both_eras


@dataclass(frozen=True)
class ShownCareRecord:
    """One record; `rows`: question and answer of a note. `day`: on which she is seen again."""

    row: CareRecord
    title: Sentence | str
    rows: list[tuple[Sentence, object]]
    words: str = ""
    custody: tuple[CustodyEntry, ...] = ()
    agreed: bool | None = None
    total: ScaleTotal | None = None
    shell: ScaleShell | None = None
    day: date | None = None
    to_replace: str = ""

    @property
    def holder(self) -> str:
        return held_by(self.custody)

    @property
    def due(self) -> date | None:
        return self.day if self.row.done_on is None else None


def shown_records(read: Sequence[Read], case: UUID | None = None) -> list[ShownCareRecord]:
    """The newest first. `case`: the one that asked last."""
    today = timezone.localdate()
    shown = [
        replace(_record(row, content), day=day_agreed(row, content))
        for row, content in reversed(read)
    ]
    gone = no_longer_help(
        (case, max(one.due, today), [one.words]) if one.due else (case, today, []) for one in shown
    )
    return [replace(one, to_replace=whom) for one, whom in zip(shown, gone, strict=True)]


def _record(row: CareRecord, content: Content) -> ShownCareRecord:
    kind = content["kind"]
    if kind == "sample":
        return ShownCareRecord(
            row,
            SampleKind(content["sample"]).sentence(),
            [],
            content["site"],
            tuple(custody_of(content)),
            content["agreed"] == "yes",
        )
    if kind == "scale":
        shell = scales()[content["scale"]]
        total = None if content["refused"] else total_of(shell, content["answers"])
        return ShownCareRecord(
            row, shell.name, [], agreed=not content["refused"], total=total, shell=shell
        )
    described = NoteKind(kind.partition(":")[2]).described
    answers = ((field, load(content["told"].get(field.name))) for field in described.fields)
    rows: list[tuple[Sentence, object]] = [
        (field.label, _answer_words(field, value))
        for field, value in answers
        if is_value(value) and value != ""
    ]
    return ShownCareRecord(row, described.title, rows, content["next"])


def _answer_words(field: Field, value: object) -> object:
    if isinstance(value, bool):
        return YES if value else NO
    if field.type is FieldType.DAY:
        return in_both_eras(read_text(str(value)).date)
    return dict(field.choices).get(str(value), value)


def is_of_another(file: CareFile, read: Iterable[Read]) -> bool:
    """Whether somebody pointed the file at another person in the database."""
    hers = str(file.person_id)  # records of 0.2.0 and before do not say whose they are
    return any(content.get("person", hers) != hers for _row, content in read)


def pointed_elsewhere(files: Collection[UUID], ring: Ring) -> set[UUID]:
    """Return those of these files of which the last record says that they are another woman's."""
    last = CareRecord.objects.filter(file=OuterRef("file")).order_by("-number").values("pk")[:1]
    rows = CareRecord.objects.filter(file__in=files, pk=Subquery(last)).select_related("file")
    ring.prepare(files)
    return {
        row.file_id
        for row in rows
        if (content := row.try_unseal(ring)) and is_of_another(row.file, [(row, content)])
    }
