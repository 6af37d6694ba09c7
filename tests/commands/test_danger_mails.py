"""Once a day whoever answers for somebody in danger is told, also where she is on no journey."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from fanal.cases.actions import emergencies
from fanal.commands.sweep import sweep
from fanal.core.casework.stages import CaseStage
from tests import files


@pytest.fixture
def girl(cast):
    case = files.case(cast)
    files.in_danger(cast, case)
    return case


def told(now):
    mail.outbox.clear()
    sweep(now)
    return sorted(one.to[0] for one in mail.outbox)


def test_worker_and_lead_are_told_each_day_and_once(cast, girl):
    now = timezone.localtime()
    sweep(now)
    tomorrow = now + timedelta(days=1)
    assert told(tomorrow) == sorted([cast.sokha.email, cast.noi.email])
    assert told(tomorrow + timedelta(minutes=5)) == []


def test_nobody_is_told_of_who_is_not_in_danger(cast):
    files.case(cast)
    assert told(timezone.localtime()) == []


def test_of_a_closed_case_and_to_whom_a_conflict_keeps_out_nothing_is_told(cast, girl):
    sweep(timezone.localtime())
    emergencies.keep_out(case=girl, user=cast.noi, reason="her cousin", by=cast.claire)
    tomorrow = timezone.localtime() + timedelta(days=1)
    assert cast.noi.email not in told(tomorrow)
    girl.refresh_from_db()
    girl.move_to(CaseStage.CLOSED)
    girl.save(update_fields=["stage", "closed"])
    assert told(tomorrow + timedelta(days=1)) == []
