"""The pages of money as each role meets them."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from fanal.accounts.actions import end_account
from fanal.accounts.models import User
from fanal.cases.queries.still_open import OPEN
from fanal.core.errors import BadInput
from fanal.funds.actions import asking, grants, moving
from fanal.funds.models import FundingGrant, MoneyApproval, MoneyMovement, MoneyRequest
from tests import files, journal
from tests.closing import leads_to
from tests.funds.scene import DAY, again, agreed, asked, page_of, paid, slip_of, today, told
from tests.shares import strangers


def of_case(here, name="case"):
    return reverse(f"funds:{name}", args=[here.case.id])


# ── In a case ────────────────────────────────────────────────────────────────
def test_the_plan_of_a_case_leads_to_its_money(sokha, here):
    assert of_case(here) in sokha.get(reverse("cases:section", args=[here.case.id, "plan"])).text


def test_it_is_asked_for_and_the_page_says_who_and_how_many_have_to_agree(cast, sokha, here):
    page = sokha.post(of_case(here, "new"), told(here), follow=True).text
    row = MoneyRequest.objects.get()
    assert (row.amount, row.currency, row.line) == (1200, "THB", here.line)
    assert f"2 of these still have to agree: {cast.claire}, {cast.noi}. They find it" in page
    assert "The bus to her aunt." in page
    asking.answer(row=row, agreed=True, by=cast.noi)
    assert f"It waits for a second person: {cast.claire}. They find it" in says(sokha, row)


def test_where_fewer_are_there_than_it_takes_the_page_says_so(cast, sokha, here):
    end_account(user=cast.claire, by=cast.anan)
    for other in (cast.somchit, cast.huong):
        end_account(user=other, by=cast.anan)
    page = says(sokha, asked(cast, here))
    assert f"2 of these still have to agree: {cast.noi}. They find it" in page
    assert "It takes two: a lead of the team and a director" in page


def says(browser, row):
    return browser.get(page_of(row)).text


def test_m5_the_same_form_sent_twice_asks_once(sokha, here):
    page = sokha.get(of_case(here, "new")).text
    key = re.search(r'name="once" value="([^"]+)"', page)[1]
    for _ in range(2):
        sokha.post(of_case(here, "new"), told(here, once=key))
    assert MoneyRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"kind": "release"}, "This is never paid"),
        ({"under": "not_asked"}, "Ask her first"),
        ({"amount": "much"}, "is not an amount"),
        ({"amount": "1.50", "currency": "VND"}, "has no such decimals"),
        ({"line": ""}, "required"),
    ],
)
def test_what_is_wrong_comes_back_at_its_field_and_nothing_is_lost(sokha, here, wrong, says):
    page = sokha.post(of_case(here, "new"), told(here, **wrong))
    assert page.status_code == 422
    assert says.casefold() in page.text.casefold()
    assert "The bus to her aunt." in page.text
    assert not MoneyRequest.objects.exists()


def test_what_was_asked_before_is_proposed(cast, sokha, here):
    asked(cast, here, line=here.other, currency="USD", holder="school")
    initial = sokha.get(of_case(here, "new")).context["form"].initial
    assert initial["line"] == str(here.other.id)
    assert (initial["currency"], initial["holder"]) == ("USD", "school")


def test_where_nothing_says_otherwise_the_money_of_the_office_is_proposed(thao, noi):
    for browser, page, currency in (
        (thao, "new_grant", "VND"),
        (noi, "new_advance", "THB"),
        (noi, "several", "THB"),
    ):
        initial = browser.get(reverse(f"funds:{page}")).context["form"].initial
        assert initial["currency"] == currency, page


def test_it_is_taken_back_by_a_button(cast, sokha, here):
    row = asked(cast, here)
    assert "It is not needed any more" in sokha.get(page_of(row)).text
    sokha.post(page_of(row, "take_back"))
    page = sokha.get(page_of(row)).text
    assert "Taken back" in page
    assert "It is not needed any more" not in page


def test_the_receipt_is_asked_for_on_her_start_page_and_then_no_more(cast, sokha, here):
    row = paid(cast, here)
    address = page_of(row, "receipt")
    assert address in sokha.get("/", follow=True).text
    form = sokha.get(address)
    assert "No thumbprint" in form.text
    assert form.context["form"].initial["amount"] == "1\u202f200"
    sokha.post(address, {"amount": "1200", "on": today().isoformat(), "proof": "mark"})
    assert "Settled" in sokha.get(page_of(row)).text
    assert address not in sokha.get("/", follow=True).text


def test_money_stands_on_the_line_of_the_case_and_keeps_it_in_sight(cast, sokha, here):
    row = paid(cast, here)
    line = sokha.get(reverse("cases:timeline", args=[here.case.id])).text
    assert "Money asked for" in line
    assert "Money: paid out" in line
    says = [str(one.says) for reader in OPEN for one in reader(here.case, cast.sokha, _now())]
    assert "money asked for that is not settled: 1" in says
    there = leads_to(cast, here.case, cast.sokha, "Money asked for that is not settled: 1")
    assert page_of(row) in sokha.get(there).text
    assert again(row).over_on is None


def _now():
    from django.utils import timezone

    return timezone.localtime()


def test_who_has_no_part_in_the_money_of_a_case_reads_that_and_nothing_more(cast, here):

    asked(cast, here)
    files.let_in_lawyer(cast, here.case)
    page = files.browser(cast, cast.mai).get(of_case(here))
    assert page.status_code == 200
    assert "Not part of your access" in page.text
    assert "1 200" not in page.text
    assert "1\u202f200" not in page.text


def test_another_team_finds_nothing(cast, here):
    row = asked(cast, here)
    kham = files.browser(cast, cast.kham)
    for address in (of_case(here), page_of(row), page_of(row, "receipt")):
        assert kham.get(address).status_code == 404


def test_a_receipt_without_approval_is_refused_on_the_page_and_nothing_is_lost(cast, sokha, here):
    row = asked(cast, here)
    told = {"amount": "1200", "proof": "mark", "on": today().isoformat()}
    page = sokha.post(page_of(row, "receipt"), told)
    assert page.status_code == 422
    assert "two people have not agreed to it" in page.text.casefold()
    assert page.context["form"]["amount"].value() == "1200"
    assert not MoneyMovement.objects.exists()


# ── Who agrees ───────────────────────────────────────────────────────────────
def test_the_lead_and_the_director_each_find_it_and_read_no_name(cast, here):
    row = asked(cast, here)
    address = reverse("funds:decide", args=[row.id])
    for who in (cast.noi, cast.claire):
        client = files.browser(cast, who)
        assert address in client.get("/decisions/").text
        page = client.get(address).text
        assert row.token in page
        assert "50\u202f000" in page
        assert "ບົວຄຳ" not in page
        assert "The bus" not in page
        client.post(address, {"agreed": "yes"})
        assert address not in client.get("/decisions/").text
    assert MoneyApproval.objects.filter(agreed=True).count() == 2


def test_who_agrees_reads_what_is_promised_already_and_that_her_yes_is_not_on_file(cast, here):
    """Left on a line is what nobody spent; two who agree to two requests would spend it twice."""
    agreed(cast, here)
    row = asked(cast, here)
    for one in (cast.noi, cast.claire):
        page = files.browser(cast, one).get(reverse("funds:decide", args=[row.id])).text
        assert "Agreed on this line, not paid yet" in page
        assert "1\u202f200\xa0THB" in page.partition("Agreed on this line")[2]
        # A director opens no case, and learns no more of it than what money takes.
        assert ("A yes is not on file" in page) is (one == cast.noi)


def test_the_director_who_opens_no_case_is_not_led_into_it(cast, here):
    row = asked(cast, here)
    address = reverse("funds:decide", args=[row.id])
    assert page_of(row) in files.browser(cast, cast.noi).get(address).text
    page = files.browser(cast, cast.claire).get(address).text
    assert page_of(row) not in page
    assert here.case.code_name not in page


def test_a_no_without_a_reason_comes_back(cast, here):
    row = asked(cast, here)
    page = files.browser(cast, cast.noi).post(
        reverse("funds:decide", args=[row.id]), {"agreed": "no"}
    )
    assert page.status_code == 422
    assert "say why" in page.text.casefold()


# ── Finance ──────────────────────────────────────────────────────────────────
def names_of(here):
    """All by which somebody would know whose it is."""
    return [
        here.case.code_name,
        str(here.case.id),
        here.person.code_name,
        str(here.person.id),
        "ບົວຄຳ",
        "The bus to her aunt",
        "Laos",
    ]


def test_m1_finance_meets_a_token_and_never_a_case_or_a_name(cast, thao, here):
    out, waits = paid(cast, here), agreed(cast, here, kind="food")
    asked(cast, here, kind="phone")
    pages = [
        reverse("funds:today"),
        reverse("funds:grants"),
        reverse("funds:rates"),
        reverse("funds:grant", args=[here.grant.id]),
        "/menu/",
        "/",
        *(
            slip_of(row, name)
            for row in (out, waits)
            for name in ("slip", "pay", "came_back", "split")
        ),
    ]
    for address in pages:
        page = thao.get(address, follow=True)
        assert page.status_code == 200, address
        assert [one for one in names_of(here) if one in page.text] == [], address
    assert waits.token in thao.get(slip_of(waits)).text


def test_m1_the_journal_tells_finance_nothing_of_the_case_of_a_payment(cast, here):
    paid(cast, here)
    found = [*journal.entries("funds.agreed"), *journal.entries("funds.paid")]
    assert len(found) == 3
    assert str(here.case.id) not in {one.about for one in found}


def test_finance_finds_what_two_agreed_to_and_nothing_that_waits(cast, thao, here):
    waits, row = asked(cast, here), agreed(cast, here, kind="food")
    page = thao.get(reverse("funds:today")).text
    assert slip_of(row) in page
    assert slip_of(waits) not in page


def test_finance_arrives_at_payments(cast, thao, here):
    assert thao.get("/", follow=True).redirect_chain[-1][0] == reverse("funds:today")


def test_it_is_paid_out_with_what_is_left_proposed(cast, thao, here):
    row = agreed(cast, here)
    assert thao.get(slip_of(row, "pay")).context["form"].initial["amount"] == "1\u202f200"
    thao.post(slip_of(row, "pay"), {"amount": "1200", "mode": "cash", "on": today().isoformat()})
    (moved,) = MoneyMovement.objects.all()
    assert (moved.amount, moved.line, moved.made_by) == (1200, here.line, cast.thao)
    page = thao.get(reverse("funds:today")).text
    assert "Paid out, no receipt yet" in page
    assert "Sokha Chea" in page


def test_money_out_for_more_than_thirty_days_is_marked_for_finance_and_for_her(
    cast, thao, sokha, here
):
    row = asked(cast, here, on=today() - 50 * DAY)
    for one in (cast.noi, cast.claire):
        asking.answer(row=row, agreed=True, by=one)
    moving.pay(
        request=row.id, amount=Decimal(1200), mode="cash", by=cast.thao, on=today() - 31 * DAY
    )
    for page in (thao.get(reverse("funds:today")), sokha.get(of_case(here))):
        assert "more than 30 days without a receipt" in page.text


@pytest.mark.parametrize(
    ("name", "sent", "says"),
    [
        ("pay", {"amount": "9000", "mode": "cash"}, "two agreed to less"),
        ("pay", {"amount": "100", "mode": "cash", "on": str(today() + DAY)}, "still to come"),
        ("came_back", {"amount": "901"}, "only 700"),
        ("split", {"first_share": "50"}, "each share is above zero"),
    ],
)
def test_finance_is_told_at_the_field_what_cannot_be(cast, thao, here, name, sent, says):
    row = paid(cast, here, amount=700)
    page = thao.post(slip_of(row, name), {"on": today().isoformat()} | sent)
    assert page.status_code == 422
    assert says.casefold() in page.text.casefold()


def test_m2_the_last_share_is_offered_on_the_page(cast, thao, here):
    row = paid(cast, here)
    lines = (here.line, here.more, here.other)
    sent = {
        place: str(line.id) for place, line in zip(("first", "second", "third"), lines, strict=True)
    }
    sent |= {f"{place}_share": "33.33" for place in ("first", "second", "third")}
    assert "99.99 %: with 33.34" in thao.post(slip_of(row, "split"), sent).text
    thao.post(slip_of(row, "split"), sent | {"third_share": "33.34"})
    assert "Moved between lines" in thao.get(slip_of(row)).text


def test_what_was_entered_by_mistake_is_taken_back_with_a_reason(cast, thao, here):
    row = paid(cast, here)
    (moved,) = MoneyMovement.objects.all()
    address = reverse("funds:undo", args=[row.id, moved.id])
    assert address in thao.get(slip_of(row)).text
    assert thao.post(address, {"why": ""}).status_code == 422
    thao.post(address, {"why": "Of another day."})
    page = thao.get(slip_of(row)).text
    assert "Entered by mistake, taken back" in page
    assert "Of another day." in page


def test_m6_finance_is_asked_for_the_rate_of_the_day_that_has_none(cast, thao, here):
    row = agreed(cast, here, line=here.other)
    day = today() - 2 * DAY
    moving.pay(request=row.id, amount=Decimal(1200), mode="cash", by=cast.thao, on=day)
    address = f"{reverse('funds:new_rate')}?on={day.isoformat()}&amp;base=THB&amp;quote=USD"
    assert address in thao.get(reverse("funds:today")).text
    grant = reverse("funds:grant", args=[here.other.grant.id])
    assert "no rate" in thao.get(grant).text
    known = thao.get(address.replace("&amp;", "&")).context["form"].initial
    assert known == {"on": day.isoformat(), "base": "THB", "quote": "USD"}
    thao.post(
        reverse("funds:new_rate"),
        {"on": day.isoformat(), "base": "THB", "rate": "0.025", "quote": "USD", "source": "list"},
    )
    assert "30 USD" in thao.get(grant).text.replace("\u00a0", " ")


def test_a_grant_is_made_line_by_line_and_its_budget_changed_with_a_reason(cast, thao):
    thao.post(
        reverse("funds:new_grant"),
        {
            "name": "River",
            "donor": "Lantern",
            "currency": "THB",
            "since": "2026-01-01",
            "until": "2027-01-01",
        },
    )
    grant = FundingGrant.objects.get()
    thao.post(reverse("funds:new_line", args=[grant.id]), {"name": "Rooms", "amount": "900"})
    line = grant.lines.get()
    sent = {"way": "less", "amount": "200", "why": "To food."}
    thao.post(reverse("funds:budget", args=[line.id]), sent)
    page = thao.get(reverse("funds:grant", args=[grant.id])).text.replace("\u00a0", " ")
    assert "700 THB" in page
    assert "-200 THB" in page
    assert "To food." in page


@pytest.mark.parametrize(
    "who",
    strangers(
        ["sokha", "noi", "mai", "anan", "vera", "ploy", "rith", "bounmy"],
        "nobody but finance pays or keeps grants",
    ),
)
def test_nobody_but_finance_pays_or_keeps_grants(cast, here, who):
    row = paid(cast, here)
    client = files.browser(cast, User.objects.get(email=f"{who}@fanal.example"))
    for address in (
        reverse("funds:today"),
        slip_of(row),
        slip_of(row, "pay"),
        reverse("funds:grants"),
        reverse("funds:new_grant"),
        reverse("funds:new_rate"),
        reverse("funds:budget", args=[here.line.id]),
    ):
        assert client.get(address).status_code == 404, address


def test_the_director_reads_grants_and_changes_none(cast, here):
    claire = files.browser(cast, cast.claire)
    page = claire.get(reverse("funds:grant", args=[here.grant.id]))
    assert page.status_code == 200
    assert reverse("funds:new_line", args=[here.grant.id]) not in page.text
    assert claire.get(reverse("funds:new_line", args=[here.grant.id])).status_code == 404


def test_a_conflict_keeps_finance_out_of_the_payment_too(cast, thao, here):
    from fanal.cases.actions.emergencies import keep_out

    row = agreed(cast, here)
    keep_out(case=here.case, user=cast.thao, reason="her cousin", by=cast.noi)
    assert thao.get(slip_of(row)).status_code == 404
    assert slip_of(row) not in thao.get(reverse("funds:today")).text


def test_the_day_of_finance_takes_as_many_questions_for_many_payments(
    cast, thao, here, django_assert_max_num_queries
):
    agreed(cast, here)
    with django_assert_max_num_queries(60) as few:
        thao.get(reverse("funds:today"))
    for kind in ("food", "rent", "phone", "clothes"):
        agreed(cast, here, kind=kind)
    with django_assert_max_num_queries(60) as many:
        thao.get(reverse("funds:today"))
    assert len(few) == len(many)


# ── What those who agree weigh ───────────────────────────────────────────────
def words_of(html):
    return " ".join(re.sub("<[^>]+>", " ", html.partition("<main")[2]).split())


def rate(cast, on, text):
    told = {"base": "USD", "quote": "THB", "source": "the bank", "by": cast.thao}
    grants.add_rate(on=on, rate=text, **told)


def test_who_agrees_reads_roughly_what_would_be_left_by_the_last_rate_that_is_known(cast, here):
    row = asked(cast, here, line=here.other, amount=Decimal(100_000))
    page = reverse("funds:decide", args=[row.id])
    claire = files.browser(cast, cast.claire)
    text = words_of(claire.get(page).text)
    assert "Nobody can tell whether it is enough: no rate is known." in text
    day = today() - 9 * DAY
    rate(cast, day - DAY, "99")
    rate(cast, day, "40")
    text = words_of(claire.get(page).text)
    assert "-500 USD more is asked for than is left" in text
    assert f"roughly 2 500 USD, by the rate of {date_format(day)} no rate of" in text
    rate(cast, today(), "100")
    text = words_of(claire.get(page).text)
    assert "1 000 USD the amount is roughly" in text
    assert "no rate of today" not in text
    assert "more is asked for than is left" not in text


def test_what_two_agreed_to_before_counts_by_the_last_rate_too(cast, here):
    agreed(cast, here, line=here.other, amount=Decimal(60_000))
    row = asked(cast, here, line=here.other, amount=Decimal(30_000))
    rate(cast, today() - DAY, "40")
    page = files.browser(cast, cast.claire).get(reverse("funds:decide", args=[row.id]))
    assert "-250 USD more is asked for than is left" in words_of(page.text)


def test_in_the_currency_of_the_grant_no_rate_is_spoken_of(cast, here):
    row = asked(cast, here)
    page = files.browser(cast, cast.claire).get(reverse("funds:decide", args=[row.id]))
    assert "Left after this 48 800 THB" in words_of(page.text)
    assert "by the rate of" not in page.text


def test_a_later_part_of_a_payment_says_by_which_rate_it_counts(cast, here):
    row = agreed(cast, here, line=here.other, amount=Decimal(2000))
    first, thao = today() - 3 * DAY, files.browser(cast, cast.thao)
    says = f"Counts by the rate of {date_format(first)}, the day of the first payment."
    for n, on in enumerate((first, today())):
        moving.pay(request=row.id, amount=Decimal(1000), mode="cash", by=cast.thao, on=on)
        assert thao.get(slip_of(row)).text.count(says) == n


def test_that_a_voucher_came_back_is_no_proof_of_cash(cast, sokha, here):
    row = agreed(cast, here)
    told = {"amount": "100", "on": today().isoformat(), "proof": "voucher"}
    moving.pay(request=row.id, amount=Decimal(200), mode="cash", by=cast.thao)
    assert "voucher" not in sokha.get(page_of(row, "receipt")).text
    assert sokha.post(page_of(row, "receipt"), told).status_code == 422
    with pytest.raises(BadInput) as mistake:
        moving.receive(row=row, amount=Decimal(100), proof="voucher", by=cast.sokha)
    assert mistake.value.where == "proof"
    moving.pay(request=row.id, amount=Decimal(200), mode="voucher", by=cast.thao)
    assert sokha.post(page_of(row, "receipt"), told).status_code == 302


def test_what_came_back_is_asked_for_again_without_typing_it_again(cast, sokha, here):
    row = paid(cast, here)
    assert "Ask for it again" not in sokha.get(page_of(row)).text
    moving.come_back(request=row.id, amount=Decimal(1200), why="no bus", by=cast.thao)
    assert "Ask for it again" in sokha.get(page_of(row)).text
    form = sokha.get(reverse("funds:new", args=[here.case.id])).context["form"]
    assert form["words"].value() == "The bus to her aunt."
    assert form["kind"].value() == "transport"
    assert form["amount"].value().replace("\u202f", "") == "1200"


def test_the_next_request_proposes_nothing_of_what_arrived(cast, sokha, here):
    paid(cast, here)
    form = sokha.get(reverse("funds:new", args=[here.case.id])).context["form"]
    assert form["words"].value() is None
    assert form["amount"].value() is None


@pytest.mark.parametrize("name", ["pay", "came_back", "split"])
def test_of_what_was_taken_back_finance_is_led_to_the_slip(cast, here, name):
    row = agreed(cast, here)
    asking.take_back(row=row, by=cast.sokha)
    finance = files.browser(cast, cast.thao)
    answer = finance.get(reverse(f"funds:{name}", args=[row.id]))
    assert answer.status_code == 302
    assert answer.url == reverse("funds:slip", args=[row.id])


def test_no_receipt_is_asked_for_while_no_money_is_out(cast, sokha, here):
    row = agreed(cast, here)
    address = reverse("funds:receipt", args=[here.case.id, row.id])
    assert sokha.get(address).status_code == 302
    asking.take_back(row=row, by=cast.sokha)
    assert sokha.get(address).url == page_of(row)
    assert (
        sokha.get(reverse("funds:receipt", args=[here.case.id, paid(cast, here).id])).status_code
        == 200
    )
