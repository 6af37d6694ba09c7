"""An administrator ends accounts alone: whoever oversees is told when one of those who could see it is ended."""

import pytest

from fanal.accounts import notices
from fanal.accounts.actions import end_account
from tests.journal import entries


def told(cast, user):
    return any("director or an auditor" in line for line in notices.latest(user))


@pytest.mark.parametrize(("who", "other"), [("vera", "claire"), ("claire", "vera")])
def test_that_a_director_or_an_auditor_was_ended_is_told_to_who_is_left(cast, who, other):
    end_account(user=getattr(cast, who), by=cast.anan)
    assert told(cast, getattr(cast, other))
    assert [one.pk for one, _number in notices.to_mail()] == [getattr(cast, other).pk]


def test_of_a_colleague_who_oversees_nothing_nobody_is_told(cast):
    end_account(user=cast.sokha, by=cast.anan)
    assert entries("account.end_told") == []
