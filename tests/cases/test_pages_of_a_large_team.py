"""What the pages of a lead read does not grow with her team: not the questions, and not the rows."""

from contextlib import contextmanager
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from fanal.cases.models import Case, CasePerson, Closure
from fanal.cases.queries.today.months import closed_since, month_ends, open_at
from fanal.core.roles import Role
from fanal.core.sealing.compartments import NARRATIVE, WHEREABOUTS
from fanal.core.sealing.records import new_key
from fanal.keys import wrapping
from fanal.keys.models import Folder, Grant, TeamKey, UserKeys
from fanal.keys.ring import Ring
from tests import files
from tests.bench.test_case_list import made
from tests.shares import mostly_long

SMALL, LARGE = 100, 300  # cases: more than a page of each list shows
MOST_QUESTIONS = {
    # One of them within a transaction alone, as a test is: where the ledger ends. One asks whether
    # anybody is in danger whose case is closed: no row of a board is hers. One asks for an advance of
    # the reader that was refused: it is of no case, so that nothing else on the page tells of it. One
    # asks where the team was the receiving side: who arrived is with it, on a journey of others.
    "/cases/today/": 100,
    "/cases/?show=team": 60,
    "/cases/?show=team&page=9999": 60,
    "/cases/?show=closed": 31,
    # Two for whom no row of a journey is: who is in danger and has no open case, and who arrived on a
    # journey of another team.
    "/journeys/": 46,
}
A_TENTH_MORE = 1.1  # in proportion it would be three times as many
NOW_AND_THEN = 2  # questions: that she is at work is written down once a minute


class Counted(CursorWrapper):
    """Counts what it asks, and the rows that it fetches."""

    questions = rows = 0

    def execute(self, *asked):
        Counted.questions += 1
        return super().execute(*asked)

    def fetchone(self):
        return self._count(self.cursor.fetchone(), 1)

    def fetchmany(self, *size):
        return self._count(found := self.cursor.fetchmany(*size), len(found))

    def fetchall(self):
        return self._count(found := self.cursor.fetchall(), len(found))

    def _count(self, found, rows):
        Counted.rows += rows if found else 0
        return found


@contextmanager
def counting(monkeypatch):
    Counted.questions = Counted.rows = 0
    with monkeypatch.context() as patch:
        patch.setattr(connection, "make_cursor", lambda cursor: Counted(cursor, connection))
        yield


@pytest.fixture
def lead(cast, process_remembers):
    """A lead, in a process that remembers the board as it does between requests."""
    return cast.join("lead", "Lead", Role.TEAM_LEAD, "Bangkok")


def test_three_times_as_many_cases_take_the_same_questions_and_no_more_rows(
    cast, lead, monkeypatch
):
    client = files.browser(cast, lead)

    def read():
        found = {}
        for page in MOST_QUESTIONS:
            for _look in range(2):  # the first stores the states of those whom it shows
                assert client.get(page).status_code == 200
            with counting(monkeypatch):
                client.get(page)
            found[page] = (Counted.questions, Counted.rows)
        return found

    workers = (cast.sokha, cast.noi, None)
    made(cast, SMALL, cast.bangkok, lambda k: workers[k % 3], danger=False)
    few = read()
    # What nobody works on is the lead's own to see to, and read as a worker's own is.
    made(cast, LARGE - SMALL, cast.bangkok, lambda k: workers[k % 2], danger=False)
    many = read()
    for page, most in MOST_QUESTIONS.items():
        assert many[page][0] <= min(few[page][0] + NOW_AND_THEN, most), (page, few, many)
        assert many[page][1] <= few[page][1] * A_TENTH_MORE, (page, few, many)


# What SQLite does for one case more, in steps of its machine (sqlite.org/opcode.html): some questions
# count all of them, at 10 to 50 steps a case, and one asks which cases, and which files, stand with
# her teams. One that also goes through the keys that a lead or her team holds, of two folders a
# case, is seen here. What is due this week is more on a Tuesday than on a Sunday: 183 to 221 steps.
STEPS_A_CASE = {
    "/cases/?show=team": 180,
    "/cases/?show=closed": 48,
    "/cases/tasks/?show=team": 230,
    "/cases/today/": 415,
}
STEP = 10  # how many steps are counted at once


def with_keys(team, lead):
    """A folder of each case and person, with a key for the team and one for its lead by name, as
    each gets when it is made."""
    pair = UserKeys.objects.get(user=lead, retired=None)
    key = TeamKey.objects.get(team=team, retired=None)
    ids = [*Case.objects.values_list("id", flat=True)]
    ids += CasePerson.objects.values_list("person", flat=True)
    there = set(Folder.objects.values_list("id", flat=True))
    new = [Folder(id=one, kind="case", team=team) for one in dict.fromkeys(ids) if one not in there]
    Folder.objects.bulk_create(new)
    keys = {one: new_key() for one in (NARRATIVE, WHEREABOUTS)}
    checked, ring = {}, Ring()
    for folder in new:
        made = [
            wrapping.grant_to_team(folder, keys, key, ring, checked=checked),
            wrapping.grant_to_user(folder, keys, pair, ring, checked=checked),
        ]
        Grant.objects.bulk_create(made)


def steps_of(client, page):
    """How much SQLite does for a page."""
    steps = []
    connection.connection.set_progress_handler(lambda: steps.append(1), STEP)
    try:
        assert client.get(page).status_code == 200
    finally:
        connection.connection.set_progress_handler(None, STEP)
    return len(steps) * STEP


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does not count its steps")
def test_one_case_more_is_counted_and_not_read(cast, lead):
    client = files.browser(cast, lead)

    def read():
        with_keys(cast.bangkok, lead)
        for page in STEPS_A_CASE:
            client.get(page)
        return {page: steps_of(client, page) for page in STEPS_A_CASE}

    workers = (cast.sokha, cast.noi, None)
    made(cast, SMALL, cast.bangkok, lambda k: workers[k % 3], danger=False)
    few = read()
    # What nobody works on is the lead's own to see to, and read as a worker's own is.
    made(cast, LARGE - SMALL, cast.bangkok, lambda k: workers[k % 2], danger=False)
    many = read()
    found = {page: (many[page] - few[page]) / (LARGE - SMALL) for page in STEPS_A_CASE}
    assert {page: n for page, n in found.items() if n > STEPS_A_CASE[page]} == {}


def plainly_open(cases, ends):
    """Of each month, those that were opened by its end and not closed for good."""
    last = {
        case.id: max(case.closures.exclude(agreed_on=None).values_list("agreed_on", flat=True))
        for case in cases
        if case.closed
    }
    return [
        sum(case.opened_on <= day and not (case.closed and last[case.id] <= day) for case in cases)
        for day in ends
    ]


@pytest.mark.parametrize("seed", mostly_long(range(3), of=3))
def test_months_are_those_of_the_closing_that_holds(cast, seed):
    chance, today = Random(seed), timezone.localdate()
    made(cast, 30, cast.bangkok, lambda k: cast.noi)
    for case in Case.objects.all():
        days = sorted(chance.randrange(300) for _ in range(chance.choice([0, 1, 1, 2, 3])))
        for number, day in enumerate(days):
            agreed = today - timedelta(days=day)
            Closure.objects.create(
                case=case, reason="goals_reached", asked_by=cast.sokha, asked_on=agreed,
                agreed_by=cast.noi, agreed_on=agreed, folder=case.id, sealed=b"x", number=number,
            )  # fmt: skip
        Case.objects.filter(id=case.id).update(closed=bool(days) and chance.random() < 0.8)
    cases, ends = Case.objects.all(), month_ends(today)
    assert open_at(cases, today) == plainly_open(cases, ends)
    assert set(closed_since(cases, ends)) <= {cast.noi.pk}
