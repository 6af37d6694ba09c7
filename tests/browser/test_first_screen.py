"""The first screen of a case in a browser: what stands above the thumb bar of a telephone, what
long names and many people do to it, and what a printer makes of it."""

import pytest
from django.urls import reverse

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.emergencies import break_glass
from fanal.cases.actions.entries import add_entry, add_note
from fanal.cases.actions.stages import agree_closure
from fanal.cases.models import Case
from fanal.core.casework.codes import EmergencyGround
from fanal.core.sealing.compartments import LEGAL
from fanal.intake.actions import make_case, take_signal
from fanal.keys.actions import grant
from tests import files
from tests.browser.chromium import LAPTOP, PHONE, accessibility_faults, sideways
from tests.browser.crawl import faults_on_the_way
from tests.case_with_a_story import NEVER, PLACE, closing_asked, told
from tests.shares import tried

TELEPHONE = {"width": 360, "height": 740}
ABOVE_THE_THUMB = 683
# 300 letters without a space, of six scripts.
LONG = ("Nguyễn" * 10 + "ບົວຄຳ" * 10 + "ธิดา" * 10 + "မြန်မာ" * 8 + "ខ្មែរ" * 8 + "玛丽亚" * 14)[:300]


def of_case(case):
    return reverse("cases:case", args=[case.id])


def end_of(place):
    box = place.bounding_box()
    return box["y"] + box["height"]


@pytest.mark.parametrize(
    "language", ["fr", *(pytest.param(one, marks=pytest.mark.long) for one in ("en", "vi"))]
)
def test_danger_place_sign_contact_and_next_date_stand_above_the_thumb(visit, cast, language):
    here = told(cast)
    client = cast.client(cast.sokha)
    page = visit(of_case(here.case), client=client, width=TELEPHONE["width"], language=language)
    page.set_viewport_size(TELEPHONE)
    lines = page.locator(".story__line")
    ends = [
        end_of(page.locator(".state--danger")),
        *(end_of(lines.nth(n)) for n in range(3)),
        end_of(lines.nth(3).locator("b").first),
    ]
    assert ends == sorted(ends)
    assert ends[-1] <= ABOVE_THE_THUMB
    assert lines.nth(3).locator("b").first.text_content()


def crowded(cast):
    """Twelve people with long names of their places, and texts that do not end."""
    here = told(cast)
    for number in range(11):
        add_person(case=here.case, person=files.person(cast, names=[f"{number}"]), by=cast.sokha)
    for _number in range(3):
        rule = dict.fromkeys(("never", "when", "may_answer", "code_word"), LONG[:200])
        add_entry(kind="contact", answers=rule, **here.write)
        add_entry(kind="goal", answers={"words": LONG}, **here.write)
        add_note(text=LONG, **here.write)
    return here


@pytest.mark.parametrize("width", [PHONE, pytest.param(LAPTOP, marks=pytest.mark.long)])
def test_long_texts_and_twelve_people_run_out_of_no_screen(visit, cast, width):
    here = crowded(cast)
    page = visit(of_case(here.case), client=cast.client(cast.sokha), width=width)
    assert sideways(page) <= 0
    assert accessibility_faults(page) == []
    assert len(page.content()) <= 60_000


PAGES = ["case", "state", "section:safety", "section:people", "section:plan", "section:consent",
         "section:contact", "section:closure", "sharing:case", "journeys:case"]  # fmt: skip


def address(here, name):
    if name == "state":
        return reverse("cases:state", args=[here.case.id, here.her.id])
    if ":" in name and not name.startswith("section"):
        return reverse(name, args=[here.case.id])
    kind, _colon, section = name.partition(":")
    return reverse(f"cases:{kind}", args=[here.case.id, *([section] if section else [])])


def widths():
    """That of a telephone; in the long form that of a laptop as well."""
    return [one for one in (PHONE, LAPTOP) if tried(one == PHONE)]


@pytest.mark.long  # test_every_page.py opens one page in eight, security/test_matrix.py draws all
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_the_case_has_its_tabs_and_no_fault(visit, cast, language):
    here = told(cast)
    page = visit(
        address(here, "case"), client=cast.client(cast.sokha), width=PHONE, language=language
    )
    site = page.url.removesuffix(of_case(here.case))
    for name in PAGES:
        for width in widths():
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{site}{address(here, name)}")
            assert page.locator(".tabs [aria-current]").count() == 1, name
            assert sideways(page) <= 0, name
            assert faults_on_the_way(page) == [], name


def new(cast):
    call = take_signal(team=cast.bangkok, answers={}, urgent=True, by=cast.sokha)
    make_case(signal=call, kinds=["at_risk"], **cast.acting(cast.sokha))
    return Case.objects.get(), cast.sokha


def for_a_lawyer(cast):
    here = told(cast)
    ring = cast.ring(cast.noi)
    grant(
        folder=here.case.id,
        compartments=[LEGAL],
        to=cast.mai,
        by=cast.noi,
        ring=ring,
        reason="her complaint",
    )
    add_entry(kind="legal", answers={"matter": "complaint prepared"}, **here.write)
    return here.case, cast.mai


def in_an_emergency(cast):
    here = told(cast)
    break_glass(case=here.case, ground=EmergencyGround.SHE_ASKS, reason=files.WHY, by=cast.linh)
    return here.case, cast.linh


def closed(cast):
    case, closure = closing_asked(cast)
    agree_closure(closure=closure, by=cast.noi, version=case.version, ring=cast.ring(cast.noi))
    return case, cast.sokha


@pytest.mark.parametrize(
    "made",
    [new, in_an_emergency]
    + [pytest.param(one, marks=pytest.mark.long) for one in (for_a_lawyer, closed)],
)
def test_each_kind_of_first_screen_can_be_used_by_everybody(visit, cast, made):
    case, reader = made(cast)
    page = visit(of_case(case), client=cast.client(reader), width=PHONE, language="fr")
    assert page.locator(".state").count() == 1
    for width in widths():
        page.set_viewport_size({"width": width, "height": 900})
        assert sideways(page) <= 0
        assert accessibility_faults(page) == []


# What `@page` leaves of A4: 297 less twice 18 millimetres, 210 less twice 16, in pixels of CSS.
PAPER = {"width": 673, "height": 986}


def test_on_paper_the_state_and_the_story_stand_on_the_first_page(visit, cast):
    here = told(cast)
    page = visit(of_case(here.case), client=cast.client(cast.sokha))
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    assert end_of(page.locator(".story__line").last) <= PAPER["height"]
    assert page.locator(".state__title").first.is_visible()
    assert page.locator(".quick").is_hidden()
    assert page.locator(".tabs").is_hidden()
    assert "Sokha Chea ·" in page.locator(".print-mark").inner_text()
    words = page.locator(".story").inner_text()
    assert all(one in words for one in (PLACE, NEVER, "Next dates", "Consent", "Her goals"))
