"""Money under a name: hers to decide, and a no of hers holds where money is asked for."""

import pytest
from django.urls import reverse

from fanal.cases.actions.consents import withdraw_consent
from fanal.core.sealing.compartments import FINANCE
from fanal.funds.models import MoneyMovement, MoneyRequest
from fanal.keys.actions import grant
from tests import clock, files
from tests.consents import ASK, CHANGED, NO, NONE, OTHERS_ASK, YES, form_for, says, takes_back
from tests.funds.scene import DAY, agreed, asked, page_of, slip_of, today, told
from tests.organisation.colleagues import let_in, stands_in

HELD = "Not to be paid now: Sokha Chea looks at it first."
PURPOSE, WHAT = "money_in_a_name", "money being paid, under the name that she chooses"


def form_of(here):
    return reverse("funds:new", args=[here.case.id])


def test_with_her_yes_it_is_asked_for_and_the_page_says_so(cast, here, sokha):
    says(cast, here, PURPOSE)
    page = sokha.get(form_of(here)).text
    assert YES.format(WHAT) in page
    assert form_for(here, PURPOSE) not in page
    made = sokha.post(form_of(here), told(here))
    assert YES.format(WHAT) in sokha.get(made["Location"]).text


def test_where_nothing_is_on_file_the_page_asks(here, sokha):
    page = sokha.get(form_of(here)).text
    assert NONE.format(WHAT, "not asked") in page
    assert form_for(here, PURPOSE) in page
    made = sokha.post(form_of(here), told(here))
    assert made.status_code == 302
    page = sokha.get(made["Location"]).text
    assert ASK in page
    assert form_for(here, PURPOSE) in page


@pytest.mark.parametrize("under", ["used", "papers"])
def test_against_her_no_no_name_is_taken_and_nothing_is_lost(cast, here, sokha, under):
    says(cast, here, PURPOSE, "refused")
    page = sokha.get(form_of(here)).text
    assert NO.format(WHAT, "refused") in page
    assert CHANGED in page
    refused = sokha.post(form_of(here), told(here, under=under))
    assert refused.status_code == 422
    (why,) = refused.context["form"].errors["under"]
    assert f"{here.person.code_name} to money under a name is no" in why
    assert "The bus to her aunt." in refused.text
    assert not MoneyRequest.objects.exists()


def test_without_a_name_it_is_asked_for_all_the_same(cast, here, sokha):
    says(cast, here, PURPOSE, "refused")
    made = sokha.post(form_of(here), told(here, under="no_name"))
    assert made.status_code == 302
    assert NO.format(WHAT, "refused") not in sokha.get(made["Location"]).text


def test_a_yes_that_she_took_back_is_said_where_the_money_is_under_way(cast, here, sokha):
    row = asked(cast, here)
    takes_back(cast, here, PURPOSE)
    assert NO.format(WHAT, "withdrawn") in sokha.get(page_of(row)).text
    assert sokha.post(form_of(here), told(here)).status_code == 422


def test_after_she_took_back_her_yes_nothing_is_paid_under_a_name(cast, here, sokha):
    row = agreed(cast, here)
    takes_back(cast, here, PURPOSE)
    thao = files.browser(cast, cast.thao)
    page = thao.get(slip_of(row)).text
    assert HELD in page
    assert slip_of(row, "pay") not in page
    assert HELD in thao.get(reverse("funds:today")).text
    refused = thao.post(
        slip_of(row, "pay"), {"amount": "1,200", "mode": "cash", "on": today().isoformat()}
    )
    assert "ot to be paid now: whoever asked for it" in refused.text
    assert not MoneyMovement.objects.exists()


def test_who_asked_finds_it_on_her_day_and_asks_anew_under_no_name(cast, here, sokha):
    row = agreed(cast, here)
    takes_back(cast, here, PURPOSE)
    assert page_of(row) in sokha.get(reverse("cases:today")).text
    bopha = let_in(cast)  # whoever stands in for her is asked in her place
    stands_in(cast, bopha, cast.sokha)
    assert page_of(row) in files.browser(cast, bopha).get(reverse("cases:today")).text
    assert "Nothing is paid meanwhile" in sokha.get(page_of(row)).text
    sokha.post(page_of(row, "take_back"))
    assert page_of(row) not in sokha.get(reverse("cases:today")).text
    nameless = agreed(cast, here, under="no_name")
    assert slip_of(nameless, "pay") in files.browser(cast, cast.thao).get(slip_of(nameless)).text


def test_a_new_yes_of_hers_lets_it_be_paid(cast, here):
    row = agreed(cast, here)
    given = says(cast, here, PURPOSE, on=today() - 3 * DAY)
    with clock.moved(-DAY):
        withdraw_consent(consent=given, by=cast.sokha)
    says(cast, here, PURPOSE)
    thao = files.browser(cast, cast.thao)
    assert slip_of(row, "pay") in thao.get(slip_of(row)).text


def test_of_several_each_stands_with_her_answer_and_who_said_no_is_named(cast, here, sokha):
    says(cast, here, PURPOSE, "refused")
    other = files.person(cast, names=("Resident",))
    files.case(cast, people=[other])
    address = reverse("funds:several")
    ticks = dict(sokha.get(address).context["form"].fields["of"].choices)
    assert sorted(label.rsplit(" · ")[-1] for label in ticks.values()) == ["not asked", "refused"]
    refused = sokha.post(address, told(here, of=list(ticks)))
    assert refused.status_code == 422
    assert here.person.code_name in refused.context["form"].errors["under"][0]
    assert not MoneyRequest.objects.exists()


def test_of_mother_and_child_each_stands_with_her_code(cast, here, sokha):
    both = [files.person(cast, names=(name,)) for name in ("Mother", "Child")]
    case = files.case(cast, people=both)
    page = sokha.get(reverse("funds:new", args=[case.id])).text
    assert page.count(ASK) == 2
    for one in both:
        assert f'<span class="visually-hidden">: {one.code_name}</span>' in page


def test_who_reads_the_money_and_writes_no_consents_learns_who_asks_her(cast, here):
    row = asked(cast, here)
    grant(
        folder=here.case.id,
        compartments=[FINANCE],
        to=cast.mai,
        **cast.acting(cast.noi),
        reason="The fee of the court.",
    )
    page = files.browser(cast, cast.mai).get(page_of(row)).text
    assert NONE.format(WHAT, "not asked") in page
    assert OTHERS_ASK in page
    assert reverse("cases:consent", args=[here.case.id]) not in page


def test_finance_and_who_agrees_learn_no_more_than_before(cast, here):
    row = asked(cast, here)
    takes_back(cast, here, PURPOSE)
    thao, claire = (files.browser(cast, one) for one in (cast.thao, cast.claire))
    assert thao.get(page_of(row)).status_code == 404
    assert thao.get(form_of(here)).status_code == 404
    for client, address in ((thao, slip_of(row)), (claire, slip_of(row, "decide"))):
        found = client.get(address)
        assert found.status_code == 200
        assert WHAT not in found.text
        assert "withdrawn" not in found.text


@pytest.mark.parametrize(
    ("language", "why"),
    [("fr", "à un versement sous un nom est non"), ("vi", "dưới một tên là không")],
)
def test_why_is_said_in_the_language_of_the_page(cast, here, language, why):
    says(cast, here, PURPOSE, "refused")
    sokha = cast.client(cast.sokha, headers={"accept-language": language})
    assert why in sokha.post(form_of(here), told(here)).text
