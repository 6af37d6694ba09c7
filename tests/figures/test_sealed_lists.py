"""Which sources make which list names teams and partners: it stands under the server's key."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fanal.figures.models import Study
from tests.figures.test_figures import defined

LISTS = {"Refuge Chan": ["shelter-chan"], "Police": ["police", "team-bangkok"]}
PLAIN = [b"Chan", b"chan", b"bangkok"]


def on_disk():
    """The rows of studies as the database itself gives them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM figures_study")
        values = [value for row in cursor.fetchall() for value in row]
    return b"|".join(
        bytes(v) if isinstance(v, bytes | memoryview) else repr(v).encode() for v in values
    )


def test_a_stolen_database_does_not_say_with_whom_we_count(cast):
    study = defined(cast, lists=LISTS)
    assert [word for word in PLAIN if word in on_disk()] == []
    study.refresh_from_db()
    assert study.lists == LISTS


def test_lists_keep_the_order_in_which_they_were_written(cast):
    """A column of JSON on PostgreSQL put the shorter name first."""
    study = defined(cast, lists=LISTS)
    study.refresh_from_db()
    assert list(study.lists) == list(LISTS)


def migrated_to(name):
    executor = MigrationExecutor(connection)
    executor.migrate([("figures", name)])
    return executor.loader.project_state([("figures", name)]).apps.get_model("figures", "Study")


@pytest.fixture
def before(transactional_db):
    """The tables as they were while lists stood in clear."""
    yield migrated_to("0004_who_was_counted")
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.long
def test_lists_that_stood_in_clear_are_sealed_at_the_upgrade(before, cast):
    days = {"begins": date(2025, 1, 1), "ends": date(2025, 12, 31)}
    given = {"title": "Old", "who_counts": "identified", "choices": {}, "by_id": cast.duc.id}
    old = before.objects.create(lists=LISTS, **given, **days)
    assert all(word in on_disk() for word in PLAIN)
    migrated_to("0005_lists_under_the_server_key")
    assert [word for word in PLAIN if word in on_disk()] == []
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    found = Study.objects.get(id=old.id)
    assert found.lists == LISTS
    assert (found.from_table, found.table) == (False, None)
