"""Pages under the conditions people read them in: languages, 200 %, colours of their own, paper.

Each condition is tried on one page here, in the long form on several; on every page of the demonstration in the long form
(test_every_page.py).
"""

import pytest
from django.urls import reverse

from tests.browser.chromium import accessibility_faults, sideways
from tests.browser.conditions import CONDITIONS, TELEPHONE, make_longer, too_small, under
from tests.case_with_a_story import told

SMALL = 360


def addresses(here):
    case = [here.case.id]
    return {
        "today": reverse("cases:today"),
        "call": reverse("intake:new"),
        "tonight": reverse("journeys:board"),
        "case": reverse("cases:case", args=case),
        "timeline": reverse("cases:timeline", args=case),
        "people": reverse("cases:section", args=[*case, "people"]),
        "documents": reverse("cases:section", args=[*case, "documents"]),
        "law": reverse("identification:matrix", args=[*case, here.case.people.first().id]),
    }


@pytest.mark.parametrize(
    ("place", "language", "condition"),
    [
        ("today", "fr", "own colours"),
        ("case", "vi", "200 %"),
        ("people", "fr", "large letters"),
        ("timeline", "vi", "paper"),
        *(
            pytest.param(*one, marks=pytest.mark.long)
            for one in (
                ("call", "vi", "own colours"),
                ("tonight", "fr", "200 %"),
                ("tonight", "vi", "paper"),
            )
        ),
    ],
)
def test_a_page_is_usable_as_people_read_it(visit, cast, place, language, condition):
    page = visit(addresses(told(cast))[place], client=cast.client(cast.sokha), language=language)
    under(page, CONDITIONS[condition])
    assert sideways(page) <= 0
    assert accessibility_faults(page, CONDITIONS[condition].but) == []


@pytest.mark.parametrize(
    ("place", "language"),
    [
        ("case", "vi"),
        ("law", "fr"),
        pytest.param("today", "fr", marks=pytest.mark.long),
        pytest.param("people", "vi", marks=pytest.mark.long),
    ],
)
def test_texts_that_are_forty_per_cent_longer_run_out_of_no_screen(visit, cast, place, language):
    """Other languages need more room than those we looked at."""
    page = visit(addresses(told(cast))[place], client=cast.client(cast.sokha), language=language)
    under(page, CONDITIONS[TELEPHONE])
    make_longer(page)
    assert sideways(page) <= 0


@pytest.mark.parametrize(
    "place", ["case", *(pytest.param(one, marks=pytest.mark.long) for one in ("today", "tonight"))]
)
def test_what_one_presses_is_large_enough_for_a_thumb(visit, cast, place):
    page = visit(addresses(told(cast))[place], client=cast.client(cast.sokha), language="fr")
    under(page, CONDITIONS[TELEPHONE])
    assert too_small(page) == []


@pytest.mark.parametrize(
    "language", ["vi", *(pytest.param(one, marks=pytest.mark.long) for one in ("en", "fr"))]
)
def test_the_tab_one_is_at_is_in_view_without_a_script(visit, cast, language):
    page = visit(
        addresses(told(cast))["documents"],
        client=cast.client(cast.sokha),
        width=SMALL,
        language=language,
        java_script_enabled=False,
    )
    tab = page.locator(".tabs [aria-current]").bounding_box()
    assert tab["x"] >= 0
    assert tab["x"] + tab["width"] <= SMALL


def test_in_colours_of_one_s_own_one_sees_at_which_tab_one_is(visit, cast):
    page = visit(addresses(told(cast))["documents"], client=cast.client(cast.sokha))
    under(page, CONDITIONS["own colours"])
    lines = page.eval_on_selector_all(
        ".tabs a", "all => all.map(one => getComputedStyle(one).borderBlockEndColor)"
    )
    at = page.locator(".tabs [aria-current]").evaluate(
        "one => getComputedStyle(one).borderBlockEndColor"
    )
    assert lines.count(at) == 1
