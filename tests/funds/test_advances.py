"""Advances to colleagues and goods that were given: agreed to, given, settled; nothing is lost."""

from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanal.accounts.actions import end_account
from fanal.coded_facts import actions as facts
from fanal.coded_facts.models import StoredFact
from fanal.core.errors import BadInput, Refused
from fanal.core.funds.states import SlipState
from fanal.funds import access, coding
from fanal.funds.actions import advances, goods_and_figures, moving
from fanal.funds.models import CashAdvance, GoodsInKind, MoneyMovement
from fanal.funds.queries.spending import left_on
from fanal.funds.queries.stock import goods_page
from fanal.funds.slips import advance_slips
from fanal.funds.tokens import token_of
from tests import files
from tests.examples import examples
from tests.funds.scene import DAY, agreed, given_out, today
from tests.funds.scene import asks_advance as asks
from tests.shares import strangers


def settles(cast, row, amount, **more):
    told = {"proof": "bill", "receipt": "B 1", "payee": "Sunrise Bus", "by": cast.thao}
    return moving.settle_advance(advance=row.id, amount=Decimal(amount), **told | more)


def slip(row):
    return advance_slips([CashAdvance.objects.get(pk=row.pk)])[0]


def test_an_advance_takes_two_others_and_a_third_who_pays(cast, here):
    row = asks(cast, here, by=cast.noi)
    with pytest.raises(Refused, match="you asked for it"):  # M4
        advances.answer_advance(row=row, agreed=True, by=cast.noi)
    assert row not in access.advances_to_agree(cast.noi)
    advances.answer_advance(row=row, agreed=True, by=cast.claire)
    with pytest.raises(Refused, match="two people have not agreed"):
        moving.pay(request=row.id, amount=Decimal(1), mode="cash", by=cast.thao)
    with pytest.raises(Refused, match="you agreed to it"):
        advances.answer_advance(row=row, agreed=True, by=cast.claire)
    advances.answer_advance(row=row, agreed=True, by=cast.somchit)
    for who in (cast.noi, cast.claire):
        with pytest.raises(Refused, match="takes another person"):
            moving.pay(request=row.id, amount=Decimal(1), mode="cash", by=who)


def test_bills_and_what_comes_back_settle_it_and_its_line_bears_what_was_spent(cast, here):
    row = given_out(cast, here)
    assert left_on(here.line).spent.total == 2000
    settles(cast, row, 1400)
    assert slip(row).state is SlipState.OUT
    with pytest.raises(BadInput, match="only 600"):
        settles(cast, row, 601, receipt="B 2")
    with pytest.raises(BadInput) as mistake:
        settles(cast, row, 100, proof="witness", witness=cast.sokha)
    assert mistake.value.where == "witness"
    settles(cast, row, 100, proof="witness", witness=cast.noi)
    moving.come_back(request=row.id, amount=Decimal(500), why="", by=cast.thao)
    assert slip(row).state is SlipState.SETTLED
    assert CashAdvance.objects.get().over_on == today()
    assert left_on(here.line).spent.total == 1500


def test_m3_a_bill_that_settles_an_advance_is_charged_nowhere_else(cast, here):
    row = given_out(cast, here)
    settles(cast, row, 1200, receipt="A 17")
    second = agreed(cast, here, line=here.other)
    with pytest.raises(BadInput, match="“River” already"):
        moving.pay(
            request=second.id,
            amount=Decimal(1200),
            mode="cash",
            by=cast.thao,
            receipt="A 17",
            payee="Sunrise Bus",
        )


def test_an_advance_late_by_a_day_stops_the_next_and_an_open_one_is_shown(cast, here):
    given_out(cast, here, days=30)
    row = asks(cast, here)
    page = files.browser(cast, cast.claire).get(reverse("funds:decide_advance", args=[row.id]))
    assert "Still in hand of earlier advances" in page.text
    MoneyMovement.objects.update(on=today() - 31 * DAY)
    with pytest.raises(Refused, match="is not settled after 30 days"):
        asks(cast, here)
    for one in (cast.noi, cast.claire):
        advances.answer_advance(row=row, agreed=True, by=one)
    with pytest.raises(Refused, match="is not settled after 30 days"):
        moving.pay(request=row.id, amount=Decimal(1), mode="cash", by=cast.thao)


def test_an_advance_counts_nobody_whom_money_reached(cast, here):
    from fanal.funds.queries.pages import people_helped

    settles(cast, given_out(cast, here), 100)
    assert people_helped(here.grant) == 0


STEPS = st.lists(
    st.tuples(st.sampled_from(["pay", "settle", "back", "undo"]), st.integers(1, 90)), max_size=6
)


@settings(examples(6), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_money_of_an_advance_is_conserved_whatever_is_tried(cast, here, steps):
    row = asks(cast, here, amount=100)
    for one in (cast.noi, cast.claire):
        advances.answer_advance(row=row, agreed=True, by=one)
    for n, (step, amount) in enumerate(steps):
        try:
            _does(cast, row, step, Decimal(amount), n)
        except (BadInput, Refused):
            continue
    sums = slip(row).sums
    assert sums.holds
    assert sums.agreed == sums.to_pay + sums.received + sums.returned + sums.in_hand == 100
    assert sum(slip(row).by_line.values()) == sums.spent
    MoneyMovement.objects.all().delete()
    CashAdvance.objects.update(over_on=today())


def _does(cast, row, step, amount, n):
    if step == "pay":
        moving.pay(request=row.id, amount=amount, mode="cash", by=cast.thao)
    elif step == "settle":
        settles(cast, row, amount, receipt=f"{row.id} {n}")
    elif step == "back":
        moving.come_back(request=row.id, amount=amount, why="", by=cast.thao)
    elif found := MoneyMovement.objects.filter(request=row.id).order_by("?").first():
        moving.undo(request=row.id, movement=found, why="x", by=cast.thao)


# ── Pages ────────────────────────────────────────────────────────────────────
def test_a_colleague_asks_finance_gives_and_settles_all_on_pages(cast, here):
    sokha, thao = files.browser(cast, cast.sokha), files.browser(cast, cast.thao)
    told = {
        "what": "Buses of the week",
        "amount": "2000",
        "currency": "THB",
        "line": str(here.line.id),
    }
    page = sokha.post(reverse("funds:new_advance"), told | {"amount": "-1"})
    assert page.status_code == 422
    assert page.context["form"]["what"].value() == "Buses of the week"
    assert (
        "2 of these still have to agree"
        in sokha.post(reverse("funds:new_advance"), told, follow=True).text
    )
    row = CashAdvance.objects.get()
    for who in (cast.noi, cast.claire):
        client = files.browser(cast, who)
        address = reverse("funds:decide_advance", args=[row.id])
        assert address in client.get("/decisions/").text
        client.post(address, {"agreed": "yes"})
    there = reverse("funds:slip", args=[row.id])
    assert there in thao.get(reverse("funds:today")).text
    thao.post(reverse("funds:pay", args=[row.id]), {"amount": "2000", "mode": "cash"} | when())
    page = thao.post(
        reverse("funds:settle", args=[row.id]), {"amount": "900", "proof": "bill"} | when()
    )
    assert page.status_code == 422
    assert "the number of the bill" in page.text.casefold()
    bill = {"amount": "900", "proof": "bill", "receipt": "B 1", "payee": "Bus"}
    thao.post(reverse("funds:settle", args=[row.id]), bill | when())
    page = sokha.get(reverse("funds:advance", args=[row.id])).text.replace("\u00a0", " ")
    assert "Still to settle" in page
    assert "1\u202f100 THB" in page
    assert sokha.get(reverse("funds:advances")).status_code == 200


def when():
    return {"on": today().isoformat()}


def test_where_no_grant_runs_the_forms_open_and_offer_none(cast):
    sokha = files.browser(cast, cast.sokha)
    for name in ("new_advance", "several"):
        page = sokha.get(reverse(f"funds:{name}"))
        assert page.context["form"].fields["line"].choices == [("", "—")]


@pytest.mark.parametrize(
    "who", strangers(["kham", "mai", "duc", "anan", "vera"], "nobody else opens an advance")
)
def test_nobody_else_opens_an_advance(cast, here, who):
    row = given_out(cast, here)
    client = files.browser(cast, getattr(cast, who))
    for name in ("advance", "settle", "decide_advance"):
        assert client.get(reverse(f"funds:{name}", args=[row.id])).status_code == 404


def test_goods_come_are_handed_out_and_are_never_more_than_there_are(cast):
    thao = files.browser(cast, cast.thao)
    told = {
        "name": "Blankets",
        "donor": "The temple",
        "quantity": "20",
        "unit": "pieces",
        "value": "4000",
    }
    page = thao.post(reverse("funds:new_goods"), told | when())
    assert page.status_code == 422
    assert "who says so" in page.text.casefold()
    thao.post(reverse("funds:new_goods"), told | {"value": ""} | when())
    goods = GoodsInKind.objects.get()
    move = reverse("funds:move_goods", args=[goods.id])
    page = thao.post(move, {"step": "handed_out", "quantity": "21"} | when())
    assert page.status_code == 422
    assert "only 20 are in store" in page.text.casefold()
    thao.post(move, {"step": "handed_out", "quantity": "14", "words": "The house."} | when())
    assert thao.post(move, {"step": "lost", "quantity": "1"} | when()).status_code == 422
    page = thao.get(reverse("funds:one_of_goods", args=[goods.id])).text
    assert "The house." in page
    assert "In store: 6" in thao.get(reverse("funds:goods")).text
    claire = files.browser(cast, cast.claire)
    assert claire.get(reverse("funds:one_of_goods", args=[goods.id])).status_code == 200
    assert claire.get(move).status_code == 404


def test_goods_for_somebody_carry_her_token_and_she_is_counted_once(cast, here):
    goods = goods_and_figures.add_goods(
        name="Blankets",
        unit="pieces",
        donor="The temple",
        quantity=20,
        grant=here.grant,
        by=cast.thao,
    )
    sokha, thao = files.browser(cast, cast.sokha), files.browser(cast, cast.thao)
    form, seen = reverse("funds:hand_out", args=[here.case.id]), goods_page(goods)
    assert (seen.people, seen.stock.in_store) == (0, 20)
    sent = {"goods": str(goods.id), "quantity": "2"} | when()
    assert sokha.post(form, sent | {"quantity": "21"}).status_code == 422
    assert sokha.post(form, sent).status_code == 302
    twice = sokha.post(form, sent)
    assert twice.status_code == 422
    assert "again" in twice.context["form"].errors
    assert sokha.post(form, sent | {"again": "on"}).status_code == 302
    assert "Blankets" in sokha.get(reverse("funds:case", args=[here.case.id])).text
    found = goods_page(goods)
    assert (found.people, found.stock.handed_out) == (1, 4)
    # the same token as for money of this grant, and neither name nor code with finance
    text = thao.get(reverse("funds:one_of_goods", args=[goods.id])).text
    assert token_of(here.person.id, here.grant.id) in text
    assert here.case.code_name not in text
    assert here.person.code_name not in text
    assert thao.get(form).status_code == 404
    assert files.browser(cast, cast.kham).get(form).status_code == 404
    free = goods_and_figures.add_goods(
        name="Rice", unit="bags", donor="A shop", quantity=3, by=cast.thao
    )
    told = {"case": here.case, "person": here.person, "quantity": 1, "by": cast.sokha}
    assert goods_and_figures.hand_to(goods=free, **told).token != token_of(
        here.person.id, here.grant.id
    )
    other = files.case(cast).people.get()
    with pytest.raises(BadInput):
        goods_and_figures.hand_to(goods=free, **told | {"person": other})


def test_goods_are_coded_at_save_under_whom_they_are_of_and_again_for_an_older_case(cast, here):
    goods = goods_and_figures.add_goods(
        name="Rice", unit="bags", donor="A shop", quantity=3, by=cast.thao
    )
    told = {"case": here.case, "person": here.person, "quantity": 1, "by": cast.sokha}
    made = goods_and_figures.hand_to(goods=goods, **told)
    goods_and_figures.move_goods(
        goods=goods, step="lost", quantity=1, words="It was wet.", by=cast.thao
    )

    def kept(subject):
        rows = StoredFact.objects.filter(kind="goods")
        return [
            one.content["codes"]
            for one in rows
            if one.content["pseudonym"] == facts.pseudonym_of(subject)
        ]

    hers = {"step": "handed_out", "by_name": True, "of_grant": False}
    assert kept(here.person.id) == [hers]
    assert sorted(one["step"] for one in kept(goods.id)) == ["came", "lost"]
    assert [one.pk for one in coding.goods_of_case(here.case.id)] == [made.pk]
    facts.leave_out(here.person.id)
    assert kept(here.person.id) == []
    facts.let_in(here.person.id, [here.case.id])
    for row in coding.goods_of_case(here.case.id):
        facts.code_row(row)
    assert kept(here.person.id) == [hers]
    assert len(kept(goods.id)) == 2


def test_of_an_advance_of_who_leaves_whoever_ends_her_account_and_finance_are_told(cast, here):
    ending = reverse("accounts:end_account", args=[cast.sokha.pk])
    not_settled = "An advance of hers is not settled"
    assert not_settled not in files.main_of(cast, cast.anan, ending)
    given_out(cast, here)
    assert not_settled in files.main_of(cast, cast.anan, ending)
    has_left = "she has left this work"
    finance = reverse("funds:today")
    assert has_left not in files.main_of(cast, cast.thao, finance)
    end_account(user=cast.sokha, by=cast.anan)
    assert has_left in files.main_of(cast, cast.thao, finance)
