"""A house that was there before custodians could be several of ours."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fanal.journeys.models import JourneyCustodian

BEFORE = [("journeys", "0008_the_day_a_certificate_was_kept")]


@pytest.fixture
def before(transactional_db):
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.long  # all migrations back and forth; `make test` upgrades what was released
def test_the_one_colleague_of_before_is_among_the_colleagues_and_nobody_else_is(before, cast):
    journey = before.get_model("journeys", "Journey").objects.create(
        team_id=cast.bangkok.pk,
        lead_id=cast.noi.pk,
        code_name="Blue Kite 1",
        kind="return",
        starts_on=date(2026, 3, 1),
        made_by_id=cast.noi.pk,
    )
    old = before.get_model("journeys", "Hands")
    hers = old.objects.create(journey=journey, label="Escort", colleague_id=cast.sokha.pk)
    name = old.objects.create(journey=journey, label="Her aunt")
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert JourneyCustodian.objects.get(id=hers.id).colleagues == [cast.sokha]
    assert JourneyCustodian.objects.get(id=hers.id).label == "Escort"
    now = JourneyCustodian.objects.get(id=name.id)
    assert (now.known, now.planned, now.does) == (False, True, "hold_the_person")
