"""Who can open what."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from fanal.cases.actions.entries import add_note
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import LEGAL, MEDICAL, NARRATIVE, WHEREABOUTS
from fanal.core.sealing.failures import Locked, NotGranted
from fanal.keys.actions import create_folder, grant, renew, revoke
from fanal.keys.ring import Ring
from tests import files


@pytest.fixture
def folder(cast):
    folder = uuid4()
    create_folder(folder=folder, kind="case", team=cast.bangkok, by=cast.sokha)
    return folder


def opens(ring, folder, compartment):
    return compartment in ring.compartments(folder)


@pytest.mark.asvs("V8.4.1")
def test_the_team_opens_what_it_shares_and_others_do_not(cast, folder):
    assert opens(cast.ring(cast.sokha), folder, NARRATIVE)
    assert opens(cast.ring(cast.noi), folder, MEDICAL)
    for stranger in (cast.linh, cast.kham, cast.mai, cast.claire, cast.anan, cast.vera):
        assert cast.ring(stranger).compartments(folder) == frozenset()


def test_whereabouts_are_for_the_maker_and_the_leads(cast, folder):
    other = cast.join("dara", "Dara", "case_worker", "Bangkok")
    assert opens(cast.ring(cast.sokha), folder, WHEREABOUTS)
    assert opens(cast.ring(cast.noi), folder, WHEREABOUTS)
    assert not opens(cast.ring(other), folder, WHEREABOUTS)
    assert opens(cast.ring(other), folder, NARRATIVE)


@pytest.mark.asvs("V8.2.3", "V15.3.1")
def test_a_lawyer_sees_legal_without_medical(cast, folder):
    grant(folder=folder, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    assert cast.ring(cast.mai).compartments(folder) == {LEGAL}


def test_an_expired_grant_opens_nothing(cast, folder, monkeypatch):
    today = date.today()
    options = {"compartments": [LEGAL], "to": cast.mai, "by": cast.noi}
    grant(folder=folder, ring=cast.ring(cast.noi), until=today, **options)
    assert opens(cast.ring(cast.mai), folder, LEGAL)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: today + timedelta(days=1))
    assert not opens(cast.ring(cast.mai), folder, LEGAL)


def test_a_grant_that_is_taken_back_opens_nothing(cast, folder):
    grant(folder=folder, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    assert revoke(folder=folder, to=cast.mai, by=cast.noi) == 1
    assert not opens(cast.ring(cast.mai), folder, LEGAL)


def test_nobody_grants_what_she_cannot_open(cast, folder):
    with pytest.raises(NotGranted):
        grant(folder=folder, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.linh))
    with pytest.raises(Locked):
        grant(folder=folder, compartments=[LEGAL], to=cast.mai, by=cast.noi, ring=Ring())


def test_a_grant_until_yesterday_is_refused(cast, folder):
    yesterday = date.today() - timedelta(days=2)
    with pytest.raises(BadInput):
        grant(
            folder=folder,
            compartments=[LEGAL],
            to=cast.mai,
            **cast.acting(cast.noi),
            until=yesterday,
        )


def test_a_locked_ring_seals_into_a_new_folder_and_opens_nothing_else(cast, folder):
    ring = Ring()
    new = uuid4()
    create_folder(folder=new, kind="signal", team=cast.bangkok, by=cast.duc, ring=ring)
    assert ring.newest_key(new, NARRATIVE)[0] == 1
    with pytest.raises(Locked):
        ring.newest_key(folder, NARRATIVE)


def test_what_is_sealed_after_a_renewal_is_read_by_the_holders_alone(cast, folder):
    ring = Ring()
    ring.remember(folder, *renew(folder))
    generation, key = ring.newest_key(folder, NARRATIVE)
    assert generation == 2
    assert cast.ring(cast.sokha).key(folder, NARRATIVE, 2) == key
    with pytest.raises(Locked):
        ring.key(folder, NARRATIVE, 1)


def test_in_a_list_a_part_is_read_by_who_has_its_key_and_closed_to_who_has_not(cast):
    case = files.case(cast)
    row = add_note(case=case, text="as she said", **cast.acting(cast.sokha))
    assert row.try_unseal(cast.ring(cast.noi)) == row.unseal(cast.ring(cast.noi))
    assert row.try_unseal(cast.ring(cast.linh)) is None
