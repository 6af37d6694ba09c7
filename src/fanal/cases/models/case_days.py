"""What lists are ordered and found by, kept so that nobody counts it anew for 20,000 cases."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.db.models.base import ModelBase

from fanal.authority import findings, ledger
from fanal.authority.memory import known
from fanal.cases.models.case_marks import (
    MARKED,
    NOTHING,
    TABLE,
    CaseAsFound,
    DaysOfCase,
    found_in,
    marks_of,
    plain_text,
)
from fanal.database.sql import as_uuid, day, db_value, rows, these, write
from fanal.sealed.broken_rows import RowsThatOpen
from fanal.sealed.columns import ServerSealedJSONField

SINCE = 10  # the level at which they are marked as they are now (`fanal.authority.ledger_head`)
# ruff: noqa: S608  # no value is part of any of these
# Tables that say on which day something was written in a case, beside those that are marked with
# the day on which each row was made (`MARKED`). Apps above add theirs when the server starts.
WRITTEN = [
    ("cases_task", "done_on"),
    ("cases_consent", "on"),
]
NEXT_DUE = "SELECT MIN(due) FROM cases_task WHERE case_id = c.id AND done_on IS NULL"
KEEP = """INSERT INTO cases_casedays
    (case_id, version, changed, last_written, next_due, still_due, all_rows)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (case_id) DO UPDATE
    SET version = excluded.version, changed = excluded.changed,
        last_written = excluded.last_written, next_due = excluded.next_due,
        still_due = excluded.still_due, all_rows = excluded.all_rows"""


class CaseDays(models.Model):
    """The last day on which something was written in a case, or a task of it done, and the first
    day on which an open task of it is due. Both follow from plain columns of its rows.

    `still_due`, `all_rows`: keyed hashes of these rows (`case_marks`). `changed`: they were changed
    or deleted by hand in the database, and two people have not certified what is there since.
    `version`: how often this was written; the head of the ledger counts it for all cases together,
    so that no earlier state is put back. Written with each of these rows (`keeping`).
    """

    PLAIN = ("still_due", "all_rows")

    case = models.OneToOneField(
        "cases.Case", primary_key=True, on_delete=models.CASCADE, related_name="days"
    )
    last_written = models.DateField()
    next_due = models.DateField(null=True)
    version = models.PositiveBigIntegerField(default=0)
    changed = models.BooleanField(default=False)
    still_due = models.BinaryField(default=b"")
    all_rows = models.BinaryField(default=b"")

    class Meta:
        indexes = [
            models.Index(fields=["last_written"], name="cases_by_last_written"),
            models.Index(fields=["next_due"], name="cases_by_next_due"),
            models.Index(
                fields=["case"], condition=models.Q(changed=True), name="cases_changed_by_hand"
            ),
        ]


@contextmanager
def keeping(*cases: UUID) -> Iterator[None]:
    """Keep what is due next and was written last in these cases, once the block has written rows of
    them. What stood there before is verified first: saving a row never makes genuine what somebody
    did to the others."""
    # No savepoint: this stands around nearly every write, and fails with it as a whole.
    with transaction.atomic(savepoint=False):
        ledger.hold()
        wrong = set() if as_before() else _changed(cases)
        yield
        _keep(cases, wrong)


def keep_anew(cases: Collection[UUID], changed: Collection[str] = ()) -> None:
    """Keep what stands there now, whatever was kept; `changed`: of these, as 32 signs, by hand."""
    _keep(cases, {*changed})


def as_before() -> bool:
    """Whether two people have not certified since cases came to be marked."""
    return known.level < SINCE


def _changed(cases: Collection[UUID]) -> set[str]:
    read_now = found_in(cases)
    wrong = {case.hex for case in cases if not read_now.get(case.hex, NOTHING).is_as_kept(case.hex)}
    for case_id in wrong:
        findings.noted(TABLE, case_id, findings.MISSING)
    return wrong


def _keep(cases: Collection[UUID], wrong: Collection[str]) -> None:
    if not cases:
        return
    asked, read_now = these(cases), found_in(cases)
    values = []
    days_of = f"SELECT c.id, ({_last_written()}), ({NEXT_DUE}) FROM cases_case c"
    for id, *days in rows(f"{days_of} WHERE c.id IN ({asked.sql})", asked.params):
        # SQLite gives an id as 32 signs, PostgreSQL as a UUID.
        case = id if isinstance(id, str) else id.hex
        version, changed, marks = _marked(case, days, read_now.get(case, NOTHING), case in wrong)
        values.append((id, version, changed, *days, *map(db_value, marks)))
    write(KEEP, values)
    ledger.made(TABLE, 0 if as_before() else len(values))


def last_written(cases: Collection[UUID]) -> dict[UUID, date]:
    """The last day on which something was written in each case, or a task of it done: as the rows
    say, whatever was kept."""
    asked = these(cases)
    sql = f"SELECT c.id, ({_last_written()}) FROM cases_case c WHERE c.id IN ({asked.sql})"
    return {as_uuid(case): day(last) for case, last in rows(sql, asked.params)}


def _last_written() -> str:
    opened = "SELECT opened_on AS day FROM cases_case WHERE id = c.id"
    # A task that was only made is nothing that was written of her: the timer makes some.
    other = {table for table, _on in WRITTEN}
    made = [
        (table.source, "made_on")
        for table in MARKED
        if "made_on" in table.columns and table.name not in other
    ]
    later = (
        f'SELECT MAX("{on}") FROM {table} WHERE case_id = c.id' for table, on in (*WRITTEN, *made)
    )
    return f"SELECT MAX(day) FROM ({' UNION ALL '.join([opened, *later])}) days"


def _marked(
    case: str, days: list[object], as_found: CaseAsFound, wrong: bool
) -> tuple[int, bool, list[bytes]]:
    """Version, whether it was changed by hand, and both marks."""
    before, changed = (
        (as_found.days.version, as_found.days.changed) if as_found.days else (0, False)
    )
    if as_before():
        return before, changed, [b"", b""]
    now = DaysOfCase(before + 1, changed or wrong, *map(plain_text, days))
    return (
        now.version,
        now.changed,
        [bytes.fromhex(mark) for mark in marks_of(case, now, as_found.rows)],
    )


def no_longer_counted(sender: object, instance: CaseDays, **rest: object) -> None:
    """Take the days of a case that was erased off the count."""
    # Taken off the count: else what is left would look as if rows had been deleted by hand.
    if instance.version:
        ledger.hold()
        ledger.made(TABLE, -instance.version)


class WatchList(models.Model):
    """Which stored states a list has to look at: of who is in danger, not heard from, or would be
    after a day or the fall of a partner. Sealed whole, written anew with every state.

    `held`: the ids of these states, each with what its row is known by; of how many states it was
    made, and of which versions in sum. Where those are others now every state is looked at.
    `version` stands in the head of the ledger as well: no earlier list is put back in its place.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    held = ServerSealedJSONField(default=dict)
    version = models.PositiveBigIntegerField(default=0)


class RowsOfADay[One: OfADay](RowsThatOpen[One]):
    """A query set like any other, but what is written to many rows at once is kept, too."""

    def update(self, **changes: object) -> int:
        with keeping(*self._cases()):
            return super().update(**changes)

    update.alters_data = True  # type: ignore[attr-defined]  # keeps templates from it

    def delete(self) -> tuple[int, dict[str, int]]:
        with keeping(*self._cases()):
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]  # keeps templates from it
    delete.queryset_only = True  # type: ignore[attr-defined]  # a manager deletes nothing

    def bulk_create(
        self,
        objs: Iterable[One],
        batch_size: int | None = None,
        ignore_conflicts: bool = False,
        update_conflicts: bool = False,
        update_fields: Collection[str] | None = None,
        unique_fields: Collection[str] | None = None,
    ) -> list[One]:
        objs = list(objs)
        how = (batch_size, ignore_conflicts, update_conflicts, update_fields, unique_fields)
        with keeping(*{case for row in objs for case in row.kept_in()}):
            return super().bulk_create(objs, *how)

    def _cases(self) -> set[UUID]:
        return self.model.cases_of(self)


class OfADay(models.Model):
    """A row from which the days of its case follow, or which is marked with it."""

    case_id: UUID | None  # of some tables none, until somebody says which

    class Meta:
        abstract = True

    def kept_in(self) -> Collection[UUID]:
        """Return the cases with which the row is marked."""
        return [self.case_id] if self.case_id else []

    @classmethod
    def cases_of[Row: models.Model](cls, rows: models.QuerySet[Row]) -> set[UUID]:
        """Return the same of all these rows."""
        return {*rows.order_by().exclude(case_id=None).values_list("case_id", flat=True)}

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        with keeping(*self.kept_in()):
            super().save(
                force_insert=force_insert,
                force_update=force_update,
                using=using,
                update_fields=update_fields,
            )

    def save_if_version(self, version: int) -> None:
        with keeping(*self.kept_in()):
            super().save_if_version(version)  # type: ignore[misc]  # of the other base of each

    def delete(
        self, using: str | None = None, keep_parents: bool = False
    ) -> tuple[int, dict[str, int]]:
        with keeping(*self.kept_in()):
            return super().delete(using=using, keep_parents=keep_parents)


class OfHerCases(OfADay):
    """A row in the folder of a person: it is marked with each case of hers."""

    folder: UUID

    class Meta:
        abstract = True

    def kept_in(self) -> Collection[UUID]:
        return _cases_of_people([self.folder])

    @classmethod
    def cases_of[Row: models.Model](cls, rows: models.QuerySet[Row]) -> set[UUID]:
        return _cases_of_people(rows.order_by().values_list("folder", flat=True))


def _cases_of_people(people: Iterable[UUID]) -> set[UUID]:
    links = apps.get_model("cases", "CasePerson")._base_manager.filter(person__in=people)
    return {*links.order_by().values_list("case_id", flat=True)}
