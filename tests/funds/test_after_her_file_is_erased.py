"""Money that is out without a receipt when her file is erased stays on finance's list, as an amount
without a name."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.funds.actions import moving
from fanal.funds.models import FundingGrant, MoneyRequest
from fanal.web.amounts import money_words
from tests import files
from tests.funds.scene import given_out, paid, scene
from tests.retention import scene as retention

DAY = timedelta(days=1)
today = timezone.localdate
NAMELESS = "of a file that was erased"


@pytest.fixture
def here(cast):
    return scene(cast)


def erase(cast, here):
    """She asked for it herself: it waits neither for a period nor for the accounts."""
    retention.settled(cast, here.case)
    retention.close_by_hand(here.case.pk)
    retention.erased(cast, retention.of_case(here.case))
    assert not MoneyRequest.objects.exists()


def page(cast):
    return files.main_of(cast, cast.thao, reverse("funds:today"))


def test_it_stays_as_an_amount_without_a_name(cast, here):
    row = paid(cast, here)
    token = row.token
    assert token in page(cast)
    erase(cast, here)
    shown = page(cast)
    assert money_words(Decimal(1200), "THB") in shown
    assert NAMELESS in shown
    assert "River" in shown
    for hers in (token, here.case.code_name, str(cast.sokha), str(row.id)):
        assert hers not in shown


def test_after_a_month_it_is_late_as_any_other(cast, here):
    paid(cast, here, on=today() - 40 * DAY)
    erase(cast, here)
    assert "more than 30 days without a receipt" in page(cast)


def test_what_came_with_a_receipt_or_back_or_is_an_advance_is_no_such_amount(cast, here):
    row = paid(cast, here)
    moving.come_back(request=row.id, amount=Decimal(1200), why="Not needed.", by=cast.thao)
    given_out(cast, here)
    assert NAMELESS not in page(cast)
    erase(cast, here)
    assert NAMELESS not in page(cast)


def test_it_leaves_the_list_once_its_grant_was_reported_and_is_over(cast, here):
    paid(cast, here)
    erase(cast, here)
    FundingGrant.objects.update(until=today() - 60 * DAY, report_due=today() - 40 * DAY)
    assert NAMELESS not in page(cast)
    FundingGrant.objects.update(report_due=today() + 10 * DAY)
    assert NAMELESS in page(cast)
