"""Several at once (M5), unique people over grants (M7), vouchers (M9), frozen figures (M10)."""

import html
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse

from fanal.accounts.actions import end_account
from fanal.core.errors import Refused
from fanal.core.funds import figures
from fanal.core.funds.figures import FigureDefinition, FundIndicator
from fanal.core.number_pages.donors import of_vouchers
from fanal.core.released_figures import FigureAsk
from fanal.core.words import say
from fanal.funds.actions import goods_and_figures, moving, releasing
from fanal.funds.models import FundFigure, MoneyMovement, MoneyRequest, PaymentCheck
from fanal.funds.queries.figures import figure_page, printed_figures, voucher_figure
from fanal.funds.queries.stock import goods_page
from fanal.people.actions.merges import decide
from fanal.web.words import translated
from tests import files
from tests.consents import says
from tests.funds.scene import DAY, agreed, page_of, paid, today


def freezes(cast, grants, indicator="people", first=None, last=None, on=None):
    counted = goods_and_figures.count_figure(
        indicator=indicator,
        grants=grants,
        first=first or today() - 30 * DAY,
        last=last or today(),
        today=on,
    )
    return goods_and_figures.freeze_figure(figure=counted, by=cast.thao, today=on)


def asks(cast, row, ask="release", why="Its report of the year."):
    releasing.ask_of_figure(figure=row, ask=FigureAsk(ask), why=why, by=cast.thao)


def agreed_to(cast, row, ask="release"):
    """The figure once finance asked and the director agreed."""
    asks(cast, row, ask)
    releasing.agree_of_figure(figure=row, by=cast.claire)
    return FundFigure.objects.get(pk=row.pk)


def counts_are(monkeypatch, *numbers):
    """Let these be counted, one after another."""
    each = iter(numbers)
    monkeypatch.setattr(
        "fanal.funds.actions.goods_and_figures.counted", lambda *_asked: {"number": next(each)}
    )


def received(cast, here, line=None, amount=100):
    row = agreed(cast, here, line=line or here.line, amount=Decimal(amount))
    moving.pay(request=row.id, amount=Decimal(amount), mode="cash", by=cast.thao)
    moving.receive(row=row, amount=Decimal(amount), proof="mark", by=cast.sokha)
    return row


# ── M5 ───────────────────────────────────────────────────────────────────────
def test_m5_ten_trips_ticked_in_one_list_are_ten_rows_once(cast, here):
    people = [files.person(cast, names=(f"Resident {n}",)) for n in range(9)]
    files.case(cast, people=people)
    sokha = files.browser(cast, cast.sokha)
    page = sokha.get(reverse("funds:several"))
    ticks = [key for key, _label in page.context["form"].fields["of"].choices]
    assert len(ticks) == 10
    told = {
        "of": ticks,
        "kind": "transport",
        "amount": "200",
        "currency": "THB",
        "line": str(here.line.id),
        "holder": "herself",
        "under": "no_name",
        "words": "The bus to the doctor.",
        "once": "a" * 32,
    }
    wrong = sokha.post(reverse("funds:several"), told | {"amount": "0"})
    assert wrong.status_code == 422
    assert wrong.context["form"]["of"].value() == ticks  # nothing is lost
    assert not MoneyRequest.objects.exists()
    page = sokha.post(reverse("funds:several"), told, follow=True)
    sokha.post(reverse("funds:several"), told)  # the same key again
    assert MoneyRequest.objects.count() == 10
    assert len({row.token for row in MoneyRequest.objects.all()}) == 10
    assert "10 requests are saved" in page.text


def test_m5_nobody_ticks_who_is_in_no_case_of_hers(cast, here):
    kham = files.browser(cast, cast.kham)
    told = {
        "of": [f"{here.case.id}.{here.person.id}"],
        "kind": "food",
        "amount": "1",
        "currency": "THB",
        "line": str(here.line.id),
        "holder": "herself",
        "under": "no_name",
    }
    assert here.case.code_name not in kham.get(reverse("funds:several")).text
    assert kham.post(reverse("funds:several"), told).status_code == 422
    assert kham.post(reverse("funds:several"), told | {"of": []}).status_code == 422
    assert not MoneyRequest.objects.exists()


# ── M7 ───────────────────────────────────────────────────────────────────────
def test_m7_one_person_of_two_grants_is_one_inside_and_stays_inside(cast, here):
    received(cast, here)
    received(cast, here, line=here.other)
    row = freezes(cast, [here.grant, here.other.grant])
    assert row.number == 1
    with pytest.raises(Refused, match="fewer than 11"):
        asks(cast, freezes(cast, [here.grant]))


def test_m7_a_woman_with_two_files_that_are_hers_is_one(cast, here):
    other = files.person(cast)
    again = SimpleNamespace(case=files.case(cast, people=[other]), person=other, line=here.line)
    goods = goods_and_figures.add_goods(
        name="Rice", unit="bags", donor="A shop", quantity=9, by=cast.thao
    )
    for one in (here, again):
        received(cast, one)
        told = {"case": one.case, "person": one.person, "quantity": 1, "by": cast.sokha}
        goods_and_figures.hand_to(goods=goods, **told)
    assert (freezes(cast, [here.grant]).number, goods_page(goods).people) == (2, 2)
    decide(
        keep=here.person, other=other, same=True, **cast.acting(cast.noi), reason="The same scar."
    )
    assert (freezes(cast, [here.grant]).number, goods_page(goods).people) == (1, 1)
    page = files.browser(cast, cast.claire).get(reverse("funds:grant", args=[here.grant.id]))
    assert page.context["helped"] == 1


def test_m7_whoever_said_no_to_figures_is_in_none(cast, here):
    received(cast, here)
    other = files.person(cast)
    again = SimpleNamespace(case=files.case(cast, people=[other]), person=other, line=here.line)
    received(cast, again)
    assert freezes(cast, [here.grant]).number == 2
    says(cast, again, "statistics", "refused")
    assert freezes(cast, [here.grant]).number == 1
    # The no holds for the file that stands for hers, too.
    told = cast.acting(cast.noi) | {"reason": "The same scar."}
    decide(keep=here.person, other=other, same=True, **told)
    assert freezes(cast, [here.grant]).number == 0


def test_m7_a_woman_of_whom_one_case_is_erased_is_still_one(cast, here):
    received(cast, here)
    twice = SimpleNamespace(
        case=files.case(cast, people=[here.person]), person=here.person, line=here.line
    )
    erase(received(cast, twice))
    assert freezes(cast, [here.grant]).number == 1


def erase(row):
    row.approvals.all().delete()
    row.delete()


def test_m7_an_erased_woman_with_money_from_two_grants_is_one(cast, here):
    both = [here.grant, here.other.grant]
    for row in [received(cast, here), received(cast, here, line=here.other)]:
        erase(row)
    assert freezes(cast, both).number == 1
    other = files.person(cast)
    case = files.case(cast, people=[other])
    # Two of one grant are two, and who is still there is none of them.
    erase(received(cast, SimpleNamespace(case=case, person=other, line=here.line)))
    assert freezes(cast, both).number == 2
    received(cast, SimpleNamespace(case=case, person=other, line=here.other))
    assert freezes(cast, both).number == 2


def test_m7_what_can_be_subtracted_from_an_earlier_report_stays_inside(cast, here, monkeypatch):
    counts_are(monkeypatch, 20, 24, 31)
    days = {"first": date(2026, 1, 1), "last": date(2026, 3, 31)}
    both = [here.grant, here.other.grant]
    agreed_to(cast, freezes(cast, [here.grant], **days))
    four_more, eleven_more = freezes(cast, both, **days), freezes(cast, both, **days)
    thao = files.browser(cast, cast.thao)
    page = thao.get(reverse("funds:figure", args=[four_more.id])).text
    assert "could be found by subtraction" in page
    address = reverse("funds:release_figure", args=[four_more.id])
    assert address not in page
    page = thao.post(address, {"why": "The spring report."})
    assert page.status_code == 422
    assert "could be found by subtraction" in page.text
    assert agreed_to(cast, eleven_more).outside


# ── Two people ───────────────────────────────────────────────────────────────
def test_the_number_is_read_with_its_definition_before_it_is_frozen(cast, here, monkeypatch):
    counts_are(monkeypatch, 13, 14, 14)
    thao = files.browser(cast, cast.thao)
    address = reverse("funds:new_figure")
    assert "each person once" in thao.get(address).text.casefold()
    told = {
        "indicator": "people",
        "first": "2026-01-01",
        "last": "2026-03-31",
        "grants": [str(here.grant.id)],
    }
    page = thao.post(address, told)
    assert "13 · people whom money reached: each person once" in page.text
    assert "nobody of her household" in page.text
    # It is no mistake, and is not shown in red.
    assert "Not frozen yet: read it, then freeze it" in page.text
    assert "danger-text" not in page.text
    form = page.context["form"]
    assert (form["indicator"].value(), form["grants"].value()) == ("people", told["grants"])
    assert not FundFigure.objects.exists()
    # One more was written down meanwhile: what was not read is not frozen.
    page = thao.post(address, told | {"read": page.context["form"]["read"].value()})
    assert "14 · people whom money reached" in page.text
    assert not FundFigure.objects.exists()
    thao.post(address, told | {"read": page.context["form"]["read"].value()})
    row = FundFigure.objects.get()
    assert (row.number, row.state) == (14, "inside")


def test_a_figure_goes_to_a_donor_once_a_director_who_did_not_ask_agreed(cast, here, monkeypatch):
    counts_are(monkeypatch, 13)
    row = freezes(cast, [here.grant])
    thao, claire = (files.browser(cast, one) for one in (cast.thao, cast.claire))
    decide = reverse("funds:decide_figure", args=[row.id])
    page = thao.post(
        reverse("funds:release_figure", args=[row.id]), {"why": "The River report."}, follow=True
    )
    assert str(cast.claire) in page.text
    row.refresh_from_db()
    assert row.state == "inside"
    assert thao.get(decide).status_code == 404
    page = claire.get(decide)
    for words in ("13", "The River report.", str(cast.thao), "each person once"):
        assert words in page.text
    claire.post(decide, {"answers_to": "something else"})
    row.refresh_from_db()
    assert not row.outside
    claire.post(decide, {"answers_to": page.context["answers_to"]})
    row.refresh_from_db()
    assert (row.state, row.asked) == ("released", None)
    page = thao.get(reverse("funds:figure", args=[row.id])).text
    assert str(cast.claire) in page
    assert claire.get(decide).status_code == 404


def test_nobody_agrees_with_herself_nor_with_who_has_left(cast, here, monkeypatch):
    counts_are(monkeypatch, 13)
    row = freezes(cast, [here.grant])
    asks(cast, row)
    with pytest.raises(Refused, match="a second person"):
        releasing.agree_of_figure(figure=row, by=cast.thao)
    end_account(user=cast.thao, by=cast.anan)
    with pytest.raises(Refused, match="left or has another role"):
        releasing.agree_of_figure(figure=row, by=cast.claire)


def test_what_went_out_meanwhile_stops_a_yes_to_what_could_be_subtracted(cast, here, monkeypatch):
    counts_are(monkeypatch, 20, 24)
    first, second = freezes(cast, [here.grant]), freezes(cast, [here.grant, here.other.grant])
    asks(cast, first)
    asks(cast, second)
    releasing.agree_of_figure(figure=first, by=cast.claire)
    with pytest.raises(Refused, match="found by subtraction"):
        releasing.agree_of_figure(figure=second, by=cast.claire)


def test_one_that_went_to_nobody_two_withdraw_and_it_stands_in_no_ones_way(cast, here, monkeypatch):
    counts_are(monkeypatch, 13, 15)
    days = {"first": date(2026, 1, 1), "last": date(2026, 3, 31)}
    wrong = agreed_to(cast, freezes(cast, [here.grant], **days))
    right = freezes(cast, [here.grant], **days)
    asks(cast, wrong, "withdrawal", why="The wrong quarter.")
    assert figure_page(right).replaces == wrong
    releasing.agree_of_figure(figure=wrong, by=cast.claire)
    assert figure_page(right).replaces is None
    wrong.refresh_from_db()
    assert (wrong.state, wrong.outside) == ("withdrawn", False)
    thao = files.browser(cast, cast.thao)
    assert "withdrawn" in thao.get(reverse("funds:figures")).text
    page = thao.get(reverse("funds:figure", args=[wrong.id])).text
    for words in ("The wrong quarter.", str(cast.thao), str(cast.claire)):
        assert words in page
    assert agreed_to(cast, right).state == "released"


def test_one_that_left_stays_for_ever_and_says_so(cast, here, monkeypatch):
    counts_are(monkeypatch, 13)
    days = {"first": date(2026, 1, 1), "last": date(2026, 3, 31)}
    row = agreed_to(cast, freezes(cast, [here.grant], **days))
    asks(cast, row, "withdrawal", why="The wrong quarter.")
    thao = files.browser(cast, cast.thao)
    thao.post(reverse("funds:figure_left", args=[row.id]))
    row.refresh_from_db()
    assert (row.state, row.asked) == ("left", None)
    page = thao.get(reverse("funds:figure", args=[row.id])).text
    assert "every later figure is compared with it" in page
    assert reverse("funds:withdraw_figure", args=[row.id]) not in page
    with pytest.raises(Refused, match="cannot be withdrawn"):
        asks(cast, row, "withdrawal")


# ── A correction ─────────────────────────────────────────────────────────────
def corrected(cast, here, monkeypatch, *numbers):
    """Figures of the same quarter, of which a donor has the first."""
    counts_are(monkeypatch, *numbers)
    days = {"first": date(2026, 1, 1), "last": date(2026, 3, 31)}
    first, *later = [freezes(cast, [here.grant], **days) for _ in numbers]
    first = agreed_to(cast, first)
    releasing.figures_left(figures=[first], by=cast.thao)
    return first, *later


def test_what_a_donor_has_is_corrected_by_a_few_once_and_says_so(cast, here, monkeypatch):
    old, new = corrected(cast, here, monkeypatch, 20, 22)
    thao = files.browser(cast, cast.thao)
    new = agreed_to(cast, new)
    old.refresh_from_db()
    assert (old.state, new.state) == ("replaced", "released")
    page = thao.get(reverse("funds:figure", args=[old.id]))
    assert "Do not quote it any more" in page.text
    assert reverse("funds:figure", args=[new.id]) in page.text
    text = " ".join(thao.get(reverse("funds:figure", args=[new.id])).text.split())
    assert "the figure counted on" in text
    assert "which a donor may have" in text
    with pytest.raises(Refused, match="taken its place"):
        asks(cast, old, "withdrawal")


def test_a_file_holds_the_corrected_figure_and_not_what_it_was_before(cast, here, monkeypatch):
    old, new = corrected(cast, here, monkeypatch, 20, 22)
    new = agreed_to(cast, new)
    cells = {one.item: one for one in printed_figures(FundFigure.objects.all())}
    before, after = (cells[f"{str(one.id)[:8]}_v{one.version}"] for one in (old, new))
    assert (before.in_file.value, before.in_file.state) == (None, "replaced")
    assert (after.in_file.value, "in place of that of" in str(after.item_name)) == (22, True)


def test_a_second_correction_by_a_few_waits_until_it_is_of_many(cast, here, monkeypatch):
    _old, new, third, later = corrected(cast, here, monkeypatch, 20, 22, 23, 40)
    agreed_to(cast, new)
    with pytest.raises(Refused, match="corrected by a few people already"):
        asks(cast, third)
    assert agreed_to(cast, later).state == "released"
    new.refresh_from_db()
    assert new.state == "replaced"


def test_where_the_correction_is_withdrawn_the_figure_before_it_stands_again(
    cast, here, monkeypatch
):
    old, new = corrected(cast, here, monkeypatch, 20, 22)
    agreed_to(cast, agreed_to(cast, new), "withdrawal")
    old.refresh_from_db()
    assert old.state == "left"


def test_what_is_compared_with_a_corrected_figure_is_compared_with_both(cast, here, monkeypatch):
    """A donor has both: 31 over two grants less 20 are eleven, less 22 nine."""
    _old, new = corrected(cast, here, monkeypatch, 20, 22)
    agreed_to(cast, new)
    counts_are(monkeypatch, 31)
    days = {"first": date(2026, 1, 1), "last": date(2026, 3, 31)}
    with pytest.raises(Refused, match="found by subtraction"):
        asks(cast, freezes(cast, [here.grant, here.other.grant], **days))


def test_what_was_taken_along_in_a_file_has_left(cast, here, monkeypatch):
    counts_are(monkeypatch, 13, 40)
    inside = freezes(cast, [here.grant])
    row = agreed_to(cast, freezes(cast, [here.other.grant]))
    files.browser(cast, cast.claire).post(reverse("funds:figures_file"))
    for one in (inside, row):
        one.refresh_from_db()
    assert (inside.state, row.state) == ("inside", "left")


def test_a_figure_frozen_for_a_donor_before_it_took_two_can_be_withdrawn(cast, here):
    told = {
        "indicator": "people",
        "version": 1,
        "grants": {str(here.grant.id): "River"},
        "outside": True,
        "first": "2026-01-01",
        "last": "2026-03-31",
        "number": 13,
    }
    row = FundFigure.objects.create(told=told, made_by=cast.thao, made_on=today())
    assert row.state == "released"
    assert agreed_to(cast, row, "withdrawal").state == "withdrawn"


# ── M9 ───────────────────────────────────────────────────────────────────────
def test_m9_used_and_corrected_are_printed_with_how_many_were_asked(cast, here):
    for n, answer in enumerate(("arrived", "not_arrived", None)):
        row = agreed(cast, here, amount=Decimal(100 + n))
        moving.pay(request=row.id, amount=row.amount, mode="voucher", by=cast.thao)
        if n != 2:
            moving.receive(row=row, amount=row.amount, proof="voucher", by=cast.sokha)
        if answer:
            goods_and_figures.check_payment(row=row, answer=answer, by=cast.sokha)
    figure = freezes(cast, [here.grant], "vouchers")
    page = files.browser(cast, cast.claire).get(reverse("funds:figure", args=[figure.id])).text
    assert (figure.told["issued"], figure.number, figure.told["asked"]) == (3, 2, 2)
    # As in the file: no small number, nor what it could be had from.
    assert "<b>1.0</b>" not in page
    beside = figure_page(figure).vouchers
    (printed, filed) = ([said for _measure, said in beside], of_vouchers(voucher_figure(figure)))
    assert printed == filed
    for said in filed:
        assert translated(said) in html.unescape(page)


def test_m9_of_100_vouchers_96_used_and_30_asked(cast, here):
    row = FundFigure.objects.create(
        told={
            "indicator": "vouchers",
            "version": 1,
            "grants": {"x": "River"},
            "outside": False,
            "first": "2026-01-01",
            "last": "2026-03-31",
            "number": 96,
            "issued": 100,
            "asked": 30,
            "reached": 29,
            "silent": 2,
        },
        made_by=cast.thao,
        made_on=today(),
    )
    page = files.browser(cast, cast.thao).get(reverse("funds:figure", args=[row.id])).text
    assert "96 · vouchers used" in page
    # One received nothing: neither how many it reached nor what that follows from.
    printed = [translated(said) for _measure, said in figure_page(row).vouchers]
    assert printed[1:3] == ["30", "all but fewer than 5"]
    assert not {"29", "92.8"} & {*printed}
    assert "92.8" not in page
    # Who asked and agreed stands beside its numbers and takes the place of none.
    assert agreed_to(cast, row).told["asked"] == 30


def test_she_is_asked_again_only_after_a_payment_and_the_last_answer_holds(cast, here):
    sokha = files.browser(cast, cast.sokha)
    waits = agreed(cast, here)
    told = {"answer": "arrived", "on": today().isoformat()}
    page = sokha.post(page_of(waits, "after"), told)
    assert page.status_code == 422
    assert "nothing of it was paid out yet" in page.text.casefold()
    row = paid(cast, here)
    before = told | {"on": (today() - DAY).isoformat()}
    assert sokha.post(page_of(row, "after"), before).status_code == 422
    for answer in ("arrived", "taken"):
        sokha.post(page_of(row, "after"), told | {"answer": answer})
    assert [check.answer for check in PaymentCheck.objects.all()] == ["arrived", "taken"]
    page = sokha.get(page_of(row)).text
    assert "somebody took it from her" in page
    assert "look at it with her" in page


def test_a_week_and_a_quarter_are_no_change(cast, here):
    freezes(cast, [here.grant], first=date(2026, 1, 1), last=date(2026, 3, 31))
    week = freezes(cast, [here.grant], first=date(2026, 4, 1), last=date(2026, 4, 7))
    assert figure_page(week).change is None
    page = files.browser(cast, cast.thao).get(reverse("funds:figure", args=[week.id])).text
    assert "are not as long: no change is told" in page
    assert "Change since the last" not in page


@pytest.mark.parametrize(("last", "told"), [(14, None), (40, 27)])
def test_two_numbers_so_near_that_it_may_be_chance_are_no_change(
    cast, here, monkeypatch, last, told
):
    counts_are(monkeypatch, 13, last)
    freezes(cast, [here.grant], first=date(2026, 1, 1), last=date(2026, 3, 31))
    spring = freezes(cast, [here.grant], first=date(2026, 4, 1), last=date(2026, 6, 30))
    assert figure_page(spring).change == told
    page = files.browser(cast, cast.thao).get(reverse("funds:figure", args=[spring.id])).text
    assert ("may be chance: no change" in page) is (told is None)


def test_what_is_counted_again_is_named_beside_what_a_donor_has(cast, here, monkeypatch):
    counts_are(monkeypatch, 13, 15)
    days = {"first": date(2026, 1, 1), "last": date(2026, 3, 31)}
    out = agreed_to(cast, freezes(cast, [here.grant], **days))
    page = reverse("funds:figure", args=[out.id])
    assert "Counted on other occasions" not in files.browser(cast, cast.thao).get(page).text
    inside = freezes(cast, [here.grant], **days)
    assert figure_page(out).again == [inside]
    assert "Counted on other occasions" in files.browser(cast, cast.thao).get(page).text


def test_a_receipt_taken_back_counts_nobody(cast, here):
    row = received(cast, here)
    moved = MoneyMovement.objects.get(request=row.id, number=2)
    moving.undo(request=row.id, movement=moved, why="wrong", by=cast.thao)
    assert freezes(cast, [here.grant]).number == 0


# ── M10 ──────────────────────────────────────────────────────────────────────
def test_m10_an_old_report_stays_and_no_line_is_drawn_to_another_definition(
    cast, here, monkeypatch
):
    first = [one for one in figures.DEFINITIONS if one.version == 1]
    new = FigureDefinition(FundIndicator.PEOPLE, 2, date(2026, 7, 1), say("x"), say("y"))
    monkeypatch.setattr(figures, "DEFINITIONS", (*first, new))
    spring = {"first": date(2026, 1, 1), "last": date(2026, 3, 31), "on": date(2026, 3, 31)}
    old = freezes(cast, [here.grant], **spring)
    received(cast, here)
    same = freezes(
        cast, [here.grant], first=date(2026, 4, 1), last=date(2026, 6, 30), on=date(2026, 6, 30)
    )
    assert figure_page(same).change == 0  # a quarter and a quarter, of 90 and of 91 days
    later = freezes(cast, [here.grant])
    assert (later.version, later.number) == (2, 1)
    page = files.browser(cast, cast.thao).get(reverse("funds:figure", args=[later.id])).text
    assert "versions 1 and 2 of the definition do not count the same" in page.casefold()
    assert "Change since the last" not in page
    old.refresh_from_db()
    assert (old.version, old.number) == (1, 0)


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({"first": "2026-03-01", "last": "2026-02-01"}, "last"),
        ({"grants": []}, "grants"),
        ({"last": (today() + 9 * DAY).isoformat()}, "last"),
    ],
)
def test_a_figure_that_cannot_be_is_said_at_its_field(cast, here, told, where):
    asked = {
        "indicator": "people",
        "first": "2026-01-01",
        "last": "2026-03-31",
        "grants": [str(here.grant.id)],
    }
    page = files.browser(cast, cast.thao).post(reverse("funds:new_figure"), asked | told)
    assert page.status_code == 422
    assert where in page.context["form"].errors
    assert not FundFigure.objects.exists()


def test_m7_money_that_was_paid_again_after_it_did_not_arrive_has_reached_her(cast, here):
    row = agreed(cast, here, amount=Decimal(600), holder="school")

    def part(*answers):
        moving.pay(request=row.id, amount=Decimal(300), mode="cash", by=cast.thao)
        moving.receive(row=row, amount=Decimal(300), proof="mark", by=cast.sokha)
        for answer in answers:
            goods_and_figures.check_payment(row=row, answer=answer, by=cast.noi)

    part("not_arrived")
    assert freezes(cast, [here.grant]).number == 0
    part()
    assert freezes(cast, [here.grant]).number == 1


def test_m7_the_part_that_reached_her_counts_though_the_next_did_not(cast, here):
    row = agreed(cast, here, amount=Decimal(600))
    for answer in ("arrived", "not_arrived"):
        moving.pay(request=row.id, amount=Decimal(300), mode="cash", by=cast.thao)
        moving.receive(row=row, amount=Decimal(300), proof="mark", by=cast.sokha)
        goods_and_figures.check_payment(row=row, answer=answer, by=cast.noi)
    assert freezes(cast, [here.grant]).number == 1
    goods_and_figures.check_payment(row=row, answer="not_reached", by=cast.noi)
    assert freezes(cast, [here.grant]).number == 1
