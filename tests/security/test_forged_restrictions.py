"""What a resident is not free to do stays to be looked at, whatever somebody writes in the database."""

import pytest
from django.utils import timezone

from fanal.authority import genuine_rows, queries
from fanal.commands.sweep import sweep
from fanal.shelters.actions import book
from fanal.shelters.models import Restriction
from tests.security.planting import insert, row_of, update
from tests.shelters.scene import again, scene, sleeps


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
