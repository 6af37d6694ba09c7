"""Money that did not arrive and never will: two say so, it is told to finance and counted as lost."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from fanal.accounts.models import User
from fanal.cases.actions.cases import add_person
from fanal.cases.actions.emergencies import keep_out
from fanal.core.errors import Refused
from fanal.core.funds.checks import ASKED_BACK_FOR
from fanal.core.funds.states import SlipState
from fanal.core.roles import Role
from fanal.funds.actions import goods_and_figures, losses, moving
from fanal.funds.earlier_advances import open_advances
from fanal.funds.models import CashAdvance, MoneyMovement, PaymentCheck
from fanal.funds.queries.month import payments_of_month
from fanal.funds.slips import advance_slips
from fanal.funds.slips import slip_of as slip
from fanal.web.decisions import waiting_for
from tests import files
from tests.funds.scene import again, given_out, page_of, paid, scene, slip_of
from tests.funds.scene import asked as ask_for_money
from tests.organisation.colleagues import stands_in

FIRST = "First another colleague, who neither asked for it nor paid it"
TWO = "2 of these still have to agree: "
NEVER = "It will never arrive"


@pytest.fixture
def here(cast):
    return scene(cast)


@pytest.fixture
def row(cast, here):
    return paid(cast, here)


def did_not_arrive(cast, row, by):
    goods_and_figures.check_payment(row=row, answer="not_arrived", by=by)


def is_lost(cast, row, by):
    """Say both: that it did not reach her, and that nobody gets it back."""
    did_not_arrive(cast, row, by=by)
    losses.say_lost(row=row, by=by)


def page(cast, who, address):
    return files.browser(cast, who).get(address).text


def test_nobody_writes_it_off_before_she_was_asked_nor_alone_nor_who_asked_or_paid(cast, row):
    with pytest.raises(Refused, match=FIRST):
        moving.lose(row=row, by=cast.noi)
    did_not_arrive(cast, row, by=cast.noi)
    with pytest.raises(Refused, match=FIRST):
        moving.lose(row=row, by=cast.noi)
    for who in (cast.sokha, cast.thao):
        with pytest.raises(Refused, match="it takes another person"):
            moving.lose(row=row, by=who)
    assert slip(again(row)).state is SlipState.OUT


@pytest.mark.parametrize("first", ["sokha", "thao"])
def test_the_first_of_the_two_neither_asked_for_it_nor_paid_it(cast, row, first):
    did_not_arrive(cast, row, by=getattr(cast, first))
    with pytest.raises(Refused, match=FIRST):
        moving.lose(row=row, by=cast.noi)
    shown = page(cast, cast.noi, page_of(row))
    assert "two say so who neither asked for it nor paid it" in shown
    did_not_arrive(cast, row, by=cast.noi)
    did_not_arrive(cast, row, by=getattr(cast, first))
    moving.lose(row=row, by=cast.linh)
    assert slip(again(row)).state is SlipState.SETTLED


def test_what_was_said_before_it_arrived_after_all_counts_no_more(cast, row):
    for who, answer in [(cast.noi, "not_arrived"), (cast.linh, "arrived")]:
        goods_and_figures.check_payment(row=row, answer=answer, by=who)
    did_not_arrive(cast, row, by=cast.sokha)
    with pytest.raises(Refused, match=FIRST):
        moving.lose(row=row, by=cast.linh)


def test_the_second_who_says_so_closes_it_and_finance_and_the_grant_say_that_it_is_lost(
    cast, here, row
):
    did_not_arrive(cast, row, by=cast.linh)
    assert NEVER in page(cast, cast.noi, page_of(row))
    asks = page(cast, cast.noi, page_of(row, "lost"))
    assert "<textarea" not in asks
    assert "Finance reads that it is lost, not why. Write why in the case." in asks
    uncle = {"why": "Her uncle took it."}
    assert files.browser(cast, cast.noi).post(page_of(row, "lost"), uncle).status_code == 302
    assert "why" not in MoneyMovement.objects.get(request=row.id, number=2).told
    found = slip(again(row))
    assert (found.state, found.sums.lost, found.sums.spent) == (SlipState.SETTLED, 1200, 1200)
    assert again(row).over_on
    finance = page(cast, cast.thao, reverse("funds:today"))
    assert "Lost for good" in finance
    assert "said not to have arrived" not in finance
    grant = page(cast, cast.thao, reverse("funds:grant", args=[here.grant.id]))
    assert "Of this lost for good" in grant
    assert "Paid out, and no receipt yet" not in grant
    assert "Did not arrive" not in page(cast, cast.noi, reverse("cases:today"))


def test_what_turns_up_after_all_is_followed_up_again(cast, here, row):
    did_not_arrive(cast, row, by=cast.linh)
    lost = moving.lose(row=row, by=cast.noi)
    undo = reverse("funds:undo", args=[row.id, lost.id])
    finance = cast.join("fai", "Fai", Role.FINANCE_OFFICER, "Bangkok")
    with pytest.raises(Refused, match="you paid it"):
        moving.undo(request=row.id, movement=lost, why="It is there.", by=cast.thao)
    assert undo not in page(cast, cast.thao, slip_of(row))
    assert undo in page(cast, finance, slip_of(row))
    files.browser(cast, finance).post(undo, {"why": "It is there."})
    assert slip(again(row)).state is SlipState.OUT
    moving.receive(row=again(row), amount=lost.amount, proof="mark", by=cast.sokha)
    assert slip(again(row)).state is SlipState.SETTLED
    assert MoneyMovement.objects.filter(request=row.id).count() == 4


def test_the_month_of_finance_says_what_was_lost_in_it_and_adds_nothing_for_it(cast, row):
    did_not_arrive(cast, row, by=cast.linh)
    lost = moving.lose(row=row, by=cast.noi)
    month = payments_of_month(cast.thao, timezone.localdate().replace(day=1))
    assert (month.sums, month.lost) == ([("THB", 1200)], [("THB", 1200)])
    assert [one.amount for one in month.by_line] == [1200]
    text = page(cast, cast.thao, reverse("funds:month"))
    assert "Lost for good, of what was paid out" in text
    assert "lost for good" in text
    moving.undo(request=row.id, movement=lost, by=cast.claire, why="It was found.")
    month = payments_of_month(cast.thao, timezone.localdate().replace(day=1))
    assert (month.sums, month.lost) == ([("THB", 1200)], [])


def test_a_loss_that_is_taken_back_in_a_later_month_leaves_the_closed_month_as_it_was(cast, here):
    now = timezone.localdate().replace(day=1)
    before = now - timedelta(days=1)
    row = paid(cast, here, on=before)
    did_not_arrive(cast, row, by=cast.linh)
    lost = moving.lose(row=row, by=cast.noi)
    MoneyMovement.objects.filter(pk=lost.pk).update(on=before)
    moving.undo(request=row.id, movement=lost, by=cast.claire, why="It was found.")
    then = payments_of_month(cast.thao, before.replace(day=1))
    assert (then.sums, then.lost) == ([("THB", 1200)], [("THB", 1200)])
    month = payments_of_month(cast.thao, now)
    assert (month.sums, month.lost) == ([("THB", 0)], [("THB", -1200)])
    assert "entered by mistake, taken back" in page(cast, cast.thao, reverse("funds:month"))
    grant = page(cast, cast.thao, reverse("funds:grant", args=[here.grant.id]))
    assert "Of this lost for good" not in grant


def says(cast, who, agreed, **more):
    (one,) = [one for kind, one in waiting_for(who) if kind.code == "loss"]
    return files.browser(cast, who).post(one.address, {"agreed": agreed, **more})


def asked(*people):
    return [who for who in people if any(kind.code == "loss" for kind, _one in waiting_for(who))]


def test_where_nobody_is_left_in_the_team_the_director_closes_it(cast, row):
    """Sokha asked for it and Noi, the only other, asked her."""
    is_lost(cast, row, by=cast.noi)
    assert "waits for a second person: Claire" in page(cast, cast.sokha, page_of(row))
    assert asked(cast.noi, cast.sokha, cast.thao, cast.claire) == [cast.claire]
    says(cast, cast.claire, "yes")
    assert slip(again(row)).sums.lost == 1200


def test_without_a_director_the_lead_of_another_office_does(cast, row):
    is_lost(cast, row, by=cast.noi)
    assert asked(cast.somchit) == []
    User.objects.filter(pk=cast.claire.pk).update(is_active=False)
    assert asked(cast.somchit) == [cast.somchit]
    says(cast, cast.somchit, "yes")
    assert slip(again(row)).state is SlipState.SETTLED


def test_what_who_asked_says_alone_takes_two_more(cast, row):
    is_lost(cast, row, by=cast.sokha)
    says(cast, cast.noi, "yes")
    assert slip(again(row)).state is SlipState.OUT
    assert asked(cast.noi, cast.claire) == [cast.claire]
    says(cast, cast.claire, "yes")
    assert slip(again(row)).state is SlipState.SETTLED


def test_a_no_asks_nobody_until_it_is_said_anew(cast, row):
    is_lost(cast, row, by=cast.noi)
    says(cast, cast.claire, "no", why="The driver brings it.")
    assert asked(cast.claire) == []
    did_not_arrive(cast, row, by=cast.noi)
    assert asked(cast.claire) == [cast.claire]


def test_an_advance_that_is_lost_is_closed_by_two_others_and_counted_as_lost(cast, here):
    row = given_out(cast, here, days=40)
    address = reverse("funds:advance", args=[row.id])
    sokha = files.browser(cast, cast.sokha)
    lost = reverse("funds:advance_lost", args=[row.id])
    assert lost in sokha.get(address).text
    shown = sokha.post(lost, {"why": "Her bag was taken."}, follow=True).text
    assert TWO in shown
    assert "said to be lost" in page(cast, cast.thao, slip_of(row))
    assert asked(cast.sokha, cast.thao, cast.noi, cast.claire) == [cast.noi, cast.claire]
    (one,) = [one for kind, one in waiting_for(cast.noi) if kind.code == "loss"]
    assert "Her bag was taken." in page(cast, cast.noi, one.address)
    for who in (cast.noi, cast.claire):
        says(cast, who, "yes")
    (found,) = advance_slips([CashAdvance.objects.get(pk=row.pk)])
    assert (found.state, found.sums.lost) == (SlipState.SETTLED, row.amount)
    month = payments_of_month(cast.thao, timezone.localdate().replace(day=1))
    assert month.lost == [("THB", row.amount)]
    assert "Lost for good" in page(cast, cast.thao, reverse("funds:today"))
    # Another may be asked for: nothing is in hand any more.
    assert open_advances(cast.sokha) == []


def test_two_of_one_kind_and_amount_are_told_apart_without_a_name(cast, here):
    other = files.person(cast, names=("ນ້ອຍ",))
    add_person(case=here.case, person=other, by=cast.sokha)
    for person in (here.person, other):
        ask_for_money(cast, SimpleNamespace(**vars(here) | {"person": person}))
    rows = [one.whom for kind, one in waiting_for(cast.claire) if kind.code == "money"]
    assert len(set(rows)) == 2


def days_ago(row, days):
    made_on = timezone.localdate() - timedelta(days=days)
    PaymentCheck.objects.filter(request=row.id).update(made_on=made_on)


def test_whoever_paid_asks_for_it_back_before_two_decide_whether_it_is_lost(cast, row):
    did_not_arrive(cast, row, by=cast.sokha)
    assert asked(cast.noi, cast.claire) == []
    until = date_format(timezone.localdate() + ASKED_BACK_FOR)
    assert f"Until {until} whoever paid asks for it back" in page(cast, cast.sokha, page_of(row))
    payer = page(cast, cast.thao, slip_of(row))
    assert "Ask for it back." in payer
    assert f"After {until} two decide" in payer
    days_ago(row, ASKED_BACK_FOR.days)
    assert asked(cast.noi, cast.claire) == []
    days_ago(row, ASKED_BACK_FOR.days + 1)
    assert asked(cast.noi, cast.claire) == [cast.noi, cast.claire]
    payer = page(cast, cast.thao, slip_of(row))
    assert "Ask for it back" not in payer
    assert "Two who neither asked for it nor paid it decide" in payer
    assert f"{cast.noi}, {cast.claire}" in payer or f"{cast.claire}, {cast.noi}" in payer


def test_once_somebody_says_that_it_will_never_arrive_two_decide_at_once(cast, row):
    did_not_arrive(cast, row, by=cast.sokha)
    sokha = files.browser(cast, cast.sokha)
    assert NEVER in sokha.get(page_of(row)).text
    told = sokha.post(page_of(row, "lost"), {}, follow=True).text
    assert TWO in told
    assert NEVER not in told
    assert asked(cast.noi, cast.claire) == [cast.noi, cast.claire]
    assert slip(again(row)).state is SlipState.OUT


def test_who_was_kept_out_since_she_said_so_is_none_of_the_two(cast, here, row):
    is_lost(cast, row, by=cast.linh)
    keep_out(case=here.case, user=cast.linh, reason="His niece", by=cast.noi)
    with pytest.raises(Refused, match=FIRST):
        moving.lose(row=row, by=cast.noi)
    says(cast, cast.noi, "yes")
    assert slip(again(row)).state is SlipState.OUT
    says(cast, cast.claire, "yes")
    assert slip(again(row)).state is SlipState.SETTLED


def test_who_stands_in_for_whoever_said_so_reads_the_no(cast, row):
    is_lost(cast, row, by=cast.sokha)
    says(cast, cast.claire, "no", why="The driver brings it.")
    assert "The driver brings it." not in page(cast, cast.noi, reverse("cases:today"))
    stands_in(cast, cast.noi, cast.sokha)
    assert "The driver brings it." in page(cast, cast.noi, reverse("cases:today"))
