"""In a list whose rows are one large target, no link or button lies below another."""

import pytest
from django.urls import reverse

from fanal.journeys.actions import plans
from tests.browser.walks import SMALL
from tests.journeys.scene import scene

pytestmark = pytest.mark.django_db(transaction=True)
COVERED = """all => all.filter(one => {
  one.scrollIntoView({block: "center"});
  const place = one.getClientRects()[0];
  const there = document.elementFromPoint(
    place.left + place.width / 2, place.top + place.height / 2);
  return !one.contains(there);
}).map(one => one.innerText)"""


def test_whoever_takes_over_is_called_changed_and_removed_each_where_it_stands(visit, cast):
    """The telephone of a custodian opened another page, and "Remove" could not be tapped at all."""
    way = scene(cast, n=1)
    plans.add_custodian(journey=way.journey, label="Aunt", phone="+66 2 555 0100", by=cast.sokha)
    plans.add_custodian(journey=way.journey, label="Driver", by=cast.sokha)
    address = reverse("journeys:journey", args=[way.journey.id])
    page = visit(address, client=cast.client(cast.sokha), language="fr", width=SMALL)
    targets = "main .task-list :is(a, button)"
    assert page.locator("main .task-list button", has_text="Driver").count() == 1
    assert page.locator("main .task-list a[href^='tel:']").count() == 1
    assert page.eval_on_selector_all(targets, COVERED) == []
