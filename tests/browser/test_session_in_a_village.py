"""A session in a village, written up on a small telephone, in French; and the pages around it."""

import pytest
from django.urls import reverse

from fanal.intake.models import Signal
from fanal.partners.actions.areas import add_area
from fanal.prevention import demo
from fanal.prevention.models import PreventionParticipant, PreventionSession, Scholarship, Volunteer
from tests.browser.walks import Visitor, french, visitors
from tests.prevention.scene import planned, today, village

PLACE = "prevention"


@pytest.fixture
def place(cast):
    return village(cast)


def test_a_session_is_written_up_with_few_taps(visit, cast, place):
    row = planned(cast, place, expected=40)
    bounmy = visitors(visit, cast, PLACE)("bounmy", "/")
    bounmy.reads(place.name, french("To write up")).looks("1-today")
    bounmy.press(bounmy.page.locator(f"a[href$='{row.id}/write-up/']"))
    bounmy.looks("2-heads")
    for name, number in (("women", "20"), ("men", "11"), ("girls", "10")):
        bounmy.page.fill(f"[name={name}]", number)
    bounmy.press()
    bounmy.reads("41", french("Unique people: not knowable. Nobody was asked for a name."))
    bounmy.looks("3-written-up")
    row.refresh_from_db()
    assert row.heads.attendance == 41


@pytest.mark.long  # prevention/test_pages.py holds it
def test_a_session_that_officials_stopped_and_a_question_at_the_side(visit, cast, place):
    row = planned(cast, place)
    address = reverse("prevention:write_up", args=[row.id])
    bounmy = visitors(visit, cast, PLACE)("bounmy", address, allowed=(422,))
    bounmy.page.fill("[name=women]", "4")
    bounmy.page.check("[name=state][value=stopped]")
    bounmy.is_refused().looks("4-stopped-refused")
    assert bounmy.page.input_value("[name=women]") == "4"
    bounmy.page.fill("[name=why]", "Deux agents du district")
    bounmy.press().reads(french("stopped by officials"), "Deux agents du district")
    bounmy.press(bounmy.page.locator("form[action$='/side-question/'] button"))
    bounmy.reads(french("Somebody here needs help")).looks("5-side-question")
    assert bounmy.page.locator("[name=where]").input_value() == "Vientiane"
    bounmy.page.locator("label:has([name=danger_now][value=no])").click()
    bounmy.press(bounmy.page.locator(".savebar button"))
    bounmy.reads(french("Saved. The team reads it; you do not open it again."))
    assert Signal.objects.get().team == cast.vientiane
    row.refresh_from_db()
    assert row.side == 1


@pytest.mark.long  # test_every_page.py opens one page in eight, security/test_matrix.py draws all
@pytest.mark.parametrize(("width", "language"), [(360, "fr"), (1280, "en")])
def test_the_pages_of_a_year_are_usable_by_everybody(visit, cast, width, language):
    add_area(code="LA-VT", name="Vientiane", kind="province", by=cast.noi)
    demo.play(cast, today())
    held = PreventionSession.objects.filter(state="held").first()
    paused = Volunteer.objects.get(state="paused")
    ended = Scholarship.objects.get(state="ended")
    pages = {
        "today": [],
        "sessions": [],
        "communities": [],
        "observations": [],
        "participants": [],
        "scholarships": [],
        "volunteers": [],
        "report": [],
        "held": [],
        "new_participant": [],
        "new_observation": [],
        "advice": [],
        "courses": [],
        "community": [held.community_id],
        "session": [held.id],
        "tests": [held.id],
        "volunteer": [paused.id],
        "scholarship": [ended.id],
        "participant": [PreventionParticipant.objects.first().id],
        "new_scholarship": [PreventionParticipant.objects.last().id],
    }
    page = visit("/", client=cast.client(cast.bounmy), language=language, width=width)
    bounmy = Visitor(page, f"{PLACE}-{width}")
    for name, ids in pages.items():
        bounmy.open(reverse(f"prevention:{name}", args=ids)).looks(name)
