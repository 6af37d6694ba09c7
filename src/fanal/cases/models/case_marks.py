"""Keyed hashes of the rows of a case: whoever writes to the database deletes none of its entries
and tasks, puts none off to another day or colleague, and gives the case itself to nobody, without
the case being named.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from itertools import chain, groupby
from typing import NamedTuple
from uuid import UUID

from django.apps import apps

from fanal.core.sealing import attestations
from fanal.database.sql import SqlRow, SqlValues, each, named, on_postgresql
from fanal.sealed.server_key import derived

TABLE = "cases_casedays"
# The case, whether it is to be done, the table, its columns and last its version, as texts.
type Row = tuple[str, ...]
# Whether versions of rows are part of the marks: of those that are made, and of those that count as
# well, which stand until somebody writes in the case.
VERSIONS = (True, False)


class MarkedTable(NamedTuple):
    """Rows of a case. `columns`: by which they are found; `sealed`: under the server's key, where
    an earlier value would open as well; `still_due`: which rows say what is to be done.
    `of_cases`: where the table has no column `case_id`, the question that adds it."""

    name: str
    columns: tuple[str, ...]
    sealed: tuple[str, ...]
    still_due: str
    of_cases: str = ""

    @property
    def source(self) -> str:
        return f"({self.of_cases}) AS {self.name}" if self.of_cases else self.name


def of_her_cases(table: str) -> str:
    """The rows of a table that stand in the folder of a person, once in each case of hers."""
    return (
        f"SELECT one.case_id, {table}.* FROM {table} "  # noqa: S608
        f"JOIN cases_caseperson one ON one.person_id = {table}.folder"
    )


def one_or_zero(column: str) -> str:
    """A yes or no as both databases write it: a backup of one is restored into the other."""
    return f"CASE WHEN {column} THEN 1 ELSE 0 END"


# Apps above add theirs when the server starts; each row is an `OfADay`.
MARKED = [
    MarkedTable(
        "cases_entry",
        (
            "id",
            "number",
            "due",
            "done_on",
            "made_on",
            "made_by_id",
            "about_id",
            "under_id",
            "corrects_id",
        ),
        ("kind",),
        "due IS NOT NULL AND done_on IS NULL",
    ),
    MarkedTable(
        "cases_task",
        (
            "id",
            "due",
            "done_on",
            "made_on",
            "made_by_id",
            "assignee_id",
            "comes_from_id",
        ),
        (),
        "done_on IS NULL",
    ),
    # Whom she has to fear, and whose yes counts.
    MarkedTable("cases_personaround", ("entry_id",), ("coded",), "1 = 0"),
    MarkedTable("cases_document", ("id", "made_by_id", "made_on"), (), "1 = 0"),
    # Of which team it is, is attested (`Case`).
    MarkedTable(
        "cases_case",
        (
            "id",
            "mark",
            "assignee_id",
            "operation_id",
            "opened_on",
            "offered_to_id",
            one_or_zero("on_the_way"),
        ),
        ("stage", "kinds"),
        "NOT closed",
        "SELECT cases_case.id AS case_id, cases_case.* FROM cases_case",
    ),
]


# What is kept of the case itself, read with its rows in one question; no row of it is marked.
KEPT = MarkedTable(
    TABLE, ("version", "changed", "last_written", "next_due"), ("still_due", "all_rows"), "1 = 0"
)


class DaysOfCase(NamedTuple):
    """What is kept of a case: `version`, how often it was written; `changed`, whether something was
    found that no action here wrote; the days by which lists are ordered."""

    version: int
    changed: bool
    last_written: str
    next_due: str


class CaseMarks(NamedTuple):
    """The marks of what is to be done in a case, and of every marked row of it."""

    still_due: str
    all_rows: str


class CaseAsFound(NamedTuple):
    """What is kept of a case, if anything, and the rows that stand there."""

    days: DaysOfCase | None
    marks: CaseMarks | None
    rows: list[Row]

    def is_as_kept(self, case: str) -> bool:
        """Whether its rows are those that actions here wrote."""
        if self.days is None:
            return not self._of_its_own()
        return any(self.marks == marks_of(case, self.days, self.rows, one) for one in VERSIONS)

    def due_as_kept(self, case: str) -> bool:
        """The same of what is to be done alone: of a case that was found with these rows."""
        if self.days is None or self.marks is None:
            return not self._of_its_own()
        kept, days, rows = self.marks.still_due, self.days, self.rows
        return any(kept == _mark("due", case, days, rows, versions) for versions in VERSIONS)

    def _of_its_own(self) -> bool:
        """Whether more stands there than the row of the case: that stays for a moment alone while
        an erasure is under way."""
        return any(row[2] != "cases_case" for row in self.rows)


NOTHING = CaseAsFound(None, None, [])


def found_in(cases: Collection[UUID]) -> dict[str, CaseAsFound]:
    """Return what is kept of these cases and what stands there, by the case as 32 signs."""
    asked, values = named(cases)
    return dict(_by_case(_sql_of_cases(asked, len(MARKED)), values))


@cache  # composed at each writing in a case, twice
def _sql_of_cases(asked: str, marked: int) -> str:
    """Return the query for these cases. `marked`: how many tables there are by now, for apps add
    theirs when the server starts."""
    return _sql_of_all(lambda _one: f"case_id IN ({asked})")


def every_case() -> Iterator[tuple[str, CaseAsFound]]:
    """Return all cases, one after the other."""
    return _by_case(_sql_of_all(lambda _one: "1 = 1"))


def still_due() -> Iterator[tuple[str, CaseAsFound]]:
    """Return the same with those rows alone that say what is to be done."""
    return _by_case(_sql_of_all(lambda table: "1 = 1" if table is KEPT else table.still_due))


def marks_of(
    case: str, days: DaysOfCase, rows: Collection[Row], versions: bool | None = None
) -> CaseMarks:
    """Both marks: none is of another case, of another version of it, or the other of the two."""
    versions = VERSIONS[0] if versions is None else versions
    due = _mark("due", case, days, (row for row in rows if row[1]), versions)
    return CaseMarks(due, _mark("all", case, days, rows, versions))


def _mark(of: str, case: str, days: DaysOfCase, rows: Iterable[Row], versions: bool) -> str:
    """Return one mark. `versions`: a seal opens with the version of its row, so that earlier words
    are put back with the version of then."""
    end = None if versions else -1
    of_days = [("of", of), ("changed", str(days.changed))]
    of_days += [("last", days.last_written), ("next", days.next_due)]
    values = chain(of_days, (("row", one) for row in sorted(rows) for one in row[2:end]))
    key = derived("days of cases")
    return attestations.attestation(key, TABLE, case, days.version, values).hex()


def plain_text(value: object) -> str:
    """The same for a value of Python, of SQLite and of PostgreSQL."""
    return "" if value is None else str(value).replace("-", "").lower()


def _sql_of_all(where: Callable[[MarkedTable], str]) -> str:
    every = [KEPT, *MARKED]
    widest = max(len(table.columns) + len(table.sealed) for table in every)
    return " UNION ALL ".join(_sql(table, where(table), widest) for table in every) + " ORDER BY 1"


def _plain(row: SqlRow) -> Row:
    """All of a row as `plain_text` says it; written out, as the timer reads a million values."""
    return tuple(["" if one is None else str(one).replace("-", "").lower() for one in row])


def _by_case(sql: str, values: SqlValues = ()) -> Iterator[tuple[str, CaseAsFound]]:
    read = map(_plain, each(sql, values))
    for case, group in groupby(read, key=lambda row: row[0]):
        yield case, _as_found(list(group))


def _as_found(read: list[Row]) -> CaseAsFound:
    rows = [row for row in read if row[2] != TABLE]
    for _case, _due, table, version, changed, last, due, *marks in read:
        if table == TABLE:
            # SQLite keeps anything in any column: what is none of its kind fits no mark.
            number = int(version) if version.isdecimal() else 0
            days = DaysOfCase(number, changed in {"1", "true"}, last, due)
            return CaseAsFound(days, CaseMarks(*marks[:2]), rows)
    return CaseAsFound(None, None, rows)


def _sql(table: MarkedTable, where: str, widest: int) -> str:
    """All as texts: SQLite keeps anything in any column, and each driver gives other kinds."""
    columns = [f"CAST({one} AS text)" for one in ("case_id", *table.columns)]
    columns += [_hex(one) for one in table.sealed]
    columns += ["CAST(NULL AS text)"] * (widest - len(table.columns) - len(table.sealed))
    columns.append(f"CAST({'version' if _has_version(table.name) else 'NULL'} AS text)")
    case, *rest = columns
    due = f"CASE WHEN {table.still_due} THEN 'due' ELSE '' END"
    return (
        f"SELECT {case}, {due}, '{table.name}', {', '.join(rest)} FROM {table.source} WHERE {where}"  # noqa: S608
    )


@cache
def _has_version(table: str) -> bool:
    """Whether what its rows say can be written anew. Not of the case itself, of which every writing
    here raises it."""
    models = {model._meta.db_table: model for model in apps.get_models()}
    names = {field.name for field in models[table]._meta.concrete_fields}
    return "version" in names and table not in ("cases_case", TABLE)


def _hex(column: str) -> str:
    return f"encode({column}, 'hex')" if on_postgresql() else f"hex({column})"
