"""A contact of a plan that nobody makes climbs as a sign of life of a journey does: the worker, a
lead, then the direction, each called once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from fanal.accounts.models import Membership, User
from fanal.cases.actions import emergencies
from fanal.commands.sweep import sweep
from fanal.core.journeys.checkins import Rung
from fanal.core.reintegration.calls import reached, rung_of, to_call
from fanal.core.reintegration.contact_waves import window
from fanal.web.sweeps import sweep_ended
from tests import files
from tests.files import again
from tests.reintegration.scene import DAY, begins, today, tried

NOBODY_ASKED = "Nobody has asked 1 person how she is"


@pytest.fixture
def plan(cast):
    """A plan of somebody on no journey: its first contact is still to come."""
    return again(begins(cast, files.person(cast), today()))


def told(by_day):
    """Who is mailed by the first sweep of that day, after one of the day before."""
    sweep(by_day - DAY)
    mail.outbox.clear()
    sweep(by_day)
    return {one.to[0] for one in mail.outbox}


def on_the_day_of(plan, rung):
    """The hour of the first sweep by which a contact of this plan has reached the rung."""
    late = plan.due - reached(rung, plan.due)
    return timezone.localtime() + (plan.due - today()) + late


def test_each_rung_is_reached_once_however_late_it_is_looked():
    due = today()
    after = due + DAY
    assert rung_of(due, due) is Rung.NOBODY
    assert rung_of(due, after) is Rung.WORKER
    assert rung_of(due, after + window()) is Rung.LEAD
    assert rung_of(due, after + 2 * window()) is Rung.DIRECTOR
    assert to_call(due, due, after + 2 * window()) == (Rung.WORKER, Rung.LEAD, Rung.DIRECTOR)
    assert to_call(due, after, after + DAY) == ()


@pytest.mark.parametrize(
    ("rung", "who"), [(Rung.WORKER, "sokha"), (Rung.LEAD, "noi"), (Rung.DIRECTOR, "claire")]
)
def test_each_is_called_on_her_day_and_not_again(cast, plan, rung, who):
    day, email = on_the_day_of(plan, rung), getattr(cast, who).email
    assert told(day) == {email}
    mail.outbox.clear()
    sweep(day + timedelta(minutes=5))
    sweep(day + DAY)
    assert email not in {one.to[0] for one in mail.outbox}


@pytest.mark.parametrize("how", ["team", "role"])
def test_where_its_worker_works_there_no_more_a_lead_is_called_at_once(cast, plan, how):
    if how == "team":
        Membership.objects.filter(user=cast.sokha).delete()
    else:
        User.objects.filter(pk=cast.sokha.pk).update(role="data_analyst")
    assert told(on_the_day_of(plan, Rung.WORKER)) == {cast.noi.email}


def test_after_a_month_without_a_server_all_are_called_at_once(cast, plan):
    sweep_ended(on_the_day_of(plan, Rung.WORKER) - DAY)
    mail.outbox.clear()
    sweep(on_the_day_of(plan, Rung.DIRECTOR))
    assert {one.to[0] for one in mail.outbox} == {
        getattr(cast, who).email for who in ("sokha", "noi", "claire")
    }


def test_whom_a_conflict_keeps_out_is_not_called(cast, plan):
    case = files.case(cast, people=[plan.person])
    emergencies.keep_out(case=case, user=cast.noi, reason="her cousin", by=cast.claire)
    assert told(on_the_day_of(plan, Rung.LEAD)) == {cast.claire.email}


def test_the_direction_reads_a_number_and_whom_to_call_until_she_is_asked(cast):
    person, then = files.person(cast), today() - 100 * DAY
    plan = begins(cast, person, then, on=then)
    page = files.start_page(cast, cast.claire)
    assert NOBODY_ASKED in page
    assert "Bangkok: call Noi" in page
    assert person.code_name not in page
    assert NOBODY_ASKED not in files.start_page(cast, cast.noi)
    tried(cast, plan, "reached", safe=True)
    assert NOBODY_ASKED not in files.start_page(cast, cast.claire)
