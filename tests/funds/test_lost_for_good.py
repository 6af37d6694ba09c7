"""Money that did not arrive and never will: two say so, it is told to finance and counted as lost."""

import pytest
from django.urls import reverse

from fanal.core.errors import Refused
from fanal.core.funds.states import SlipState
from fanal.funds.actions import goods_and_figures, moving
from fanal.funds.models import MoneyMovement
from fanal.funds.slips import slip_of as slip
from tests import files
from tests.funds.scene import again, page_of, paid, scene

WHY = "The driver who took it is gone."
NEVER = "It will never arrive"


@pytest.fixture
def here(cast):
    return scene(cast)


@pytest.fixture
def row(cast, here):
    return paid(cast, here)


def did_not_arrive(cast, row, by):
    goods_and_figures.check_payment(row=row, answer="not_arrived", by=by)


def page(cast, who, address):
    return files.browser(cast, who).get(address).text


def test_nobody_writes_it_off_before_she_was_asked_nor_alone_nor_who_asked_or_paid(cast, row):
    with pytest.raises(Refused, match="First somebody asks her"):
        moving.lose(row=row, why=WHY, by=cast.noi)
    did_not_arrive(cast, row, by=cast.noi)
    for who in (cast.noi, cast.sokha, cast.thao):
        with pytest.raises(Refused, match="it takes another person"):
            moving.lose(row=row, why=WHY, by=who)
    assert slip(again(row)).state is SlipState.OUT


def test_the_second_who_says_so_closes_it_and_finance_and_the_grant_say_that_it_is_lost(
    cast, here, row
):
    did_not_arrive(cast, row, by=cast.sokha)
    assert NEVER not in page(cast, cast.sokha, page_of(row))
    assert NEVER in page(cast, cast.noi, page_of(row))
    lost = files.browser(cast, cast.noi).post(page_of(row, "lost"), {"why": WHY})
    assert lost.status_code == 302
    found = slip(again(row))
    assert (found.state, found.sums.lost, found.sums.spent) == (SlipState.SETTLED, 1200, 1200)
    assert again(row).over_on
    finance = page(cast, cast.thao, reverse("funds:today"))
    assert "Lost for good" in finance
    assert WHY in finance
    assert "said not to have arrived" not in finance
    grant = page(cast, cast.thao, reverse("funds:grant", args=[here.grant.id]))
    assert "Of this lost for good" in grant
    assert "Paid out, and no receipt yet" not in grant
    assert "Did not arrive" not in page(cast, cast.noi, reverse("cases:today"))


def test_what_turns_up_after_all_is_followed_up_again(cast, here, row):
    did_not_arrive(cast, row, by=cast.sokha)
    lost = moving.lose(row=row, why=WHY, by=cast.noi)
    moving.undo(request=row.id, movement=lost, why="It is there.", by=cast.thao)
    assert slip(again(row)).state is SlipState.OUT
    moving.receive(row=again(row), amount=lost.amount, proof="mark", by=cast.sokha)
    assert slip(again(row)).state is SlipState.SETTLED
    assert MoneyMovement.objects.filter(request=row.id).count() == 4
