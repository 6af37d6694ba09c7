"""Values under the server's key that were sealed before they were bound to their rows."""

import importlib
import pkgutil
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fanal.accounts import factors
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, Task
from fanal.core.sealing import server
from fanal.core.sealing.failures import BrokenSeal
from fanal.sealed.broken_values import do_not_open
from fanal.sealed.columns import sealed_columns
from fanal.sealed.resealing import seal_for_rows
from fanal.sealed.server_key import derived
from tests import files
from tests.security.test_moved_values import held, put

# Of these nothing is of before: their values were bound to their rows from the first migration on.
YOUNGER = {
    "authority", "care", "coded_facts", "colleagues", "funds", "justice", "papers", "prevention", "protection",
    "reintegration", "retention", "services", "shelters",
}  # fmt: skip
OURS = sorted(
    {model._meta.app_label for model in apps.get_models() if sealed_columns(model)} - YOUNGER
)


def as_before(text, context):
    return server.seal(derived("text"), context, text.encode())


def put_back(row):
    """Every sealed value of a row as it was sealed before."""
    for field in sealed_columns(type(row)):
        if getattr(row, field.attname) is None:
            continue
        text = field._written(getattr(row, field.attname))
        put(row, field.column, as_before(text, field._column))


def history(app=None):
    """The models as migrations see them."""
    loader = MigrationExecutor(connection).loader
    return loader.project_state(loader.graph.leaf_nodes()).apps


def versions(row):
    kept = (held(row, column.column) for column in sealed_columns(type(row)))
    return {bytes(one)[0] for one in kept if one is not None}


@pytest.fixture
def rows(cast):
    case = files.case(cast)
    for number in range(3):
        add_task(case=case, title=f"call {number}", by=cast.sokha)
    return [case, *Task.objects.order_by("id")]


def test_the_upgrade_seals_them_for_their_rows_and_goes_on_where_it_stopped(rows):
    told = [(row.pk, row.code_name if isinstance(row, Case) else row.title) for row in rows]
    for row in rows[:-1]:  # the last one was sealed before it stopped
        put_back(row)
    assert [versions(row) for row in rows] == [{1}, {1}, {1}, {2}]
    kept = held(rows[-1], "title")
    seal_for_rows("cases")(history(), None)
    assert [versions(row) for row in rows] == [{2}] * 4
    assert held(rows[-1], "title") == kept
    assert [(task.pk, task.title) for task in Task.objects.order_by("id")] == told[1:]
    assert Case.objects.get().code_name == told[0][1]
    assert list(do_not_open()) == []


def test_what_was_broken_before_stays_so_and_stops_nothing(rows):
    for row in rows:
        put_back(row)
    put(rows[1], "title", as_before("of another column", "cases.case.code_name"))
    seal_for_rows("cases")(history(), None)
    assert [versions(row) for row in rows] == [{2}, {1, 2}, {2}, {2}]  # its hour is whole
    assert list(do_not_open()) == [("cases_task", "title", str(rows[1].pk))]


def test_after_the_upgrade_nobody_can_put_one_back(rows):
    put_back(rows[1])
    with pytest.raises(BrokenSeal):
        _ = Task.objects.get(pk=rows[1].pk).title
    for blob in (b"", b"\x01", b"\x02", uuid4().bytes * 4):
        put(rows[1], "title", blob)
        with pytest.raises(BrokenSeal):
            _ = Task.objects.get(pk=rows[1].pk).title


def test_seeds_of_second_factors_are_bound_to_their_person(cast):
    TOTP.activate(cast.sokha, "A" * 32)
    row = Authenticator.objects.get(user=cast.sokha, type="totp")
    before = as_before("A" * 32, "second factor").hex()
    Authenticator.objects.filter(pk=row.pk).update(data={"secret": before})
    bind_seeds = migrations_of("accounts")["sealed_for_rows"].bind_seeds
    for _twice in range(2):
        bind_seeds(history(), None)
        now = Authenticator.objects.get(pk=row.pk)
        assert factors.opened(now.data["secret"]) == "A" * 32


def migrations_of(app):
    package = importlib.import_module(apps.get_app_config(app).name + ".migrations")
    return {
        name[5:]: importlib.import_module(f"{package.__name__}.{name}")
        for _, name, _ in pkgutil.iter_modules(package.__path__)
    }


@pytest.mark.parametrize("app", OURS)
def test_every_app_with_such_values_has_this_upgrade(app):
    assert apps.get_app_config(app).name in settings.OURS
    assert "sealed_for_rows" in migrations_of(app)
