"""The day on which a certificate was kept: its hour stood in clear, and nothing read it."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fanal.cases.actions import documents
from fanal.journeys.models import Certificate
from tests import files


@pytest.fixture
def before(transactional_db):
    """The tables as they were while the hour stood in clear."""
    executor, then = (
        MigrationExecutor(connection),
        [("journeys", "0007_fingerprints_under_the_server_key")],
    )
    executor.migrate(then)
    yield executor.loader.project_state(then).apps.get_model("journeys", "Certificate")
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.long
def test_of_a_certificate_kept_before_the_day_stays_as_it_was_here(before, cast):
    """Late in the evening of one day in Greenwich it is the next one in Bangkok."""
    case, ring = files.case(cast), cast.ring(cast.sokha)
    scan = documents.add_document(
        case=case,
        name="a.pdf",
        parts=[b"%PDF-1.4\n%%EOF\n"],
        by=cast.sokha,
        ring=ring,
        about="A",
        to_the_byte=True,
    )
    old = before.objects.create(
        person_id=case.people.first().id,
        case_id=case.id,
        document_id=scan.id,
        by_id=cast.sokha.id,
        fingerprint="ab",
        code="cd",
        kept_at=datetime(2026, 3, 1, 20, 30, tzinfo=UTC),
    )
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert Certificate.objects.get(id=old.id).kept_on == date(2026, 3, 2)
