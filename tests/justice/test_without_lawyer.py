"""Her lawyer left, or what was granted her ended, while a hearing or a time limit waits: whoever works
on the case reads it where she begins her day."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from fanal.accounts.actions import end_account
from fanal.core.sealing.compartments import FILES, LEGAL
from fanal.justice.models import JusticeRecord
from fanal.keys.actions import grant, revoke
from fanal.keys.models import Grant, UserKeys
from tests import files
from tests.justice.scene import DAY, hearing, page_of, records, today
from tests.justice.scene import K as Kind

SAYS = "Her lawyer does not open this case any more"


def start(cast, who="sokha"):
    return files.browser(cast, getattr(cast, who)).get(reverse("cases:today")).text


def leaves(cast, here):
    revoke(folder=here.case.id, to=cast.mai, by=cast.noi, compartments=[LEGAL, FILES])


def account_ends(cast, here):
    end_account(user=cast.mai, by=cast.anan)


@pytest.mark.parametrize("ends", [leaves, account_ends])
def test_whoever_works_on_the_case_reads_that_her_lawyer_left(cast, here, ends):
    hearing(cast, here.trial, today() + 20 * DAY)
    assert SAYS not in start(cast)
    ends(cast, here)
    text = start(cast)
    assert SAYS in text
    assert page_of(here) in text
    assert SAYS not in start(cast, "linh")


def test_where_nothing_waits_or_another_lawyer_opens_it_nothing_is_said(cast, here):
    records(cast, here.trial, Kind.MEASURE, {"measure": "screen"})
    leaves(cast, here)
    assert SAYS not in start(cast)
    row = hearing_of_sokha(cast, here)
    assert SAYS in start(cast)
    grant(
        folder=here.case.id,
        compartments=[LEGAL],
        to=cast.mai,
        **cast.acting(cast.noi),
        reason="Her lawyer again.",
    )
    assert SAYS not in start(cast)
    assert row.waits


def hearing_of_sokha(cast, here):
    told = {"day": today() + 9 * DAY, "presence": "must"}
    return records(cast, here.trial, Kind.HEARING, told, by=cast.sokha, sure=True)


def test_a_grant_that_only_waits_for_an_offer_follows_nothing(cast, here):
    hearing(cast, here.trial, today() + 20 * DAY)
    leaves(cast, here)
    told = {"folder": here.case.id, "compartments": [LEGAL], "waits_for": uuid4()}
    grant(to=cast.mai, reason="Offered.", **told, **cast.acting(cast.noi))
    assert SAYS in start(cast)


def test_an_account_that_ended_long_ago_nags_nobody(cast, here):
    hearing(cast, here.trial, today() + 20 * DAY)
    UserKeys.objects.filter(user=cast.mai).update(retired=today() - 3 * DAY)
    assert SAYS in start(cast)
    UserKeys.objects.filter(user=cast.mai).update(retired=today() - 40 * DAY)
    assert SAYS not in start(cast)
    end_account(user=cast.mai, by=cast.anan)
    Grant.objects.filter(folder=here.case.id, to_keys__user=cast.mai).update(revoked=None)
    assert SAYS not in start(cast)


def test_where_no_lawyer_ever_opened_it_or_she_left_long_ago_nobody_is_nagged(cast, here):
    hearing_of_sokha(cast, here)
    leaves(cast, here)
    Grant.objects.filter(folder=here.case.id, to_keys__user=cast.mai).update(
        revoked=date(2026, 1, 5)
    )
    assert SAYS not in start(cast)
    Grant.objects.filter(folder=here.case.id, to_keys__user=cast.mai).delete()
    assert SAYS not in start(cast)
    assert JusticeRecord.objects.filter(waits=True).exists()
