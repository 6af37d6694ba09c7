"""The girl in the karaoke bar: what one call says reaches everybody who has to act on it."""

import pytest

from fanal.cases.models import Case, Closure
from fanal.intake.models import Signal
from fanal.partners.actions import areas
from fanal.sharing.models import Referral
from tests.browser.walks import french, visitors
from tests.journeys.scene import trusted

BAR = "Bar karaoké près du pont, Nong Khai"
CALL = {
    "who_calls": "mother", "where": BAR, "about_whom": "Bouavan, 16", "caller": "Mae Noi",
    "callback": "+856 20 5555 0101", "callback_when": "Après 20 h", "code_word": "mangue",
}  # fmt: skip
NEEDS = "Un lit ce soir, sans la police."
IN_DANGER = "En danger depuis auj."
SAID_BY_HER_MOTHER = "Par sa mère (Mae Noi)"


@pytest.fixture
def here(cast):
    cast.thailand = areas.add_area(code="TH", name="Thaïlande", kind="country", by=cast.noi)
    cast.lotus = trusted(cast, "Lotus Transit Centre")
    return cast


def takes_the_call(sokha):
    sokha.follow("Take a call").choose("danger_now", "yes")
    sokha.page.locator("main details.care summary").click()
    sokha.fill(**CALL).press()
    sokha.reads(french("There is danger now"), BAR, "Après 20 h", "mangue").looks("01-signal")
    sokha.follow("Choose her file, or correct her name")
    assert sokha.page.input_value("main [name=name]") == "Bouavan"
    assert sokha.page.input_value("main [name=ages_least]") == "16"
    sokha.choose("kinds", "forced_prostitution").looks("02-becomes-a-case").press()
    case = Case.objects.get()
    sokha.reads(french("What the call said"), case.code_name, BAR, "Après 20 h", "mangue")
    sokha.open(f"/cases/{case.id}/")
    sokha.reads(case.code_name, IN_DANGER, SAID_BY_HER_MOTHER).looks("03-case")
    return case


def saves_an_unrelated_answer(sokha):
    """S1: what was not asked ends no danger."""
    sokha.section("safety").write("safety").looks("04-safety")
    sokha.choose("danger_now_why", "not_asked").fill(safe_people="Sa tante, à Vientiane").press()
    sokha.reads("Sa tante", IN_DANGER, SAID_BY_HER_MOTHER).looks("05-still-in-danger")


def stands_first_tonight(reader, person, *more):
    reader.reads(french("She is in danger.").rstrip("."), french("None of us is with her."), *more)
    first = reader.page.locator("main .board__it").first
    assert person.code_name in first.inner_text()
    assert first.locator(".mark--danger").count() == 1
    return reader


def takes_a_second_call(sokha, case, person):
    """S15: the case that is open is offered before one more."""
    sokha.open("/intake/new/").choose("danger_now", "yes")
    sokha.fill(who_calls="friend", about_whom="Bouavan, 16").press()
    sokha.reads(french("Open case"), case.code_name, person.code_name, "Sokha Chea")
    sokha.reads("En danger").does_not_read(french("marks left out on one side"))
    first, *_others = sokha.looks("07-match").page.locator("main section.card button").all()
    assert first.inner_text().startswith(french("Add this call to her case"))
    sokha.press(first).reads(french("What the call said"), case.code_name)
    sokha.press().reads(case.code_name, IN_DANGER)
    assert Case.objects.count() == 1
    assert sorted(Signal.objects.values_list("state", flat=True)) == ["addition", "case"]


def asks_a_partner(sokha, case, here):
    """S16 and S18: nothing is asked twice, and what is missing is asked on the page."""
    sokha.open(f"/sharing/cases/{case.id}/refer/").choose("service", "shelter")
    assert sokha.page.input_value("main [name=area]") == ""
    sokha.fill(area=here.thailand.name).choose("urgency", "now").looks("08-purpose")
    sokha.press(sokha.page.locator("main .savebar button")).looks("09-who-fits")
    sokha.press(sokha.page.locator("main .fit__it:not(.fit__it--no) a.button").first)
    sokha.page.locator("main form summary").first.click()
    sokha.fill(needed=NEEDS)
    sokha.press(sokha.page.locator("main form [name=look]")).reads(NEEDS)
    ask = sokha.page.locator("main form .card:last-of-type .buttons button")
    with sokha.page.expect_response(lambda one: one.status == 422):
        sokha.press(ask)
    sokha.looks("10-no-consent").reads(NEEDS)
    assert not Referral.objects.exists()
    sokha.choose("may", "yes").choose("said_by", "herself").looks("11-consent")
    sokha.press(sokha.page.locator("main form .card:last-of-type .buttons button"))
    sokha.reads("Noi Saetang", "Lotus Transit Centre", NEEDS).looks("12-prepared")
    assert Referral.objects.get().case == case


def is_refused_to_close(sokha, case):
    """S3: not offered, and refused to whoever asks all the same."""
    sokha.open(f"/cases/{case.id}/").section("closure")
    open_ends = (french("she is in danger").capitalize(), "Lotus Transit Centre")
    sokha.reads(french("What speaks against it"), *open_ends).looks("13-closure")
    assert sokha.page.locator("main a[href$='/closure/']").count() == 0
    sokha.open(f"/cases/{case.id}/closure/").choose("reason", "safe_and_independent")
    sokha.fill(words="Elle coud.").is_refused()
    sokha.reads(french("What speaks against it"), *open_ends, "Elle est en danger").looks(
        "14-refused"
    )
    assert sokha.page.input_value("main [name=words]") == "Elle coud."
    assert not Closure.objects.exists()


@pytest.mark.long
def test_the_girl_in_the_karaoke_bar(visit, here):
    go_to = visitors(visit, here, "karaoke")
    sokha = go_to("sokha", "/intake/", allowed=(422,))
    case = takes_the_call(sokha)
    girl = case.people.get()
    saves_an_unrelated_answer(sokha)
    stands_first_tonight(sokha.open("/journeys/"), girl, "sa mère", BAR).looks("06-tonight")
    takes_a_second_call(sokha, case, girl)
    asks_a_partner(sokha, case, here)
    is_refused_to_close(sokha, case)

    noi = go_to("noi", "/decisions/", allowed=(422,))
    noi.does_not_read(french("Agree to close a case")).looks("15-lead")
    stands_first_tonight(noi.open("/journeys/"), girl, "sa mère")
    claire = go_to("claire", "/journeys/", allowed=(422,))
    stands_first_tonight(claire, girl).does_not_read("sa mère", BAR).looks("16-director")
    claire.open("/cases/overview/").looks("17-overview")
    row = claire.page.locator("main tbody tr", has_text="Bangkok")
    cells = row.locator("td").all_inner_texts()
    assert (cells[1], cells[3]) == ("1", "1")  # in danger, held by nobody of ours
