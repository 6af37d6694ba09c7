"""What no action of ours writes into a column is found and named, and ends nothing with an error.

SQLite keeps anything in any column, and what its driver makes of a day that is none is no day at
all; PostgreSQL knows days that Python does not.
"""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from fanal.accounts.models import Invitation
from fanal.authority import attested, genuine_rows, queries, reading
from fanal.authority.tables import table
from fanal.authority.words import called
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, CasePerson, Task
from fanal.core.sealing.compartments import IDENTITY, LEGAL
from fanal.core.sealing.failures import NotGranted
from fanal.keys.actions import create_folder, grant
from fanal.keys.models import Grant
from tests import files
from tests.security.planting import update

OTHER_KINDS = {
    "an attestation as text": {"attestation": "x"},
    "an attestation as a number": {"attestation": 7},
    "a wrap as a number": {"wrapped": 7},
    "a wrap as a number that fills the memory": {"wrapped": 2**50},
    "an attestation as a number that fills the memory": {"attestation": 2**50},
}
on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite keeps a text, which is another test"
)
on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL refuses what is none of the column's kind"
)


@pytest.fixture
def given(cast):
    folder = uuid4()
    create_folder(folder=folder, kind="case", team=cast.bangkok, by=cast.sokha)
    (made,) = grant(folder=folder, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    genuine_rows.run()
    return made


@on_sqlite
@pytest.mark.parametrize("change", OTHER_KINDS.values(), ids=OTHER_KINDS.keys())
def test_the_verification_names_the_row(given, change):
    update(Grant, change, id=given.pk)
    assert [one.name for one in reading.all_of(Grant) if one.why_not] == [given.pk.hex]
    assert any(called(table(Grant)) in one.values() for one in map(told, queries.faults()))


@pytest.mark.asvs("V15.3.5")
@on_sqlite
@pytest.mark.parametrize("change", OTHER_KINDS.values(), ids=OTHER_KINDS.keys())
def test_it_opens_nothing_and_nobody_meets_an_error(cast, given, change):
    update(Grant, change, id=given.pk)
    assert not attested.genuine(Grant.objects.get(pk=given.pk))
    with pytest.raises(NotGranted):
        cast.ring(cast.mai).newest_key(given.folder_id, LEGAL)
    assert IDENTITY in cast.ring(cast.sokha).compartments(given.folder_id)


@pytest.mark.parametrize("until", ["0001-01-01 00:00:00+14:00", "infinity"])
def test_a_moment_that_python_does_not_know_is_put_aside_and_named(cast, until):
    files.invited(cast)
    waits = Invitation.objects.get()
    genuine_rows.run()
    update(Invitation, {"until": until}, id=waits.pk)
    genuine_rows.run()
    assert waits.pk.hex in {one.row for one in queries.unsettled()}
    assert any(waits.pk.hex in str(fault) for fault in queries.current_faults())
    assert not Invitation.objects.filter(used=False).exists()


def test_a_day_that_python_does_not_know_is_named(given):
    update(Grant, {"until": "infinity"}, id=given.pk)
    assert [one.name for one in reading.all_of(Grant) if one.why_not] == [given.pk.hex]


@on_postgres
@pytest.mark.parametrize("day", ["infinity", "-infinity"])
def test_a_day_without_end_in_a_case_answers_with_its_page(cast, day):
    """Whoever works on the case meets no error, whether or not the row still counts."""
    case = files.case(cast, people=[files.person(cast)])
    task = add_task(case=case, title="call the school", by=cast.sokha, due=date(2026, 12, 1))
    update(Case, {"opened_on": day}, id=case.pk)
    update(Task, {"due": day}, id=task.pk)
    worker = files.browser(cast, cast.sokha)
    for name, args in (("cases:case", [case.pk]), ("cases:list", []), ("cases:tasks", [])):
        assert worker.get(reverse(name, args=args)).status_code in {200, 404}, name


@on_sqlite
def test_a_yes_that_is_none_is_named(cast):
    files.case(cast, people=[files.person(cast)])
    row = CasePerson.objects.get()
    update(CasePerson, {"of_family": 2}, id=row.pk)
    assert [one.name for one in reading.all_of(CasePerson) if one.why_not] == [row.pk.hex]


def told(sentence):
    return dict(sentence.values)
