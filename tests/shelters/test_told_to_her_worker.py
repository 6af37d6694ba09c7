"""What happens to a resident in a shelter reaches whoever works with her: the book is the leads'."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.shelters.actions.book import add_incident, read_incident
from fanal.shelters.actions.visits import visit
from tests import files
from tests.shelters.scene import scene, sleeps

pytestmark = pytest.mark.django_db
HAPPENED = "something happened that cannot wait: call Noi"
CAME = "somebody came for her and was turned away"
CALM = "Nobody in your cases is known to be in danger"
WHAT = "A man asked for her by her name."


@pytest.fixture
def here(cast):
    return scene(cast)


def today(cast):
    return files.browser(cast, cast.sokha).get(reverse("cases:today")).text


def happens(cast, here, kind, stay, days=0):
    on = timezone.localdate() - timedelta(days=days)
    told = {"kind": kind, "what": WHAT, "done": "", "stay": stay, "on": on}
    return add_incident(shelter=here.shelter, **told, **cast.acting(cast.rith))


def test_a_trafficker_who_came_near_stands_first_without_what_was_written(cast, here):
    happens(cast, here, "trafficker", sleeps(cast, here))
    text = today(cast)
    assert text.index(HAPPENED) < text.index("To do")
    assert CALM not in text
    assert WHAT not in text


def test_it_stays_until_a_lead_has_read_it_and_over_a_weekend(cast, here):
    stay = sleeps(cast, here)
    old, new = (happens(cast, here, "trafficker", stay, days) for days in (9, 0))
    assert today(cast).count(HAPPENED) == 2
    for row in (old, new):
        read_incident(incident=row, by=cast.noi)
    assert today(cast).count(HAPPENED) == 1


def test_what_can_wait_or_is_about_nobody_is_not_told(cast, here):
    happens(cast, here, "theft", sleeps(cast, here))
    happens(cast, here, "fire", None)
    assert HAPPENED not in today(cast)


def test_who_was_turned_away_at_the_door_is_told_as_the_lead_is(cast, here):
    stay = sleeps(cast, here)
    visit(stay=stay, visitor=None, words="Her brother.", **cast.acting(cast.rith))
    text = today(cast)
    assert CAME in text
    assert CALM not in text
