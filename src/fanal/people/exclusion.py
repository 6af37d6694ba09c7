"""Conflicts of interest: the one place that reads and writes who is kept out of what.

Whoever stands on the list of one case is kept out of it, of the files of its people with all that
were found to be the same person, and of every case of these people. No further: not of the files of
whom else such a case concerns, nor of their other cases. Who was taken off a case counts no more.
Journeys and signals follow from it: whoever has them asks here for people and cases.

It is worked out when it is asked, and kept nowhere: a case opened later, a person added to one and
two files found to be one person need to tell nobody. Nothing else names the table or its model
(`tests/architecture/test_exclusion.py`): no second form of the rule can drift from this one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from fanal.accounts.models import Team, User
from fanal.authority import genuine_rows
from fanal.database.sql import as_uuid, db_uuid, placeholders, rows, selected, subquery
from fanal.people import other_teams

# Who stands on the list of which case. Written out, as all here, since Django takes ten times as
# long to write it as to answer (`fanal.database.sql`), and has no words for what is recursive.
LISTS = "(SELECT case_id, user_id FROM cases_conflictofinterest WHERE ended_on IS NULL)"


class ListedConflict(Protocol):
    """What others read of a row of the list; its model stands with the cases, one floor up."""

    id: UUID
    case: Model
    case_id: UUID
    user: User
    user_id: UUID
    reason: str
    by: User
    on: date
    ended_on: date | None

    def save(self, *, update_fields: Iterable[str] | None = None) -> None: ...


def _same_people(begin: str, asked: str) -> str:
    """Return the SQL from each file of `begin` to those that stand for it, then to all these stand
    for, and of these, `kin`, what is `asked`. `origin`: on whose account, a colleague or a case."""
    # `UNION`, not `UNION ALL`: it leaves out what was found before, so that the search ends even
    # where somebody made files point at each other in a circle.
    return f"""
    WITH RECURSIVE up (origin, id) AS (
        {begin}
        UNION SELECT up.origin, f.merged_into_id FROM up JOIN people_person f ON f.id = up.id
        WHERE f.merged_into_id IS NOT NULL
    ), kin (origin, id) AS (
        SELECT origin, id FROM up
        UNION SELECT kin.origin, f.id FROM kin JOIN people_person f ON f.merged_into_id = kin.id
    ) {asked}"""


# SQLite takes a cross join in the order in which it is written: from the few, not through all.
OF_KIN = "kin CROSS JOIN cases_caseperson p"
# ruff: noqa: S608  # no value is part of any of these
OF_ALL = f"SELECT l.user_id, p.person_id FROM {LISTS} l JOIN cases_caseperson p USING (case_id)"
OF_ONE = f"{OF_ALL} WHERE l.user_id = %s"

# From colleagues to what is closed to them.
FILES = _same_people(OF_ONE, "SELECT id FROM kin")
THEIR_CASES = f"""SELECT p.case_id FROM {OF_KIN} WHERE p.person_id = kin.id
    UNION SELECT l.case_id FROM {LISTS} l WHERE l.user_id = %s"""
CASES = _same_people(OF_ONE, THEIR_CASES)
WHO_AND_FILE = _same_people(OF_ALL, "SELECT origin, id FROM kin")
WHO_AND_CASE = _same_people(
    OF_ALL,
    f"""SELECT kin.origin, p.case_id FROM {OF_KIN} WHERE p.person_id = kin.id
    UNION SELECT l.user_id, l.case_id FROM {LISTS} l""",
)
HELD = _same_people(
    OF_ALL,
    f"""SELECT c.id FROM {OF_KIN} CROSS JOIN cases_case c
    WHERE p.person_id = kin.id AND c.id = p.case_id AND c.assignee_id = kin.origin
    UNION SELECT c.id FROM {LISTS} l JOIN cases_case c ON c.id = l.case_id
    WHERE c.assignee_id = l.user_id""",
)

# Closed to a whole team, but for whoever was named then or was let in again.
OF_TEAMS = """SELECT case_id FROM cases_conflictofinterest WHERE of_team AND case_id NOT IN
    (SELECT case_id FROM cases_conflictofinterest WHERE user_id = %s AND ended_on IS NOT NULL)"""

# From cases and files to who is kept out of them.
IN_CASES = "SELECT case_id, person_id FROM cases_caseperson WHERE case_id IN ({})"
SAME_PEOPLE = _same_people(
    IN_CASES.format("%s"), f"SELECT p.case_id FROM {OF_KIN} WHERE p.person_id = kin.id"
)
WITH_THE_SAME_PEOPLE = _same_people(
    IN_CASES, f"SELECT kin.origin, p.case_id FROM {OF_KIN} WHERE p.person_id = kin.id"
)
FILES_AND_CASES = _same_people(
    IN_CASES,
    """SELECT kin.id, f.merged_into_id, p.case_id, p.of_family FROM kin CROSS JOIN people_person f
    LEFT JOIN cases_caseperson p ON p.person_id = kin.id WHERE f.id = kin.id""",
)
ON_THEIR_LISTS = f"""SELECT kin.origin, l.user_id FROM {OF_KIN}
    JOIN {LISTS} l ON l.case_id = p.case_id WHERE p.person_id = kin.id"""
KEPT_OUT_OF_CASES = _same_people(
    IN_CASES,
    f"{ON_THEIR_LISTS} UNION SELECT l.case_id, l.user_id FROM {LISTS} l WHERE l.case_id IN ({{}})",
)
THESE_FILES = "SELECT id, id FROM people_person WHERE id IN ({})"
KEPT_OUT_OF_FILES = _same_people(THESE_FILES, ON_THEIR_LISTS)


def files_closed_to(user: User, among: other_teams.Among) -> RawSQL:
    """The files of which this user is kept out, and those (of these few, or of whom the rows of
    this table name, where it is asked of some) that are of another team whatever the database says
    (`other_teams`); for `id__in=`."""
    return _and_these(other_teams.files_of_others(user, among), FILES, user.pk)


def all_files_closed_to(user: User) -> set[UUID]:
    """The ids of the same."""
    return files_with_a_conflict(user) | {
        as_uuid(file) for file in other_teams.files_of_others(user)
    }


def files_with_a_conflict(user: User, *, and_cases: bool = False) -> set[UUID]:
    """The files, with the cases if asked, of which a conflict keeps this user out, whatever team
    they stand with."""
    asked = (FILES, THEIR_CASES) if and_cases else (FILES,)
    return {as_uuid(one) for (one,) in rows(" UNION ".join(asked), db_uuid([user.pk] * len(asked)))}


def cases_closed_to(user: User, *, by_teams: bool = True) -> RawSQL:
    """The cases of which this user is kept out, and those that are of another team whatever the
    database says (`other_teams`), where this is not verified of one case alone; for `id__in=`."""
    others = other_teams.cases_of_others(user) if by_teams else ()
    return _and_these(others, CASES, user.pk, user.pk)


def _and_these(ids: Collection[other_teams.HeldId], sql: str, *values: UUID) -> RawSQL:
    found = subquery(sql, *values)
    if not ids:
        return found
    more = selected(ids)
    return RawSQL(f"{found.sql} UNION {more.sql}", [*found.params, *more.params])  # noqa: S611


def stands_on_a_list(user: User) -> bool:
    """Whether this user stood on any list when the request began: no question more."""
    # The table is read and verified at each request as it is: most colleagues stand on no list, and
    # their pages are spared the recursive question.
    held = genuine_rows.rows_of(_model())
    return any(row["ended_on"] is None and UUID(row["user_id"]) == user.pk for row in held)


def cases_of_the_same_people(case_id: UUID) -> RawSQL:
    """This case, where it concerns somebody, and every other case of the same people."""
    return subquery(SAME_PEOPLE, case_id)


def with_cases_of_the_same_people(cases: str, *values: UUID | str) -> RawSQL:
    """The cases that this SQL finds and every other case of the same people; for `id__in=`."""
    sql = _same_people(
        IN_CASES.format(cases),
        f"SELECT p.case_id FROM {OF_KIN} WHERE p.person_id = kin.id UNION {cases}",
    )
    return subquery(sql, *values, *values)


def cases_with_the_same_people(cases: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Return for each case that one and every other case of the same people; one question."""
    found = {one: {one} for one in cases}
    for case, other in _pairs(WITH_THE_SAME_PEOPLE, found):
        found[case].add(other)
    return found


class FileInCase(NamedTuple):
    """A file of the people of a case, the one that stands for it, and a case that it is in."""

    file: UUID
    into: UUID | None
    case: UUID | None
    of_family: bool


def files_and_cases_of(case: UUID) -> list[FileInCase]:
    """Return all files of the people of this case, with every case of theirs; one question."""
    found = rows(FILES_AND_CASES.replace("{}", "%s"), db_uuid([case]))
    return [
        FileInCase(as_uuid(file), into and as_uuid(into), of and as_uuid(of), bool(family))
        for file, into, of, family in found
    ]


def cases_held_by_who_is_kept_out() -> RawSQL:
    """The cases whose worker is kept out of them; for `id__in=`."""
    return subquery(HELD)


def kept_out_of_each(cases: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Who is kept out of each of these cases, by its id; one question for all."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for case, user in _pairs(KEPT_OUT_OF_CASES, cases):
        found[case].add(user)
    return found


def listed_users() -> set[UUID]:
    """Who is kept out of anything at all: of most questions nobody else need be asked about."""
    found = rows(f"SELECT DISTINCT user_id FROM {LISTS} listed")
    return {as_uuid(user) for (user,) in found}


def kept_out_of_any(*, cases: Iterable[UUID] = (), people: Iterable[UUID] = ()) -> set[UUID]:
    """Who is kept out of one of these cases or of one of these files."""
    pairs = [*_pairs(KEPT_OUT_OF_CASES, cases), *_pairs(KEPT_OUT_OF_FILES, people)]
    return {user for _of, user in pairs}


def _pairs(sql: str, ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    wanted = db_uuid(set(ids))
    # `IN ()` is no SQL in PostgreSQL.
    if not wanted:
        return []
    found = rows(sql.replace("{}", placeholders(wanted)), [*wanted] * sql.count("{}"))
    return [(as_uuid(of), as_uuid(other)) for of, other in found]


def everybody_kept_out() -> set[tuple[UUID, UUID]]:
    """Who is kept out of which case: pairs of a colleague and a case, in one question."""
    return {(as_uuid(user), as_uuid(case)) for user, case in rows(WHO_AND_CASE)}


def conflicts_on(case_id: UUID) -> QuerySet[Any]:
    """The conflicts that close this case to somebody: of its own list, and of the list of every
    other case of the same people."""
    lists = Q(case=case_id) | Q(case__in=cases_of_the_same_people(case_id))
    return _conflicts().filter(lists)


def listed_on(case: Model) -> QuerySet[Any]:
    """The list of this very case."""
    return _conflicts().filter(case=case)


def put_on_the_list(
    *,
    case: Model,
    user: User,
    reason: str,
    by: User,
    on: date,
    of_team: bool | None,
    ended_on: date | None = None,
) -> ListedConflict:
    """Put a user on the list of a case. `fanal.cases.actions.emergencies.keep_out` does it."""
    made: ListedConflict = _model().objects.create(
        case=case, user=user, reason=reason, by=by, on=on, of_team=of_team, ended_on=ended_on
    )
    return made


def closed_to_who_joins(team: Team, user: User) -> list[ListedConflict]:
    """Return the first row of each case that was closed to this whole team; without those of which
    somebody decided about this user already, as one who was named or let in again."""
    model = _model()
    decided = model.objects.filter(user=user).values("case")
    found = model.objects.filter(of_team=True, case__team=team).exclude(case__in=decided)
    first: dict[UUID, ListedConflict] = {}
    for row in found.select_related("case", "by").order_by("on", "id"):
        first.setdefault(row.case_id, row)
    return list(first.values())


def closed_to_whole_teams(user: User) -> RawSQL:
    """The cases that were closed to their team, and every other of the same people, without those
    of which this user was named or let in again; for `id__in=`. No emergency opens them."""
    return with_cases_of_the_same_people(OF_TEAMS, user.pk)


def take_off_the_list(conflict: ListedConflict, on: date) -> None:
    """Take a user off the list. `fanal.cases.actions.let_in` is who does it."""
    conflict.ended_on = on
    conflict.save(update_fields=["ended_on"])


def _conflicts() -> QuerySet[Any]:
    return _model().objects.filter(ended_on=None)


def _model() -> Any:
    """The model stands with the cases, one floor up: it names one."""
    return apps.get_model("cases", "ConflictOfInterest")
