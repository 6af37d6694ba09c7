"""Whoever writes to the database takes no call for help out of the list of those that wait."""

import pytest
from django.utils import timezone

from fanal.authority import genuine_rows, queries
from fanal.commands.sweep import sweep
from fanal.intake.actions import reopen, set_aside, take_signal
from fanal.intake.changed_calls import put_back_calls
from fanal.intake.models import Signal
from fanal.intake.queries import decided, waiting
from tests.security.planting import delete, row_of, update

TOLD = {"who_calls": "mother", "where": "a karaoke at Sungai Kolok", "danger_now": True}


@pytest.fixture
def call(cast):
    genuine_rows.run()
    return take_signal(team=cast.bangkok, answers=TOLD, by=cast.kham)


def named():
    return any("calls for help" in str(fault) for fault in queries.faults())


def waits(cast, call):
    found = waiting(cast.noi).filter(pk=call.pk).first()
    return bool(found and found.urgent)


ATTACKS = {
    "decided on": lambda cast: {"state": "not_for_us"},
    "decided on, by its case": lambda cast: {"state": "case", "urgent": False},
    "one that can wait": lambda cast: {"urgent": False},
    "of another team": lambda cast: {"team_id": cast.linh.teams.get().pk},
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_call_that_was_put_aside_by_hand_waits_again_with_the_next_sweep(cast, call, attack):
    update(Signal, ATTACKS[attack](cast), id=call.pk)
    assert not waits(cast, call)
    sweep(timezone.localtime())
    assert waits(cast, call)
    assert named()
    set_aside(signal=call, referred_to="", reason="A wrong number.", **cast.acting(cast.sokha))
    assert not waits(cast, call)


def test_so_does_one_that_was_opened_again_and_whose_row_of_before_was_put_back(cast, call):
    acting = cast.acting(cast.sokha)
    set_aside(signal=call, referred_to="", reason="A wrong number.", **acting)
    before = row_of(Signal, id=call.pk)
    reopen(signal=call, reason="She called again.", **acting)
    update(Signal, before, id=call.pk)
    put_back_calls()
    assert waits(cast, call)


def test_one_that_was_deleted_is_named(cast, call):
    delete(Signal, id=call.pk)
    put_back_calls()
    assert named()


def test_what_colleagues_decided_stays_decided(cast, call):
    set_aside(signal=call, referred_to="", reason="A wrong number.", **cast.acting(cast.sokha))
    sweep(timezone.localtime())
    assert call.pk in {one.signal_id for one in decided(cast.noi)}
    assert not named()
