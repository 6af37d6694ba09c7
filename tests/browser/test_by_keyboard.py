"""Without a mouse: a decision, and people who were handed over, each at 360 px, by Tab, Enter and Space alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fanal.journeys.actions import plans
from tests import files
from tests.decisions.scenes import closes, to_close
from tests.journeys.scene import hand_over, scene

MOST = 60  # presses of Tab to anything on a page
# What has the focus, or the row or label that it stands for, is marked, in sight, and under no bar.
SEEN = """one => {
    const row = one.closest(".row, .task-list__row, .chip, label") ?? one;
    const { left, right, top, bottom } = row.getBoundingClientRect();
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const marked = [one, row].some(it => getComputedStyle(it).outlineStyle !== "none");
    return marked && row.contains(over);
}"""


class Keys:
    """Somebody whose mouse is broken."""

    def __init__(self, page):
        self.page = page

    def to(self, wanted):
        """Go there by Tab."""
        for _press in range(MOST):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("one => one === document.activeElement"):
                assert wanted.evaluate(SEEN), wanted.evaluate("one => one.outerHTML")
                return self
        raise AssertionError(f"no Tab leads to {wanted}")

    def enter(self):
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self


@pytest.fixture
def by_keyboard(visit, cast):
    return lambda name, address: Keys(
        visit(address, client=cast.client(getattr(cast, name)), width=360)
    )


def test_a_decision_is_reached_read_and_made_by_keyboard(by_keyboard, cast):
    here = to_close(cast)
    closes(files.browser(cast, cast.sokha), here)
    noi = by_keyboard("noi", reverse("web:decisions"))
    main = noi.page.locator("main")
    noi.to(main.get_by_role("link").first).enter()
    noi.to(main.get_by_role("button", name="Agree").first).enter()
    here.case.refresh_from_db()
    assert here.case.closed


def test_who_receives_people_confirms_them_by_keyboard(by_keyboard, cast):
    here = scene(cast, n=2)
    house = plans.add_custodian(
        journey=here.journey,
        label="Our house",
        team=cast.vientiane,
        phone="+856 21 000 003",
        by=cast.sokha,
    )
    row = hand_over(here, here.shelter, house, here.people, ())
    arrived = reverse("journeys:arrived", args=[here.journey.id, row])
    kham = by_keyboard("kham", reverse("journeys:board"))
    main = kham.page.locator("main")
    kham.to(main.locator(f"a[href='{arrived}']").first).enter()
    kham.to(main.locator("input[name=count]")).page.keyboard.type("2")
    kham.to(main.locator("form .buttons button").first).enter()
    expect(main).to_contain_text("2 people are with your team, on their way")
