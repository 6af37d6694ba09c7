"""What a list of conflicts closes: the files and the cases of which it keeps a colleague out.

Whoever stands on the list of one case is kept out of it, of the files of its people with all that
were found to be the same person, and of every case of these people. No further: not of the files of
whom else such a case concerns, nor of their other cases. Who was taken off a case counts no more.

It is worked out when it is asked, and kept nowhere: a case opened later, a person added to one and
two files found to be one person need to tell nobody.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models.expressions import RawSQL

from fanal.rows import raw, rows, subquery, text


def same_people(begin: str, asked: str) -> str:
    """From each file of `begin` to those that stand for it, then to all that these stand for, and
    of these, called `kin`, what is `asked`. `origin`: on whose account, a colleague or a case."""
    # Written out, since Django takes ten times as long to write it as to answer (`fanal.rows`).
    return f"""
    WITH RECURSIVE up (origin, id) AS (
        {begin}
        UNION SELECT up.origin, f.merged_into_id FROM up JOIN people_person f ON f.id = up.id
        WHERE f.merged_into_id IS NOT NULL
    ), kin (origin, id) AS (
        SELECT origin, id FROM up
        UNION SELECT kin.origin, f.id FROM kin JOIN people_person f ON f.merged_into_id = kin.id
    ) {asked}"""  # noqa: S608  # no value is part of it


ON_LISTS = """SELECT c.user_id, p.person_id FROM cases_conflictofinterest c
        JOIN cases_caseperson p ON p.case_id = c.case_id WHERE c.ended_on IS NULL"""
ON_HER_LISTS = f"{ON_LISTS} AND c.user_id = %s"
IN_THE_CASE = "SELECT case_id, person_id FROM cases_caseperson WHERE case_id = %s"
# SQLite takes a cross join in the order in which it is written: from the few, not through all.
THEIR_CASES = "SELECT p.case_id FROM kin CROSS JOIN cases_caseperson p WHERE p.person_id = kin.id"
HER_OWN_LISTS = """UNION SELECT case_id FROM cases_conflictofinterest
    WHERE ended_on IS NULL AND user_id = %s"""
WORKED_BY_WHOM = """SELECT c.id FROM kin CROSS JOIN cases_caseperson p CROSS JOIN cases_case c
    WHERE p.person_id = kin.id AND c.id = p.case_id AND c.assignee_id = kin.origin
    UNION SELECT c.id FROM cases_conflictofinterest o JOIN cases_case c ON c.id = o.case_id
    WHERE o.ended_on IS NULL AND c.assignee_id = o.user_id"""

OF_ALL = """SELECT kin.origin, p.case_id FROM kin CROSS JOIN cases_caseperson p
    WHERE p.person_id = kin.id
    UNION SELECT user_id, case_id FROM cases_conflictofinterest WHERE ended_on IS NULL"""

FILES = same_people(ON_HER_LISTS, "SELECT id FROM kin")
CASES = same_people(ON_HER_LISTS, f"{THEIR_CASES} {HER_OWN_LISTS}")
SAME_PEOPLE = same_people(IN_THE_CASE, THEIR_CASES)
HELD = same_people(ON_LISTS, WORKED_BY_WHOM)
ALL = same_people(ON_LISTS, OF_ALL)


def files_closed_to(user: Any) -> RawSQL:
    """The files of which this user is kept out; for `id__in=`."""
    return subquery(FILES, user.pk)


def all_files_closed_to(user: Any) -> set[UUID]:
    """The ids of the same."""
    return {UUID(text(one)) for (one,) in rows(FILES, raw([user.pk]))}


def cases_closed_to(user: Any) -> RawSQL:
    """The cases of which this user is kept out; for `id__in=`."""
    return subquery(CASES, user.pk, user.pk)


def cases_of_the_same_people(case_id: UUID) -> RawSQL:
    """This case, where it concerns somebody, and every other case of the same people."""
    return subquery(SAME_PEOPLE, case_id)


def cases_held_by_who_is_kept_out() -> RawSQL:
    """The cases whose worker is kept out of them; for `id__in=`."""
    return subquery(HELD)


def everybody_kept_out() -> set[tuple[UUID, UUID]]:
    """Who is kept out of which case: pairs of a colleague and a case, in one question."""
    return {(UUID(text(user)), UUID(text(case))) for user, case in rows(ALL)}
