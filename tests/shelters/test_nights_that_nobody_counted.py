"""Nights in which nobody counted: "accounted for" is then what the book says, and nobody looked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.shelters.nights import uncounted_since
from fanal.shelters.actions import places
from tests import files
from tests.shelters.scene import scene, sleeps

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SAID = "Nobody has counted since the evening of"
ROW = "Nobody has counted there for several nights"


@pytest.fixture
def here(cast):
    found = scene(cast)
    sleeps(cast, found, on=timezone.localdate() - 8 * DAY)
    return found


def page(cast, here):
    address = reverse("shelters:shelter", args=[here.shelter.id])
    return files.browser(cast, cast.rith).get(address).text


def rows(cast):
    start = files.browser(cast, cast.noi).get(reverse("cases:today"))
    return [row.title for row in start.context["asked"].rows]


def test_the_page_of_the_house_and_its_lead_say_since_when(cast, here):
    assert SAID in page(cast, here)
    assert ROW in rows(cast)


def test_of_a_foster_family_in_which_nobody_counts_nothing_is_said(cast):
    here = scene(cast)
    since = timezone.localdate() - 8 * DAY
    write = {"by": cast.noi, "on": since}
    told = {"name": "Family Orchid", "kind": "foster"}
    here.shelter = places.open_shelter(
        team=cast.bangkok, area=None, answers=told, ring=cast.ring(cast.noi), **write
    )
    (bed,) = places.add_beds(shelter=here.shelter, kind="bed", room="1", how_many=1, **write)
    sleeps(cast, here, bed, on=since)
    places.let_in(shelter=here.shelter, staff=[cast.rith], **cast.acting(cast.noi))
    assert SAID not in page(cast, here)
    assert ROW not in rows(cast)


def test_the_first_evening_is_the_one_after_the_last_count():
    tonight = timezone.localdate()
    lived = [tonight - 8 * DAY]
    assert uncounted_since(None, lived, tonight) == tonight - 8 * DAY
    assert uncounted_since(tonight - 3 * DAY, lived, tonight) == tonight - 2 * DAY
    assert uncounted_since(tonight - DAY, lived, tonight) is None
    assert uncounted_since(tonight - 30 * DAY, lived, tonight) == tonight - 8 * DAY
    assert uncounted_since(None, [tonight], tonight) is None
    assert uncounted_since(tonight - 30 * DAY, [], tonight) is None
