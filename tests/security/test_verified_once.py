"""What was verified once is not verified again at each request; what changed since is."""

import pytest

from fanal.accounts.models import User
from fanal.authority import ledger, reading
from fanal.cases.models import Case
from fanal.core.sealing.compartments import LEGAL, NARRATIVE
from fanal.keys.actions import grant, revoke
from fanal.keys.models import Grant
from fanal.keys.queries import folders_granted_to
from tests import files
from tests.security.planting import insert, row_of, update


@pytest.fixture
def granted(cast):
    """The legal part of a case, granted to the lawyer, who asked for it before."""
    case = files.case(cast)
    ring = cast.ring(cast.noi)
    (row,) = grant(folder=case.id, compartments=[LEGAL], to=cast.mai, by=cast.noi, ring=ring)
    assert opens(cast, case)
    return case, row


def opens(cast, case, part=LEGAL):
    mai = User.objects.get(pk=cast.mai.pk)  # as the next request loads her
    return Case.objects.filter(id=case.id, pk__in=folders_granted_to(mai, part)).exists()


def test_the_next_request_computes_no_attestation_again(cast, granted, monkeypatch):
    computed = []
    attested = reading.computed_of_texts
    monkeypatch.setattr(
        reading, "computed_of_texts", lambda *of: computed.append(of) or attested(*of)
    )
    assert opens(cast, granted[0])
    assert computed == []
    reading._verified.clear()
    assert opens(cast, granted[0])
    assert len(computed) == 1


def test_a_grant_that_was_altered_since_opens_nothing(cast, granted):
    case, row = granted
    update(Grant, {"compartments": f"{LEGAL} {NARRATIVE}"}, id=row.pk)
    assert not opens(cast, case)
    assert not opens(cast, case, NARRATIVE)
    update(Grant, {"compartments": str(LEGAL)}, id=row.pk)
    assert opens(cast, case)


def test_a_grant_that_was_taken_back_and_put_back_opens_nothing(cast, granted):
    case, row = granted
    before = row_of(Grant, id=row.pk)
    revoke(folder=case.id, to=cast.mai, by=cast.noi)
    Grant.objects.filter(pk=row.pk).delete()
    insert(Grant, **before)
    assert not opens(cast, case)


def test_a_row_that_was_read_with_others_is_computed_once(cast, monkeypatch):
    case, computed = files.case(cast), []
    attested = reading.computed_of_texts
    monkeypatch.setattr(
        reading, "computed_of_texts", lambda *of: computed.append(of) or attested(*of)
    )
    for _ in range(3):
        assert reading.row_counts(Case.objects.get(pk=case.pk))
    assert len(computed) == 1


def test_a_row_that_was_altered_since_counts_no_more(cast):
    case = files.case(cast)
    before = row_of(Case, id=case.pk)
    assert reading.row_counts(Case.objects.get(pk=case.pk))
    update(Case, {"team_id": cast.vientiane.pk}, id=case.pk)
    assert not reading.row_counts(Case.objects.get(pk=case.pk))
    update(Case, {"team_id": before["team_id"]}, id=case.pk)
    assert reading.row_counts(Case.objects.get(pk=case.pk))


def test_a_row_of_an_earlier_version_counts_no_more_though_it_was_known(cast):
    case = files.case(cast)
    before = row_of(Case, id=case.pk)
    assert reading.row_counts(Case.objects.get(pk=case.pk))
    Case.objects.filter(pk=case.pk).update(team=cast.vientiane)
    update(Case, before, id=case.pk)
    ledger.read()  # as each request does
    assert not reading.row_counts(Case.objects.get(pk=case.pk))


def test_no_more_than_so_many_are_remembered(cast, granted, monkeypatch):
    monkeypatch.setattr(reading, "MOST_REMEMBERED", 1)
    reading._verified.clear()
    other = files.case(cast)
    ring = cast.ring(cast.noi)
    grant(folder=other.id, compartments=[LEGAL], to=cast.mai, by=cast.noi, ring=ring)
    assert opens(cast, granted[0])
    assert opens(cast, other)
    assert len(reading._verified) == 1
