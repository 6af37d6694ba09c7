"""Whoever writes to the database closes no shelter in which somebody sleeps, and gives none to another
team: those who sleep there would be counted by nobody."""

import pytest
from django.utils import timezone

from fanal.authority import genuine_rows, queries
from fanal.authority.models import RowFinding
from fanal.authority.words import called
from fanal.commands.changed_rows import put_back_what_was_changed
from fanal.commands.sweep import sweep
from fanal.shelters import access
from fanal.shelters.actions import book, stays
from fanal.shelters.actions.closing import close_shelter
from fanal.shelters.actions.places import let_go
from fanal.shelters.models import Bed, Restriction, Shelter, ShelterStay
from tests.security.planting import delete, insert, row_of, update
from tests.shelters.scene import again, scene, sleeps

TODAY = timezone.localdate


@pytest.fixture
def here(cast):
    found = scene(cast)
    found.stay = sleeps(cast, found, on=TODAY())
    genuine_rows.run()
    return found


def shelters_of(user):
    return list(access.shelters_for(user).values_list("id", flat=True))


def reported():
    return any(str(called("shelters_shelter")) in str(fault) for fault in queries.faults())


@pytest.mark.parametrize("stay_too", [False, True], ids=["alone", "with the stay"])
def test_a_shelter_that_somebody_sleeps_in_is_open_again_with_the_next_sweep(cast, here, stay_too):
    update(Shelter, {"closed_on": TODAY()}, id=here.shelter.id)
    if stay_too:
        update(ShelterStay, {"over_on": TODAY()}, id=here.stay.id)
    assert shelters_of(cast.rith) == []
    put_back_what_was_changed()
    assert shelters_of(cast.rith) == [here.shelter.id]
    assert [one.id for one in access.stays_in(cast.rith, here.shelter)] == [here.stay.id]
    assert reported()


def test_a_shelter_that_was_pointed_at_another_team_is_with_its_own_again(cast, here):
    update(Shelter, {"team_id": cast.vientiane.pk}, id=here.shelter.id)
    put_back_what_was_changed()
    assert Shelter.objects.get().team == cast.bangkok
    assert reported()


def test_one_that_was_closed_here_stays_closed_and_nothing_is_said_of_one_that_was_not_touched(
    cast, here
):
    before = row_of(Shelter, id=here.shelter.id)
    put_back_what_was_changed()
    assert row_of(Shelter, id=here.shelter.id) == before
    stays.leave(stay=here.stay, to="own_flat", words="A room.", **cast.acting(cast.sokha))
    let_go(shelter=here.shelter, one=cast.rith, by=cast.noi)
    close_shelter(shelter=here.shelter, by=cast.noi)
    put_back_what_was_changed()
    assert Shelter.objects.get().closed_on == TODAY()
    assert not reported()


def test_one_that_is_gone_is_named_once_and_not_again_after_two_have_looked(cast):
    found = scene(cast)
    delete(Bed, shelter_id=found.shelter.id)
    delete(Shelter, id=found.shelter.id)
    put_back_what_was_changed()
    assert reported()
    RowFinding.objects.update(settled=TODAY())
    put_back_what_was_changed()
    assert not RowFinding.objects.filter(settled=None).exists()


# What a resident is not free to do stays to be looked at, whatever somebody writes in the database.
@pytest.fixture
def held(cast):
    genuine_rows.run()
    stay = sleeps(cast, scene(cast))
    told = {"kind": "visits", "why": "He comes to the gate.", "hers": "I want to see him."}
    return book.restrict(stay=stay, **told, **cast.acting(cast.noi))


def runs(held):
    return again(held).now().runs(timezone.localdate())


def renewed_by_hand(held):
    row = row_of(Restriction, id=held.pk)
    row.pop("id")
    insert(Restriction, **row | {"renews_id": held.pk})


ATTACKS = {
    "lifted": lambda held: update(Restriction, {"lifted_on": held.since}, id=held.pk),
    "renewed by a row that nobody wrote": renewed_by_hand,
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_one_that_was_ended_by_hand_runs_again_with_the_next_sweep(held, attack):
    ATTACKS[attack](held)
    assert not runs(held)
    sweep(timezone.localtime())
    assert runs(held)
    assert any("not free to do" in str(fault) for fault in queries.faults())


def test_one_that_a_colleague_lifted_stays_lifted(cast, held):
    book.lift(restriction=held, by=cast.noi)
    sweep(timezone.localtime())
    assert not runs(held)
    assert not any("not free to do" in str(fault) for fault in queries.faults())
