"""Ids that are known already, in a question: however many there are, those and no others are found."""

from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Case, Q, Value, When
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanal.accounts.models import Office
from fanal.database.sql import FEW, db_uuid, named, rows, selected, these

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices():
    return [Office.objects.create(name=f"Office {n}", country="TH") for n in range(3)]


@pytest.mark.parametrize("others", [0, 1, FEW + 1])
@pytest.mark.parametrize("wanted", [0, 1, 2])
def test_those_alone_are_found_of_few_and_of_many_and_all_but_those(offices, wanted, others):
    ids = [one.pk for one in offices[:wanted]] + [uuid4() for _ in range(others)]
    expected = {one.pk for one in offices[:wanted]}
    assert set(Office.objects.filter(id__in=these(ids)).values_list("id", flat=True)) == expected
    left = {one.pk for one in offices[wanted:]}
    assert set(Office.objects.exclude(id__in=these(ids)).values_list("id", flat=True)) == left
    held = set(db_uuid(expected))
    asked, values = named(ids)
    assert found(f"id NOT IN ({asked})", values) == set(db_uuid(left))
    assert found(f"id IN ({asked}) OR id IN ({asked})", values) == held
    one = selected(db_uuid(ids))
    assert found(f"id IN ({one.sql})", one.params) == held


IDS = [uuid4() for _ in range(4)]
SOME = st.builds(
    lambda few, many: {*few, *many},
    st.sets(st.sampled_from(IDS)),
    st.sampled_from([(), [uuid4() for _ in range(FEW + 1)]]),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=SOME, other=SOME)
def test_of_any_ids_the_database_says_what_python_says(four_offices, one, other):
    every, asked, beside = set(IDS), Q(id__in=these(one)), Q(id__in=these(other))
    assert left_by(asked) == every & one
    assert left_by(~asked) == every - one
    assert left_by(asked | ~beside) == every & one | every - other
    assert left_by(~(asked & beside)) == every - (one & other)
    rows = Office.objects.annotate(is_one=Case(When(~asked, then=Value(0)), default=Value(1)))
    assert set(rows.filter(is_one=1).values_list("id", flat=True)) == every & one
    (text, values), of_other = named(one), selected(db_uuid(other))
    assert found(f"NOT (id IN ({text}))", values) == set(db_uuid(every - one))
    assert found(f"id NOT IN ({of_other.sql})", of_other.params) == set(db_uuid(every - other))


@pytest.fixture
def four_offices():
    Office.objects.bulk_create(Office(id=id, name=f"Office {id}", country="TH") for id in IDS)


def left_by(condition):
    return set(Office.objects.filter(condition).values_list("id", flat=True))


def found(where, values):
    return {id for (id,) in rows(f"SELECT id FROM accounts_office WHERE {where}", values)}


# As costly as who is kept out of a case (`fanal.people.exclusion`): of ids in a `SELECT` PostgreSQL
# counts that once for each, and rather reads the whole table.
A_RULE = """WITH RECURSIVE up (n) AS (SELECT 1 UNION SELECT n + 1 FROM up WHERE n < 9)
    SELECT up.n FROM up, up second, up third"""


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite goes by its indexes alone")
def test_postgresql_looks_a_page_of_people_up_and_does_not_read_them_all():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE many (id uuid PRIMARY KEY, team int, note text)")
        cursor.execute(
            "INSERT INTO many SELECT gen_random_uuid(), n % 2, repeat('x', 200)"
            " FROM generate_series(1, 50000) n"
        )
        cursor.execute("ANALYZE many")
    asked = these([uuid4() for _ in range(25)])
    rule = f"team IN ({A_RULE}) OR team IN ({A_RULE})"
    plan = rows(f"EXPLAIN SELECT id FROM many WHERE ({rule}) AND id IN ({asked.sql})", asked.params)
    assert "Seq Scan on many" not in " ".join(line for (line,) in plan)
