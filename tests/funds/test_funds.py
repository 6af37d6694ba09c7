"""Money of a case: asked for, agreed to by two, paid by a third, received; nothing is lost."""

from decimal import Decimal

import pytest
from django.urls import reverse

from fanal.cases.actions.emergencies import keep_out
from fanal.coded_facts.models import StoredFact
from fanal.core.errors import BadInput, Refused
from fanal.core.funds.states import SlipState
from fanal.core.roles import Role
from fanal.funds import access, decisions
from fanal.funds.actions import asking, grants, moving
from fanal.funds.models import MoneyMovement, MoneyRequest
from fanal.funds.queries.spending import (
    days_to_hand_of,
    left_on,
    lines_of_grant,
    movements_of,
    without_receipt,
)
from fanal.funds.slips import slip_of
from fanal.web.amounts import amount_words
from tests import files
from tests.exclusion import kept_out
from tests.funds.scene import DAY, again, agreed, asked, given_out, page_of, paid, today


def pays(cast, row, amount=1200, by=None, **more):
    return moving.pay(
        request=row.id, amount=Decimal(amount), by=by or cast.thao, **{"mode": "cash"} | more
    )


def receives(cast, row, amount=1200, **more):
    told = {"proof": "mark", "by": cast.sokha}
    return moving.receive(row=row, amount=Decimal(amount), **told | more)


# ── Asking and agreeing ──────────────────────────────────────────────────────
def test_it_takes_two_who_are_not_the_asker(cast, here):
    row = asked(cast, here)
    assert slip_of(row).state is SlipState.ASKED
    asking.answer(row=row, agreed=True, by=cast.noi)
    assert slip_of(row).state is SlipState.ONE_AGREED
    with pytest.raises(Refused, match="you agreed to it: it takes another person"):
        asking.answer(row=row, agreed=True, by=cast.noi)
    asking.answer(row=row, agreed=True, by=cast.claire)
    assert slip_of(row).state is SlipState.AGREED
    with pytest.raises(Refused, match="two agreed to it already"):
        asking.answer(row=row, agreed=True, by=cast.somchit)


def test_m4_a_lead_does_not_agree_to_what_she_asked_for(cast, here):
    row = asked(cast, here, by=cast.noi)
    with pytest.raises(Refused, match="you asked for it: it takes another person"):
        asking.answer(row=row, agreed=True, by=cast.noi)
    assert row not in access.requests_to_agree(cast.noi)


def test_where_a_lead_asks_and_one_director_is_left_leads_of_other_teams_are_asked(cast, here):
    row = asked(cast, here)
    assert row not in access.requests_to_agree(cast.somchit)
    hers = asked(cast, here, by=cast.noi)
    assert hers in access.requests_to_agree(cast.somchit)
    assert hers in access.requests_to_agree(cast.claire)


def test_nobody_agrees_to_what_somebody_asked_who_is_kept_out_since_but_says_no(cast, here):
    row = asked(cast, here)
    keep_out(case=here.case, user=cast.sokha, reason="her cousin", by=cast.noi)
    with pytest.raises(Refused, match="kept out of this case"):
        asking.answer(row=row, agreed=True, by=cast.claire)
    asking.answer(row=row, agreed=False, why="He is her cousin.", by=cast.claire)
    assert slip_of(again(row)).state is SlipState.REFUSED


def test_a_no_says_why_and_ends_it(cast, here):
    row = asked(cast, here)
    with pytest.raises(BadInput) as mistake:
        asking.answer(row=row, agreed=False, by=cast.noi)
    assert mistake.value.where == "why"
    asking.answer(row=row, agreed=False, why="The union pays it.", by=cast.noi)
    assert slip_of(again(row)).state is SlipState.REFUSED
    with pytest.raises(Refused):
        asking.answer(row=again(row), agreed=True, by=cast.claire)


def test_m8_a_payment_for_her_release_is_not_asked_for(cast, here):
    with pytest.raises(BadInput, match="payment demanded") as mistake:
        asked(cast, here, kind="release")
    assert mistake.value.where == "kind"


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal("1.5"), "currency": "VND"}, "amount"),
        ({"currency": ""}, "currency"),
        ({"holder": "trafficker"}, "holder"),
        ({"under": "not_asked"}, "under"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast, here, told, where):
    with pytest.raises(BadInput) as mistake:
        asked(cast, here, **told)
    assert mistake.value.where == where


def test_a_grant_that_is_over_is_not_asked(cast, here):
    with pytest.raises(BadInput) as mistake:
        asked(cast, here, on=today() + 400 * DAY)
    assert mistake.value.where == "line"


def test_the_yes_of_a_colleague_who_is_kept_out_since_counts_no_longer(cast, here):
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    row = asked(cast, here)
    for one in (nok, cast.noi):
        asking.answer(row=row, agreed=True, by=one)
    kept_out(cast, here.case, nok, "on its own list")
    assert not slip_of(row).agreed
    with pytest.raises(Refused, match="two people have not agreed"):
        pays(cast, row)


def test_somebody_else_is_asked_where_one_of_two_who_agreed_is_kept_out_since(cast, here):
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    row = asked(cast, here)
    for one in (nok, cast.noi):
        asking.answer(row=row, agreed=True, by=one)
    assert row not in access.requests_to_agree(cast.claire)
    kept_out(cast, here.case, nok, "on its own list")
    assert row in access.requests_to_agree(cast.claire)
    (waiting,) = (one for one in decisions.money(cast.claire) if one.id == row.id)
    assert waiting.still == 1


def test_what_was_paid_once_is_asked_of_nobody_again(cast, here):
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    row = asked(cast, here)
    for one in (nok, cast.noi):
        asking.answer(row=row, agreed=True, by=one)
    pays(cast, row, amount=100)
    kept_out(cast, here.case, nok, "on its own list")
    assert row not in access.requests_to_agree(cast.claire)


def test_what_somebody_put_in_as_paid_by_hand_is_asked_all_the_same(cast, here):
    row, other = asked(cast, here), agreed(cast, here)
    pays(cast, other)
    MoneyMovement.objects.filter(request=other.id).update(request=row.id)
    assert row in access.requests_to_agree(cast.claire)
    assert row.id in {one.id for one in decisions.money(cast.claire)}


def test_one_person_has_one_token_in_a_grant_and_another_in_the_next(cast, here):
    first, second = asked(cast, here), asked(cast, here, kind="food")
    third = asked(cast, here, line=here.other, currency="USD")
    assert first.token == second.token != third.token


# ── Paying ───────────────────────────────────────────────────────────────────
def test_nothing_is_paid_before_two_agreed(cast, here):
    row = asked(cast, here)
    asking.answer(row=row, agreed=True, by=cast.noi)
    with pytest.raises(Refused, match="two people have not agreed"):
        pays(cast, row)


def test_whoever_pays_reads_that_it_was_taken_back_after_two_agreed(cast, here):
    row = agreed(cast, here)
    asking.take_back(row=row, by=cast.sokha)
    with pytest.raises(Refused, match="whoever asked for it took that back"):
        pays(cast, again(row))


@pytest.mark.parametrize("who", ["sokha", "noi", "claire"])
def test_who_asked_or_agreed_does_not_pay(cast, here, who):
    row = agreed(cast, here)
    with pytest.raises(Refused, match="it takes another person"):
        pays(cast, row, by=getattr(cast, who))


def test_a_receipt_without_approval_is_refused(cast, here):
    row = asked(cast, here)
    with pytest.raises(Refused, match="two people have not agreed"):
        receives(cast, row)
    assert not MoneyMovement.objects.exists()


def test_a_receipt_before_the_payment_is_refused(cast, here):
    with pytest.raises(Refused, match="nothing of it was paid out"):
        receives(cast, agreed(cast, here))


def test_paid_in_parts_never_more_than_was_agreed_to(cast, here):
    row = paid(cast, here, amount=700)
    with pytest.raises(BadInput, match="500 can still be paid"):
        pays(cast, row, 501)
    pays(cast, row, 500)
    assert slip_of(row).sums.to_pay == 0


def test_m3_one_receipt_is_charged_once_to_whichever_grant(cast, here):
    paid(cast, here, receipt="A 17", payee="Sunrise Bus")
    second = agreed(cast, here, line=here.other)
    with pytest.raises(BadInput, match="“River” already") as mistake:
        pays(cast, second, receipt="a  17", payee="sunrise bus")
    assert mistake.value.where == "receipt"
    pays(cast, second, receipt="A 18", payee="Sunrise Bus")


def test_a_receipt_that_was_taken_back_can_be_entered_again(cast, here):
    row = paid(cast, here, receipt="A 17", payee="Sunrise Bus")
    (entered,) = MoneyMovement.objects.all()
    moving.undo(request=row.id, movement=entered, why="wrong line", by=cast.thao)
    pays(cast, row, receipt="A 17", payee="Sunrise Bus")
    assert slip_of(row).sums.paid == 1200


# ── Receiving, coming back, taking back ──────────────────────────────────────
def test_received_and_come_back_settle_it_and_the_rest_stays_open(cast, here):
    row = paid(cast, here)
    receives(cast, row, 900)
    assert slip_of(again(row)).state is SlipState.OUT
    assert again(row).over_on is None
    moving.come_back(request=row.id, amount=Decimal(300), why="cheaper", by=cast.thao)
    assert slip_of(again(row)).state is SlipState.SETTLED
    assert again(row).over_on == today()
    assert left_on(here.line).spent.total == 900


def test_a_witness_is_named_and_neither_asked_nor_paid(cast, here):
    row = paid(cast, here)
    for witness in (None, cast.sokha, cast.thao):
        with pytest.raises(BadInput) as mistake:
            receives(cast, row, proof="witness", witness=witness)
        assert mistake.value.where == "witness"
    offered = files.browser(cast, cast.sokha).get(page_of(row, "receipt")).text
    assert str(cast.noi.pk) in offered
    assert str(cast.sokha.pk) not in offered
    receives(cast, row, proof="witness", witness=cast.noi)


def test_what_was_a_mistake_is_taken_back_and_stays_to_be_read(cast, here):
    row = paid(cast, here)
    receives(cast, row)
    received = MoneyMovement.objects.get(number=2)
    moving.undo(request=row.id, movement=received, why="another day", by=cast.thao)
    assert [movement.step for movement in MoneyMovement.objects.all()] == [
        "paid",
        "received",
        "undone",
    ]
    assert again(row).over_on is None
    assert slip_of(row).sums.in_hand == 1200


def test_a_request_is_taken_back_until_something_was_paid(cast, here):
    row = agreed(cast, here)
    asking.take_back(row=row, by=cast.sokha)
    with pytest.raises(Refused):
        pays(cast, row)
    with pytest.raises(Refused, match="ended already"):
        asking.take_back(row=again(row), by=cast.sokha)
    with pytest.raises(Refused, match="paid out"):
        asking.take_back(row=paid(cast, here), by=cast.sokha)


# ── Grants ───────────────────────────────────────────────────────────────────
def test_m2_a_split_that_makes_99_99_moves_nothing(cast, here):
    row = paid(cast, here)
    thirds = [(one, Decimal("33.33")) for one in (here.line, here.more, here.other)]
    with pytest.raises(BadInput, match=r"33\.34"):
        moving.split_over(request=row.id, shares=thirds, by=cast.thao)
    assert MoneyMovement.objects.count() == 1


def test_a_cost_is_split_over_lines_and_its_sum_stays(cast, here):
    row = paid(cast, here)
    shares = [(here.line, Decimal("33.33")), (here.more, Decimal("66.67"))]
    moving.split_over(request=row.id, shares=shares, by=cast.thao)
    spent = {line.line: line.spent.total for line in lines_of_grant(here.grant)}
    assert spent == {here.line: Decimal("399.96"), here.more: Decimal("800.04")}
    assert slip_of(row).sums.spent == sum(spent.values()) == 1200
    with pytest.raises(BadInput, match="each line once"):
        moving.split_over(request=row.id, shares=[(here.line, Decimal(50))] * 2, by=cast.thao)


def test_m6_an_amount_without_a_rate_is_named_and_in_no_sum_until_its_day_has_one(cast, here):
    row = agreed(cast, here, line=here.other, amount=Decimal(3520))
    pays(cast, row, 3520, on=today() - 2 * DAY)
    (line,) = lines_of_grant(here.other.grant)
    assert line.spent.total == 0
    assert [(one.amount, one.currency, one.on) for one in line.spent.missing] == [
        (Decimal(3520), "THB", today() - 2 * DAY)
    ]
    rate = {"base": "USD", "quote": "THB", "source": "the bank's list", "by": cast.thao}
    grants.add_rate(on=today(), rate="40", **rate)
    assert lines_of_grant(here.other.grant)[0].spent == line.spent
    grants.add_rate(on=today() - 2 * DAY, rate="35,2", **rate)
    (line,) = lines_of_grant(here.other.grant)
    assert (line.spent.total, line.spent.missing) == (Decimal("100.00"), ())


def test_of_two_rates_of_a_day_the_later_holds_and_both_stay(cast, here):
    row = agreed(cast, here, line=here.other, amount=Decimal(100))
    pays(cast, row, 100)
    for rate in ("35", "50"):
        grants.add_rate(on=today(), base="USD", quote="THB", rate=rate, source="list", by=cast.thao)
    assert lines_of_grant(here.other.grant)[0].spent.total == 2
    assert access.rates_for(cast.thao).count() == 2


def test_what_a_line_has_is_the_sum_of_what_was_ever_set(cast, here):
    grants.change_budget(line=here.line, amount=Decimal(-10_000), why="to rooms", by=cast.thao)
    assert left_on(here.line).budget == 40_000
    assert here.line.changes.count() == 2
    with pytest.raises(BadInput, match="less than that"):
        grants.change_budget(line=here.line, amount=Decimal(-40_001), why="x", by=cast.thao)
    with pytest.raises(BadInput) as mistake:
        grants.change_budget(line=here.line, amount=Decimal(1), why="", by=cast.thao)
    assert mistake.value.where == "why"


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({"name": " "}, "name"), ({"donor": ""}, "donor"), ({"currency": "XXX"}, "currency"),
        ({"until": today() - 900 * DAY}, "until"),
    ],
)  # fmt: skip
def test_a_grant_that_cannot_be_is_refused(cast, told, where):
    good = {
        "name": "River",
        "donor": "River",
        "currency": "THB",
        "since": today(),
        "until": today(),
    }
    with pytest.raises(BadInput) as mistake:
        grants.add_grant(**good | told, by=cast.thao)
    assert mistake.value.where == where


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({"on": today() + DAY}, "on"), ({"base": ""}, "base"), ({"quote": "USD"}, "quote"),
        ({"rate": "much"}, "rate"), ({"source": ""}, "source"),
    ],
)  # fmt: skip
def test_a_rate_that_cannot_be_is_refused(cast, told, where):
    good = {"on": today(), "base": "USD", "quote": "THB", "rate": "35", "source": "list"}
    with pytest.raises(BadInput) as mistake:
        grants.add_rate(**good | told, by=cast.thao)
    assert mistake.value.where == where


# ── Figures ──────────────────────────────────────────────────────────────────
def test_a_grant_says_how_long_it_takes_until_it_is_in_her_hands(cast, here):
    first = paid(cast, here, on=today())
    receives(cast, first, on=today())
    MoneyRequest.objects.filter(pk=first.pk).update(asked_on=today() - 9 * DAY)
    wrong = paid(cast, here)
    receives(cast, wrong)
    mistake = MoneyMovement.objects.filter(request=wrong.id).order_by("number").last()
    moving.undo(request=wrong.id, movement=mistake, why="It was another envelope.", by=cast.thao)
    found = days_to_hand_of(here.grant, movements_of(here.grant))
    assert (found.received, found.middle, found.most) == (1, 9, 9)
    text = files.browser(cast, cast.thao).get(reverse("funds:grant", args=[here.grant.id])).text
    assert "median: 9 days, longest: 9, payments: 1" in text
    assert here.case.code_name not in text


def test_a_grant_says_how_much_of_what_was_spent_nobody_has_shown_to_have_arrived(cast, here):
    receives(cast, paid(cast, here, 1200), amount=900)
    given_out(cast, here, amount=2000)
    shown = without_receipt(here.grant, movements_of(here.grant))
    assert shown == [("THB", Decimal(2300))]
    text = files.browser(cast, cast.claire).get(reverse("funds:grant", args=[here.grant.id])).text
    assert "Of this without a receipt yet" in text
    assert amount_words(Decimal(2300)) in text
    other = here.other.grant
    assert without_receipt(other, movements_of(other)) == []


def test_what_is_coded_says_what_for_and_whether_it_arrived_never_how_much(cast, here):
    row = paid(cast, here)
    receives(cast, row)
    facts = [fact.content["codes"] for fact in StoredFact.objects.filter(kind="money_asked")]
    assert {"help": "transport", "holder": "herself", "state": "settled", "received": True} in facts
    assert all(set(fact) == {"help", "holder", "state", "received"} for fact in facts)
