"""The board and the administrator see whether the timer runs, on which every alarm rests."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.commands.sweep import sweep
from fanal.web.models import LastSweep
from fanal.web.sweeps import LATE_AFTER, sweep_ended, sweep_status
from tests.security.planting import update


@pytest.mark.parametrize(("who", "page"), [("noi", "journeys:board"), ("anan", "accounts:people")])
def test_a_timer_that_never_ran_is_said(cast, who, page):
    answer = cast.client(getattr(cast, who)).get(reverse(page))
    assert "The timer has never run" in answer.content.decode()


@pytest.mark.parametrize(("who", "page"), [("noi", "journeys:board"), ("anan", "accounts:people")])
def test_the_last_sweep_is_said_with_its_hour(cast, who, page):
    now = timezone.localtime()
    sweep(now)
    text = cast.client(getattr(cast, who)).get(reverse(page)).content.decode()
    assert "Last sweep at" in text
    assert f"{now:%H:%M}" in text
    assert "The timer" not in text


def test_a_late_timer_is_said(cast):
    then = timezone.localtime() - LATE_AFTER - timedelta(minutes=1)
    sweep(then)
    text = cast.client(cast.noi).get(reverse("journeys:board")).content.decode()
    assert "The timer is late" in text


def test_a_sweep_that_fails_half_way_is_none(cast, monkeypatch):
    now = timezone.localtime()
    monkeypatch.setattr("fanal.commands.sweep.forget_old", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sweep(now)
    assert sweep_status(now).ended_at is None


def test_a_sweep_of_tomorrow_is_none(cast):
    sweep_ended(timezone.localtime() + timedelta(days=1))
    assert sweep_status(timezone.localtime()).late


@pytest.mark.parametrize("hour", [timezone.localtime, lambda: timezone.localtime() + LATE_AFTER])
def test_a_sweep_that_somebody_wrote_into_the_database_is_none(cast, hour):
    sweep_ended(timezone.localtime() - timedelta(days=1))
    update(LastSweep, {"ended_at": hour()}, id=1)
    status = sweep_status(timezone.localtime())
    assert status.ended_at is None
    assert status.late
    sweep(now := timezone.localtime())
    assert sweep_status(now).ended_at == now


def test_who_administers_reads_what_to_do_and_others_whom_to_tell(cast):
    """She is the administration: to be told to tell it leaves a timer that never ran as it is."""
    LastSweep.objects.all().delete()
    own = cast.client(cast.anan).get(reverse("accounts:people")).text
    assert "systemctl enable --now fanal-tick.timer" in own
    assert "Tell the administrator" not in own
    others = cast.client(cast.vera).get(reverse("audit:journal")).text
    assert "Tell the administrator" in others
    assert "systemctl" not in others
