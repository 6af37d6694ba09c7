"""A flag that few rows bear has an index of those alone; of `WHERE waits` SQLite does not use it."""

import pytest
from django.apps import apps
from django.db import connection

from fanal.cases.deciding import STATE
from fanal.cases.decisions import DECISIONS
from fanal.cases.queries.today.rows import ASKED
from fanal.database.sql import YES
from fanal.justice.queries.today import proceedings_today
from fanal.reintegration.queries.hooks import alike_today

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL uses it of both"),
]


def indexes_of_flags():
    """By model and flag, the names of its indexes."""
    found = {}
    for model in apps.get_models():
        for index in model._meta.indexes:
            match index.condition.children if index.condition else ():
                case [(flag, True)] if "__" not in flag:
                    found.setdefault((model, flag), []).append(index.name)
    return [(*key, names) for key, names in found.items()]


def plan(sql, values=()):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        return " ".join(row[3] for row in cursor.fetchall())


@pytest.mark.parametrize(("model", "flag", "names"), indexes_of_flags())
def test_whoever_asks_for_the_flagged_rows_does_not_go_through_all(model, flag, names):
    rows = model.objects.filter(**{flag: YES}).order_by().values("pk")
    used = plan(*rows.query.sql_with_params())
    assert any(name in used for name in names)


@pytest.mark.parametrize(
    ("source", "index"),
    [(proceedings_today, "justice_records_that_wait"), (alike_today, "reports_by_words")],
)
def test_a_start_page_asks_by_an_index_whether_anything_waits(source, index):
    assert index in plan(ASKED[source])


def test_every_page_of_a_lead_asks_by_the_index_whether_a_state_waits_for_her():
    (kind,) = (one for one in DECISIONS if one.code == STATE)
    assert "states_for_a_lead" in plan(kind.some)
