"""Whoever has no key reads on the pages of a shelter that words are closed to her, and no empty ones."""

from django.urls import reverse

from fanal.core.shelters.kinds import IncidentKind, RestrictionKind
from fanal.keys.models import Grant, TeamKeyHolder
from fanal.shelters.actions import book
from tests import files
from tests.shelters.scene import sleeps

KIND, WHAT = next(iter(RestrictionKind)).value, next(iter(IncidentKind)).value
CLOSED = "what is written here is not part of your access"


def pages(here, stay):
    return [
        reverse("shelters:stay", args=[stay.id]),
        reverse("shelters:shelter", args=[here.shelter.id]),
        reverse("shelters:incidents", args=[here.shelter.id]),
    ]


def test_the_stay_the_night_and_the_incidents_say_that_words_are_closed(cast, here):
    stay = sleeps(cast, here, tonight="A lamp.")
    write = cast.acting(cast.noi)
    book.restrict(stay=stay, kind=KIND, why="A call.", hers="I agree.", **write)
    book.keep(stay=stay, what="A ring.", **write)
    book.add_incident(shelter=here.shelter, kind=WHAT, what="A noise.", done="", **write)
    browser = files.browser(cast, cast.noi)
    for page in pages(here, stay):
        assert CLOSED not in browser.get(page).text
    TeamKeyHolder.objects.filter(to_keys__user=cast.noi).delete()
    Grant.objects.filter(to_keys__user=cast.noi).delete()
    browser = files.browser(cast, cast.noi)
    for page, times in zip(pages(here, stay), (3, 1, 1), strict=True):
        text = browser.get(page).text
        assert text.count(CLOSED) == times, page
        assert "she says: </" not in text
