"""The girl in the karaoke bar: what one call says reaches everybody who has to act on it."""

import pytest

from fanal.cases.models import Case, Closure
from fanal.intake.models import Signal
from fanal.partners import actions as partners
from fanal.sharing.models import Referral
from tests.browser.walks import french, visitors
from tests.journeys.scene import trusted

BAR = "Bar karaoké près du pont, Nong Khai"
CALL = {
    "who_calls": "mother", "where": BAR, "about_whom": "Bouavan, 16", "caller": "Mae Noi",
    "callback": "+856 20 5555 0101", "callback_when": "Après 20 h", "code_word": "mangue",
}  # fmt: skip
NEEDS = "Un lit ce soir, sans la police."
IN_DANGER = "En danger depuis le "
SAID_BY_HER_MOTHER = "dit par sa mère (Mae Noi)"


@pytest.fixture
def here(cast):
    cast.thailand = partners.add_area(code="TH", name="Thaïlande", kind="country", by=cast.noi)
    cast.lotus = trusted(cast, "Lotus Transit Centre")
    return cast


def takes_the_call(sokha):
    sokha.follow("Take a call").choose("danger_now", "yes").fill(**CALL).press()
    sokha.reads(french("There is danger now"), BAR, "Après 20 h", "mangue").looks("01-signal")
    sokha.follow("It becomes a case")
    assert sokha.page.input_value("main [name=name]") == "Bouavan"
    assert sokha.page.input_value("main [name=ages_least]") == "16"
    sokha.choose("kinds", "forced_prostitution").looks("02-becomes-a-case").press()
    case = Case.objects.get()
    sokha.reads(case.code_name, IN_DANGER, SAID_BY_HER_MOTHER).looks("03-case")
    return case


def saves_an_unrelated_answer(sokha):
    """S1: what was not asked ends no danger."""
    sokha.section("safety").write("safety").looks("04-safety")
    sokha.choose("danger_now_why", "not_asked").fill(safe_people="Sa tante, à Vientiane").press()
    sokha.reads("Sa tante", IN_DANGER, SAID_BY_HER_MOTHER).looks("05-still-in-danger")


def stands_first_tonight(reader, person, *more):
    reader.reads(french("She is in danger."), french("Nobody of ours holds her."), *more)
    first = reader.page.locator("main tbody tr").first
    assert person.code_name in first.inner_text()
    assert first.locator(".tag--red").count() == 1
    return reader


def takes_a_second_call(sokha, case, person):
    """S15: the case that is open is offered before one more."""
    sokha.open("/intake/new/").choose("danger_now", "yes")
    sokha.fill(who_calls="friend", about_whom="Bouavan, 16").press()
    sokha.follow("It becomes a case").press()
    sokha.reads(french("Her open case"), case.code_name, person.code_name, "Sokha Chea")
    sokha.reads("En danger").does_not_read(french("marks left out on one side"))
    first, *_others = sokha.looks("07-match").page.locator("main article button").all()
    assert first.inner_text().startswith(french("Add this call to her case"))
    sokha.press(first).reads(case.code_name, IN_DANGER)
    assert Case.objects.count() == 1
    assert sorted(Signal.objects.values_list("state", flat=True)) == ["addition", "case"]


def asks_a_partner(sokha, case, here):
    """S16 and S18: nothing is asked twice, and a refusal leads to what is missing."""
    sokha.follow("Who can help?").choose("purposes", "hold_the_person").fill(languages="Lao")
    sokha.fill(area=str(here.thailand.id), urgency="now")
    sokha.press().looks("08-options").follow("Refer to a partner")
    assert sokha.page.input_value("main [name=purpose]") == "hold_the_person"
    assert sokha.page.input_value("main [name=area]") == str(here.thailand.id)
    sokha.fill(partner=str(here.lotus.id), needed=NEEDS).choose("classes", "existence")
    sokha.is_refused().looks("09-no-consent").follow("Ask her: record consent now")
    assert sokha.page.input_value("main [name=partner]") == str(here.lotus.id)
    sokha.fill(purpose="referral", data_class="every").choose("answer", "given")
    sokha.looks("10-consent").press().looks("11-back")
    assert sokha.page.input_value("main [name=needed]") == NEEDS
    assert sokha.page.input_value("main [name=partner]") == str(here.lotus.id)
    sokha.press().reads("Noi Saetang", "Lotus Transit Centre").looks("12-prepared")
    assert Referral.objects.get().case == case


def is_refused_to_close(sokha, case):
    """S3: not offered, and refused to whoever asks all the same."""
    sokha.open(f"/cases/{case.id}/").section("closure")
    open_ends = (french("she is in danger").capitalize(), "Lotus Transit Centre")
    sokha.reads(french("Still open"), *open_ends).looks("13-closure")
    assert sokha.page.locator("main a[href$='/closure/']").count() == 0
    sokha.open(f"/cases/{case.id}/closure/").choose("reason", "safe_and_independent")
    sokha.fill(words="Elle coud.").is_refused()
    sokha.reads(french("Still open"), *open_ends, "Elle est en danger").looks("14-refused")
    assert sokha.page.input_value("main [name=words]") == "Elle coud."
    assert not Closure.objects.exists()


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
    assert row.locator("td .tag--red").all_inner_texts() == ["1", "1"]  # in danger, held by nobody
