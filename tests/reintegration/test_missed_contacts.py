"""Two agreed contacts were missed: nothing says any more that she is safe, as it was said before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign, say_in_danger, say_no_longer
from fanal.core.journeys.board import Colour
from fanal.journeys.queries.tonight import board
from fanal.reintegration.models import Plan
from tests import files
from tests.reintegration.scene import DAY, begins, today, tried
from tests.security.planting import row_of, update

SINCE = "Since then: two agreed contacts were missed"


@pytest.fixture
def home(cast):
    """She said more than a year ago that she is in danger no longer, and her plan began then."""
    person = files.person(cast)
    case = files.case(cast, people=[person])
    said = {"case": case, "person": person, **cast.acting(cast.sokha)}
    then = timezone.now() - timedelta(days=430)
    say_in_danger(said_by="mother", said_at=then - DAY, **said)
    say_no_longer(said_by="herself", said_at=then, what_changed="He left.", free=True, **said)
    begun = today() - 430 * DAY
    return case, person, begins(cast, person, begun, on=begun)


def pages(cast, case, person):
    browser = files.browser(cast, cast.sokha)
    of_her = reverse("cases:state", args=[case.pk, person.pk])
    return [
        " ".join(browser.get(address).text.split())
        for address in (reverse("cases:case", args=[case.pk]), of_her)
    ]


def test_whoever_missed_two_contacts_is_asked_anew(cast, home):
    case, person, _plan = home
    for page in pages(cast, case, person):
        assert SINCE in page
        assert "Ask her anew." in page
        assert "state--ok" not in page


def test_whoever_was_reached_since_stays_as_she_said(cast, home):
    case, person, plan = home
    tried(cast, plan, "reached", on=today() - 20 * DAY, safe=True)
    assert all(SINCE not in page for page in pages(cast, case, person))


def test_whoever_was_seen_since_by_her_case_missed_nothing(cast, home):
    case, person, _plan = home
    at = timezone.now() - timedelta(days=20)
    record_sign(case=case, person=person, sign="seen", said_at=at, **cast.acting(cast.sokha))
    assert all(SINCE not in page for page in pages(cast, case, person))


def test_whoever_wants_no_more_contact_missed_nothing(cast, home):
    case, person, plan = home
    tried(cast, plan, "refused", on=today() - 420 * DAY)
    assert all(SINCE not in page for page in pages(cast, case, person))


BOARD = "Said to be safe before. Since then: two agreed contacts were missed"


def board_of(cast, who):
    return " ".join(files.browser(cast, who).get(reverse("journeys:board")).text.split())


def colour_on_board(cast, person, who):
    (one,) = [one for one in board(who, timezone.localtime()).people if one.person == person.id]
    return one.row.colour


@pytest.mark.parametrize("who", ["sokha", "noi", "claire"])
def test_nobody_is_as_planned_on_the_board_who_missed_two_contacts(cast, home, who):
    _case, person, _plan = home
    reader = getattr(cast, who)
    at_home_with_her_mother(cast, home)
    assert BOARD in board_of(cast, reader)
    assert colour_on_board(cast, person, reader) is Colour.AMBER


def test_whoever_was_reached_since_is_as_planned_on_the_board(cast, home):
    _case, person, plan = home
    at_home_with_her_mother(cast, home)
    tried(cast, plan, "reached", on=today() - 20 * DAY, safe=True)
    assert BOARD not in board_of(cast, cast.sokha)
    assert colour_on_board(cast, person, cast.sokha) is Colour.GREEN


def test_a_plan_that_was_broken_by_hand_keeps_no_other_from_being_said(cast, home):
    _case, person, plan = home
    at_home_with_her_mother(cast, home)
    other = files.person(cast)
    files.case(cast, people=[other])
    broken = begins(cast, other, today() - 430 * DAY, on=today() - 430 * DAY)
    update(Plan, {"coded": row_of(Plan, id=plan.pk)["coded"]}, id=broken.pk)
    assert colour_on_board(cast, person, cast.sokha) is Colour.AMBER


def at_home_with_her_mother(cast, home):
    case, person, _plan = home
    then = timezone.now() - timedelta(days=429)
    said = {"case": case, "person": person, "said_at": then, **cast.acting(cast.sokha)}
    record_sign(sign="seen", with_whom="family", **said)
