"""What becomes of money that was asked for reaches whoever has to act, and no figure counts whom it
did not reach."""

from decimal import Decimal

import pytest
from django.urls import reverse

from fanal.cases.queries import deaths
from fanal.core.errors import Refused
from fanal.core.funds.checks import AfterPayment
from fanal.core.funds.states import SlipState
from fanal.funds.actions import advances, asking, goods_and_figures, moving
from fanal.funds.models import MoneyMovement
from fanal.funds.queries.figures import people_in
from fanal.funds.queries.spending import without_reversed
from fanal.funds.slips import slip_of as slip
from fanal.web.days_in_words import past_day
from tests import files
from tests.files import start_page as first
from tests.funds.scene import DAY, again, agreed, asked, given_out, page_of, paid, slip_of, today

REFUSED = "Money was refused: read why"
NEEDED = "She needs the money by now"
SAYS = "Asked after the payment, she says"


# ── The second part is not needed ────────────────────────────────────────────
@pytest.fixture
def half(cast, here):
    """500 of 1,200 were paid out."""
    row = agreed(cast, here)
    moving.pay(request=row.id, amount=Decimal(500), mode="cash", by=cast.thao)
    return again(row)


def arrived(cast, row, amount=500):
    moving.receive(row=again(row), amount=Decimal(amount), proof="mark", by=cast.sokha)
    return again(row)


def test_the_rest_of_a_payment_is_taken_back_once_it_is_known_where_the_first_part_is(cast, half):
    sokha, thao = files.browser(cast, cast.sokha), files.browser(cast, cast.thao)
    with pytest.raises(Refused, match="whether it arrived or came back"):
        asking.take_back(row=half, by=cast.sokha)
    assert "The rest is not needed any more" not in sokha.get(page_of(half)).text
    arrived(cast, half)
    assert "The rest is not needed any more" in sokha.get(page_of(half)).text
    assert sokha.post(page_of(half, "take_back")).status_code == 302
    row = again(half)
    assert slip(row).state is SlipState.SETTLED
    assert row.over_on
    assert (slip(row).sums.to_pay, slip(row).sums.spent) == (0, 500)
    assert slip_of(row) not in thao.get(reverse("funds:today")).text
    with pytest.raises(Refused):
        moving.pay(request=row.id, amount=Decimal(100), mode="cash", by=cast.thao)


def test_a_receipt_taken_back_after_that_opens_it_and_no_payment(cast, half):
    asking.take_back(row=arrived(cast, half), by=cast.sokha)
    receipt = MoneyMovement.objects.get(request=half.id, number=2)
    moving.undo(request=half.id, movement=receipt, why="Another woman.", by=cast.thao)
    assert slip(again(half)).state is SlipState.OUT
    assert again(half).over_on is None
    assert slip(arrived(cast, half)).state is SlipState.SETTLED
    assert again(half).over_on


def test_finance_reads_how_much_is_left_to_pay(cast, half):
    page = files.browser(cast, cast.thao).get(reverse("funds:today")).text
    assert "the rest of 1 200 THB" in page.replace("\u202f", " ").replace("\u00a0", " ")


# ── The start page ───────────────────────────────────────────────────────────
def test_who_asked_reads_that_it_was_refused_until_she_asks_anew(cast, here):
    row = asked(cast, here)
    assert REFUSED not in first(cast, cast.sokha)
    asking.answer(row=row, agreed=False, by=cast.noi, why="Ask for less.")
    shown = first(cast, cast.sokha)
    assert REFUSED in shown
    assert page_of(row) in shown
    asked(cast, here, amount=Decimal(600))
    assert REFUSED not in first(cast, cast.sokha)


def test_a_refusal_of_weeks_ago_stands_there_no_more(cast, here):
    row = asked(cast, here)
    asking.answer(row=row, agreed=False, by=cast.noi, why="No.", on=today() - 8 * DAY)
    assert REFUSED not in first(cast, cast.sokha)


@pytest.mark.parametrize(("days", "told"), [(-2, True), (0, True), (3, False)])
def test_what_she_needs_by_now_and_nobody_paid_stands_there(cast, here, days, told):
    asked(cast, here, needed_by=today() + days * DAY)
    assert (NEEDED in first(cast, cast.sokha)) is told


def test_paid_out_it_is_asked_whether_it_arrived_alone(cast, here):
    row = agreed(cast, here, needed_by=today())
    assert "agreed by two, still to be paid" in first(cast, cast.sokha)
    moving.pay(request=row.id, amount=Decimal(1200), mode="cash", by=cast.thao)
    shown = first(cast, cast.sokha)
    assert NEEDED not in shown
    assert "Did the money arrive?" in shown


def test_of_two_payments_in_a_case_one_row_asks_with_the_older_day(cast, here):
    (first_paid, _second) = [paid(cast, here, amount=500), paid(cast, here, amount=300)]
    MoneyMovement.objects.filter(request=first_paid.id).update(on=today() - 3 * DAY)
    shown = first(cast, cast.sokha)
    assert shown.count("Did the money arrive?") == 1
    assert "Did the money arrive? Payments: 2" in shown
    assert reverse("funds:case", args=[here.case.id]) in shown
    assert past_day(today() - 3 * DAY, today()) in shown


# ── She says something else than the receipt ─────────────────────────────────
def says(cast, here, answer):
    row = paid(cast, here)
    moving.receive(row=row, amount=Decimal(1200), proof="mark", by=cast.sokha)
    goods_and_figures.check_payment(row=again(row), answer=answer, by=cast.sokha)
    return again(row)


@pytest.mark.parametrize(
    ("answer", "told"), [("not_arrived", True), ("taken", True), ("arrived", False)]
)
def test_a_lead_reads_that_it_did_not_stay_with_her(cast, here, answer, told):
    row = says(cast, here, answer)
    shown = first(cast, cast.noi)
    assert (SAYS in shown) is told
    assert (page_of(row) in shown) is told
    assert SAYS not in first(cast, cast.huong)


def test_a_later_answer_ends_it(cast, here):
    row = says(cast, here, "not_arrived")
    goods_and_figures.check_payment(row=row, answer="arrived", by=cast.sokha)
    assert SAYS not in first(cast, cast.noi)


def people():
    return people_in(without_reversed(MoneyMovement.objects.all()), today())


def test_whom_it_did_not_reach_is_in_no_figure_whatever_the_receipt_says(cast, here):
    row = says(cast, here, "not_arrived")
    assert people() == 0
    goods_and_figures.check_payment(row=row, answer="arrived", by=cast.sokha)
    assert people() == 1


def test_another_payment_that_reached_her_counts_her(cast, here):
    says(cast, here, "not_arrived")
    other = paid(cast, here)
    moving.receive(row=other, amount=Decimal(1200), proof="mark", by=cast.sokha)
    assert people() == 1


def test_who_asked_for_an_advance_reads_on_her_start_page_that_it_was_refused(cast, here):
    said = "An advance was refused"
    row = advances.ask_advance(
        line=here.line, amount=Decimal(2000), currency="THB", what="Buses", by=cast.sokha
    )
    assert said not in files.browser(cast, cast.sokha).get(reverse("cases:today")).text
    advances.answer_advance(row=row, agreed=False, why="Too much.", by=cast.noi)
    text = files.browser(cast, cast.sokha).get(reverse("cases:today")).text
    assert said in text
    assert reverse("funds:advance", args=[row.id]) in text
    assert said not in files.browser(cast, cast.noi).get(reverse("cases:today")).text


def test_who_holds_an_advance_too_long_reads_it_on_her_start_page(cast, here):
    said = "An advance is not settled after 30 days"
    given_out(cast, here, days=30)
    assert said not in first(cast, cast.sokha)
    row = given_out(cast, here, days=31)
    text = first(cast, cast.sokha)
    assert said in text
    assert reverse("funds:advance", args=[row.id]) in text
    assert said not in first(cast, cast.noi)


NOTHING = "Nothing of the money arrived: ask anew if she needs it"


def test_what_came_back_whole_is_not_called_settled_in_her_case(cast, here):
    row = paid(cast, here)
    money = reverse("funds:case", args=[here.case.id])
    moving.come_back(request=row.id, amount=row.amount, why="The bank.", by=cast.thao)
    text = files.browser(cast, cast.sokha).get(money).text
    assert "over: nothing of it arrived" in text
    assert NOTHING in first(cast, cast.sokha)
    asked(cast, here)
    assert NOTHING not in first(cast, cast.sokha)


def test_of_what_came_back_in_part_it_is_said_that_a_part_arrived(cast, here):
    row = arrived(cast, paid(cast, here))
    moving.come_back(request=row.id, amount=Decimal(700), why="Cheaper.", by=cast.thao)
    assert slip(again(row)).said.template == "over: a part of it arrived"
    assert NOTHING not in first(cast, cast.sokha)
    whole = arrived(cast, paid(cast, here), amount=1200)
    assert slip(whole).said == SlipState.SETTLED.sentence()


def test_whoever_pays_reads_that_the_grant_has_ended(cast, here):
    row = agreed(cast, here)
    page = files.browser(cast, cast.thao)
    assert "the donor may pay nothing" not in page.get(slip_of(row)).text
    here.grant.until = today() - DAY
    here.grant.save()
    assert "the donor may pay nothing" in page.get(slip_of(row)).text


def test_whoever_agrees_reads_that_the_grant_ends_before_it_is_needed(cast, here):
    row = asked(cast, here, needed_by=here.grant.until + DAY)
    decide = reverse("funds:decide", args=[row.id])
    hers = reverse("funds:request", args=[here.case.id, row.id])
    for who, page in [(cast.noi, decide), (cast.sokha, hers)]:
        assert (
            "of what is paid later the donor may pay nothing"
            in files.browser(cast, who).get(page).text
        )
    other = asked(cast, here, needed_by=here.grant.until)
    page = files.browser(cast, cast.noi).get(reverse("funds:decide", args=[other.id])).text
    assert "Before it is paid" not in page


def test_whoever_agrees_reads_that_she_for_whom_it_is_has_died(cast, here, monkeypatch):
    monkeypatch.setattr(deaths, "DIED", [lambda people: [(here.person.id, today())]])
    row = asked(cast, here)
    decide = reverse("funds:decide", args=[row.id])
    assert "She died" in files.browser(cast, cast.noi).get(decide).text
    # Who does not open the case reads whom to ask, and nothing of her.
    page = files.browser(cast, cast.claire).get(decide).text
    assert "She died" not in page
    assert "ask Sokha Chea before you agree" in page


def test_of_what_is_paid_already_nothing_speaks_against_paying_it(cast, here, monkeypatch):
    monkeypatch.setattr(deaths, "DIED", [lambda people: [(here.person.id, today())]])
    row = agreed(cast, here, needed_by=here.grant.until + DAY)
    sokha = files.browser(cast, cast.sokha)
    for amount, told in ((Decimal(500), True), (Decimal(700), False)):
        moving.pay(request=row.id, amount=amount, mode="cash", by=cast.thao)
        assert ("Before it is paid" in sokha.get(page_of(row)).text) is told


# ── Only a part arrived, or nothing ──────────────────────────────────────────
def test_a_part_that_did_not_arrive_is_asked_about_no_more_and_finance_reads_it(cast, here, half):
    row = arrived(cast, half, 400)
    sokha, thao = files.browser(cast, cast.sokha), files.browser(cast, cast.thao)
    assert page_of(row, "after") in sokha.get(page_of(row, "receipt")).content.decode()
    assert "Did the money arrive? 100" in first(cast, cast.sokha)
    sokha.post(page_of(row, "after"), {"answer": "not_arrived", "on": today().isoformat()})
    worker = first(cast, cast.sokha)
    assert "Did not arrive: 100" in worker
    assert "Did the money arrive?" not in worker
    assert "said not to have arrived" in thao.get(reverse("funds:today")).text
    assert "said not to have arrived" in thao.get(slip_of(row)).text


@pytest.mark.parametrize("answer", ["taken", "not_arrived", "arrived", "not_said"])
def test_finance_reads_nothing_that_she_said_of_money_for_which_there_is_a_receipt(
    cast, here, answer
):
    """Whoever paid may be who took it."""
    row = says(cast, here, answer)
    shown = files.browser(cast, cast.thao).get(slip_of(row)).text
    assert "Asked after the payment" not in shown
    assert "said not to have arrived" not in shown


@pytest.mark.parametrize("later", ["not_reached", "not_said"])
def test_who_could_not_be_reached_later_has_taken_nothing_back(cast, here, half, later):
    row = arrived(cast, half, 400)
    for answer in ("not_arrived", later):
        goods_and_figures.check_payment(row=row, answer=answer, by=cast.sokha)
    assert slip(again(row)).did_not_arrive
    shown = files.browser(cast, cast.sokha).get(page_of(row)).text
    assert "It did not reach her" in shown
    assert AfterPayment(later).label.template[4:] in shown
    assert "look at it with her" in shown
    assert people() == 0
    assert SAYS in first(cast, cast.noi)
    goods_and_figures.check_payment(row=row, answer="arrived", by=cast.sokha)
    assert not slip(again(row)).did_not_arrive


def test_what_is_paid_later_on_the_day_on_which_she_was_asked_is_not_said_to_be_missing(
    cast, here, half
):
    row = arrived(cast, half, 400)
    goods_and_figures.check_payment(row=row, answer="not_arrived", by=cast.sokha)
    assert slip(again(row)).did_not_arrive
    moving.pay(request=row.id, amount=Decimal(700), mode="cash", by=cast.thao)
    assert not slip(again(row)).did_not_arrive
    assert "Did the money arrive?" in first(cast, cast.sokha)


def test_what_finance_moves_between_lines_takes_nothing_back_of_what_she_said(cast, here, half):
    row = arrived(cast, half, 400)
    goods_and_figures.check_payment(row=row, answer="not_arrived", by=cast.sokha)
    shares = [(here.line, Decimal(50)), (here.more, Decimal(50))]
    moving.split_over(request=row.id, shares=shares, by=cast.thao)
    assert slip(again(row)).did_not_arrive


def test_what_came_back_after_it_is_asked_about_no_more(cast, here, half):
    row = again(half)
    goods_and_figures.check_payment(row=row, answer="not_arrived", by=cast.sokha)
    moving.come_back(request=row.id, amount=Decimal(500), why="The agent had closed", by=cast.thao)
    assert "Did not arrive" not in first(cast, cast.sokha)
    assert "said not to have arrived" not in (
        files.browser(cast, cast.thao).get(reverse("funds:today")).text
    )


def test_of_two_parts_the_second_still_waits_where_some_of_the_first_came_back(cast, here, half):
    row = arrived(cast, half, 400)
    moving.come_back(request=row.id, amount=Decimal(100), why="The agent kept it", by=cast.thao)
    assert slip(again(row)).state is SlipState.AGREED
    thao = files.browser(cast, cast.thao)
    assert slip_of(row) in thao.get(reverse("funds:today")).text
    moving.pay(request=row.id, amount=Decimal(700), mode="cash", by=cast.thao)
    arrived(cast, row, 700)
    assert slip(again(row)).state is SlipState.SETTLED
