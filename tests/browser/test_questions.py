"""One question at a time on a telephone, the typed names, and the pictures."""

import os
from datetime import date

import pytest
from django.urls import reverse

from fanal.cases.actions.entries import add_entry
from fanal.core.law.interview import RULES
from fanal.identification.access import concern_for
from fanal.identification.actions.recording import save_circumstances
from fanal.identification.actions.sittings import begin_interview, begin_sitting
from tests import files
from tests.browser.chromium import LAPTOP, PHONE, accessibility_faults, sideways
from tests.journeys.scene import hand_over, scene
from tests.shares import tried, turn

FIRST_SCREEN = 683  # above the thumb bar of a telephone of 740
BOTTOM = "e => e.getBoundingClientRect().bottom"


def look(page, name):
    """Keeps a picture where somebody wants to look (`LOOK=folder`)."""
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.fixture
def asked(cast):
    """The case and the addresses of the first question to herself and to her mother."""
    girl = files.person(cast, births=[("herself", 2010, 6)])
    case = files.case(cast, people=[girl])
    concern = concern_for(cast.sokha, case.id, girl.id, cast.ring(cast.sokha))
    who = {"concern": concern, **cast.acting(cast.sokha)}
    places = {"recruited": ["LA"], "moved_through": [], "exploited": ["TH", "VN"]}
    days = (date(2026, 1, 1), date(2026, 2, 1))
    save_circumstances(sex="female", age=(15, 15), when=days, places=places, version=0, **who)
    files.agrees_to_interview(cast, case, girl)
    hers = begin_interview(rules=list(RULES), language="vi", unread=True, **who)
    mothers = begin_sitting(source="relative", said_by="mother", **who)

    def address(interview, name="question", **more):
        ids = {"case_id": case.id, "person_id": girl.id, "interview_id": interview.id}
        return reverse(f"identification:{name}", kwargs=ids | {"number": 1} | more)

    return case, girl, address, hers, mothers


@pytest.mark.parametrize(
    "language", ["fr", *(pytest.param(one, marks=pytest.mark.long) for one in ("en", "vi"))]
)
def test_question_answers_and_no_answer_stand_on_the_first_screen(visit, cast, asked, language):
    _case, _girl, address, hers, mothers = asked
    client = files.browser(cast, cast.sokha)
    client.cookies["django_language"] = language
    for number, interview in enumerate((hers, mothers)):
        page = visit(address(interview), client=client, width=PHONE)
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.locator(".big--quiet").evaluate(BOTTOM) <= FIRST_SCREEN
        assert accessibility_faults(page) == []
        assert sideways(page) <= 0
        look(page, f"question-{number}-{language}")


@pytest.mark.long  # test_every_page.py opens one page in eight, security/test_matrix.py draws all
@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_every_page_of_a_sitting_can_be_read_and_reached(visit, cast, asked, width):
    case, girl, address, hers, mothers = asked
    ids = {"case_id": case.id, "person_id": girl.id}
    pages = {
        "start": reverse("identification:start", kwargs=ids),
        "statement": reverse("identification:statement", kwargs=ids),
        "circumstances": reverse("identification:circumstances", kwargs=ids),
        "indicators": reverse("identification:indicators", kwargs=ids),
        "matrix": reverse("identification:matrix", kwargs=ids),
        "question": address(hers),
        "left": address(hers, "no_answer"),
        "list": address(mothers, "page"),
    }
    client = files.browser(cast, cast.sokha)
    for name, to in pages.items():
        page = visit(to, client=client, width=width)
        assert not tried(turn(name) % 2 == 0) or accessibility_faults(page) == [], name
        assert sideways(page) <= 0, name
        look(page, f"{name}-{width}")


def test_an_answer_is_one_tap_and_the_next_question_stands_there(visit, cast, asked):
    _case, _girl, address, _hers, mothers = asked
    page = visit(address(mothers), client=files.browser(cast, cast.sokha), width=PHONE)
    first = page.locator("h1").inner_text()
    page.locator("button.big").nth(1).click()
    page.wait_for_url("**/2/")
    assert page.locator("h1").inner_text() != first
    page.get_by_role("link", name="Back to the question before").click()
    page.wait_for_url("**/1/")
    assert page.locator("h1").inner_text() == first


@pytest.mark.parametrize("width", [PHONE, pytest.param(LAPTOP, marks=pytest.mark.long)])
@pytest.mark.parametrize("dark", [True, pytest.param(False, marks=pytest.mark.long)])
def test_pictures_are_read_in_light_and_dark_and_do_not_push_the_page(visit, cast, width, dark):
    here = scene(cast)
    hand_over(here, here.shelter, here.escort, here.people, here.people[:5])
    told = [
        ("Mother", "mother", "safe"),
        ("Uncle Lo", "relative", "danger"),
        ("ນາງ ສົມພອນ " * 9, "friend", "careful"),
        ("Bar owner", "employer", "danger"),
    ]
    for name, relation, safe in told:
        answers = {"name": name, "relation": relation, "safe": safe}
        add_entry(case=here.case, kind="around", answers=answers, **cast.acting(cast.sokha))
    girl = files.person(cast, names=["Kham"], births=[("passport", 2005, 3), ("family", 2010)])
    pages = {
        "people": reverse("cases:section", args=[here.case.id, "people"]),
        "ages": reverse("people:identity", args=[girl.id]),
        "journey": reverse("journeys:journey", args=[here.journey.id]),
    }
    client = files.browser(cast, cast.sokha)
    for name, to in pages.items():
        page = visit(to, client=client, width=width)
        page.emulate_media(color_scheme="dark" if dark else "light")
        assert page.locator("svg.pic:visible").count() == 1
        assert accessibility_faults(page) == [], name
        assert sideways(page) <= 0, name
        look(page, f"{name}-{width}-{'dark' if dark else 'light'}")
