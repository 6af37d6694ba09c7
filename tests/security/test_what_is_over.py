"""What was taken back, ended or ran out opens nothing, and what is somebody else's stays hers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.utils import timezone

from fanal.accounts import sign_ins
from fanal.accounts.actions import end_account, take_factors
from fanal.accounts.models import SignIn
from fanal.accounts.sessions import SessionStore, hashed
from fanal.core.sealing.compartments import LEGAL
from fanal.keys.actions import grant, offers, renew, revoke
from fanal.keys.models import Grant
from tests import files


def given(cast, case, to, **more):
    ring = cast.ring(cast.noi)
    return grant(folder=case.id, compartments=[LEGAL], to=to, by=cast.noi, ring=ring, **more)


def opens(cast, case, user):
    return LEGAL in cast.ring(user).compartments(case.id)


def test_new_keys_go_to_nobody_from_whom_the_old_were_taken_back(cast, case):
    given(cast, case, cast.mai)
    assert opens(cast, case, cast.mai)
    revoke(folder=case.id, to=cast.mai, by=cast.noi)
    _keys, generation = renew(case.id)
    assert not Grant.objects.filter(to_keys__user=cast.mai, generation=generation).exists()
    assert not opens(cast, case, cast.mai)


def test_an_offer_taken_up_brings_back_nothing_that_was_taken_from_it(cast, case):
    offer = uuid4()
    given(cast, case, cast.mai, waits_for=offer)
    revoke(folder=case.id, to=cast.mai, by=cast.noi)
    offers.take_up(offer)
    assert set(Grant.objects.filter(waits_for=offer).values_list("wrapped", flat=True)) == {b""}
    assert not opens(cast, case, cast.mai)


def test_what_is_taken_from_a_team_leaves_what_waits_for_an_offer(cast, case):
    offer = uuid4()
    given(cast, case, cast.vientiane, waits_for=offer)
    offers.take_from_team([case.id], cast.vientiane)
    assert offers.offered(offer) == {case.id}


@pytest.mark.parametrize("end", [take_factors, end_account])
def test_only_her_own_second_factors_are_taken(cast, end):
    TOTP.activate(cast.sokha, "A" * 32)
    TOTP.activate(cast.kham, "B" * 32)
    end(user=cast.sokha, by=cast.anan)
    assert [authenticator.user for authenticator in Authenticator.objects.all()] == [cast.kham]


def signed_in(cast, user):
    files.browser(cast, user)
    return SignIn.objects.filter(user=user).latest("day")


def test_the_list_of_browsers_is_ones_own_and_forgets_what_ended(cast):
    hers, another = signed_in(cast, cast.sokha), signed_in(cast, cast.kham)
    assert sign_ins.running(cast.sokha) == [hers]
    Session.objects.filter(session_key=hers.session).delete()
    assert sign_ins.running(cast.sokha) == []
    assert not SignIn.objects.filter(pk=hers.pk).exists()
    assert sign_ins.running(cast.kham) == [another]


@pytest.mark.asvs("V7.5.2")
def test_one_browser_that_is_ended_is_gone_with_its_session(cast):
    hers = signed_in(cast, cast.sokha)
    sign_ins.end_one(hers)
    assert not SignIn.objects.filter(session=hers.session).exists()
    assert not Session.objects.filter(session_key=hers.session).exists()


def test_a_session_that_ran_out_holds_nothing(db):
    store = SessionStore()
    store["word"] = "kept"
    store.save()
    assert SessionStore(store.session_key)["word"] == "kept"
    rows = Session.objects.filter(session_key=hashed(store.session_key))
    rows.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert "word" not in SessionStore(store.session_key)
