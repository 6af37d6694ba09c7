"""Whoever writes to the database leaves nobody untold: a mail that is owed and was deleted, pointed
at another or put off goes to all who lead."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from fanal.authority import genuine_rows, ledger, ledger_head, queries
from fanal.commands.authority import certify_demonstration
from fanal.commands.mails import send_owed
from fanal.commands.sweep import sweep
from fanal.journeys.actions.mails import owe, owe_what_is_gone
from fanal.journeys.models import MailDue
from tests.security.planting import count, delete, update


@pytest.fixture
def owed(cast):
    genuine_rows.run()
    now = timezone.localtime()
    owe([cast.sokha], now.date())
    return now


def told():
    return {one.to[0] for one in mail.outbox}


def test_an_owed_mail_goes_to_whom_it_was_for_alone(cast, owed):
    assert sweep(owed)["mails"] == 1
    assert told() == {cast.sokha.email}
    assert sweep(owed)["mails"] == 0
    assert not any("mails that are owed" in str(fault) for fault in queries.faults())


ATTACKS = {
    "deleted": lambda cast: delete(MailDue, to_id=cast.sokha.pk),
    "pointed at another": lambda cast: update(
        MailDue, {"to_id": cast.kham.pk}, to_id=cast.sokha.pk
    ),
    "of so long ago that it is dropped": lambda cast: update(
        MailDue, {"since": timezone.localdate() - timedelta(days=9)}, to_id=cast.sokha.pk
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_of_one_that_was_taken_away_all_who_lead_are_told_once(cast, owed, attack):
    ATTACKS[attack](cast)
    sweep(owed)
    assert {cast.noi.email, cast.claire.email} <= told()
    assert any("mails that are owed" in str(fault) for fault in queries.faults())
    mail.outbox.clear()
    sweep(owed)
    assert told() == set()


def test_one_that_says_it_is_being_sent_for_years_is_sent(cast, owed):
    update(MailDue, {"taken_at": owed + timedelta(days=900)}, to_id=cast.sokha.pk)
    assert send_owed(owed) == 1


def test_before_two_people_certified_it_counts_as_before(cast, owed):
    ledger_head.certify_anew_above(5)
    ledger.read()
    delete(MailDue, to_id=cast.sokha.pk)
    owe([cast.kham], owed.date())
    assert sweep(owed)["mails"] == 1
    owe([cast.kham], owed.date())
    certify_demonstration()
    genuine_rows.run()
    owe_what_is_gone(owed.date())
    assert count(MailDue) == 1
    assert sweep(owed)["mails"] == 1
