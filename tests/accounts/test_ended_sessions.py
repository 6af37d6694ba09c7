"""A session that ended says when somebody last worked: the sweep deletes it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from fanal.accounts.models import SignIn
from fanal.accounts.sessions import hashed
from fanal.accounts.sign_ins import end_sessions
from fanal.commands.sweep import sweep
from tests.keys.test_second_factor import at_the_second_step, code_of, secret, send  # noqa: F401


def signed_in(cast, secret):  # noqa: F811
    client = at_the_second_step(cast)
    assert send(client, code_of(secret)).status_code == 302
    return client


def test_a_session_that_ended_goes_with_the_next_sweep_and_one_that_runs_stays(cast, secret):  # noqa: F811
    client = signed_in(cast, secret)
    mine = Session.objects.filter(session_key=hashed(client.session.session_key))
    sweep(timezone.localtime())
    assert (mine.count(), SignIn.objects.count()) == (1, 1)
    mine.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert sweep(timezone.localtime())["sessions"] == 1
    assert (mine.count(), SignIn.objects.count()) == (0, 0)
    assert sweep(timezone.localtime())["sessions"] == 0


@pytest.mark.asvs("V7.4.3", "V7.5.2")
def test_all_others_are_ended_and_it_is_said_how_many(cast):
    here, *others = (cast.client(cast.sokha) for _ in range(3))
    assert end_sessions(cast.sokha, but=here.session.session_key) == len(others)
    assert [one.get("/accounts/").status_code for one in (here, *others)] == [200, 302, 302]
    assert end_sessions(cast.sokha) == 1
