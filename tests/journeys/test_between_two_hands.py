"""Handed over and not yet arrived: no page shows her as safe, whatever was said of her before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import say_no_longer
from fanal.core.casework.present import DangerState
from fanal.journeys.actions import events
from fanal.people.related_cases import codes_of_people
from tests.journeys.scene import hand_over, scene
from tests.kept import kept

WORDS = "arrival not confirmed"


@pytest.fixture
@kept
def here(cast):
    """She said herself that she is safe, a day before she was handed to the escort."""
    here = scene(cast, n=1)
    say_no_longer(
        case=here.case,
        person=here.people[0],
        said_by="herself",
        free=True,
        said_at=timezone.now() - timedelta(days=1),
        what_changed="She left the bar.",
        **cast.acting(cast.sokha),
    )
    events.sign_of_life(
        journey=here.journey,
        persons=here.people,
        sign="seen",
        by=here.by,
        at=timezone.now() - timedelta(hours=1),
    )
    return here


@pytest.fixture
def shown(cast, here):
    client = cast.client(cast.sokha)
    case, her = here.case.id, here.people[0].id
    pages = {
        "the list": reverse("cases:list"),
        "the case": reverse("cases:case", args=[case]),
        "its timeline": reverse("cases:timeline", args=[case]),
        "its safety": reverse("cases:section", args=[case, "safety"]),
        "her safety": reverse("cases:state", args=[case, her]),
        "her file": reverse("people:person", args=[her]),
    }
    return lambda name: client.get(pages[name], headers={"accept-language": "en"}).text


PAGES = ["the list", "the case", "its timeline", "its safety", "her safety", "her file"]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_calls_her_safe_while_her_arrival_is_not_confirmed(here, shown, page):
    assert WORDS not in shown(page)
    hand_over(here, here.shelter, here.escort, here.people, [])
    assert WORDS in shown(page)
    assert "Safe since" not in shown(page)


def test_who_is_not_heard_from_either_reads_both(cast):
    here = scene(cast, n=1)
    hand_over(here, here.shelter, here.escort, here.people, [])
    page = cast.client(cast.sokha).get(
        reverse("cases:state", args=[here.case.id, here.people[0].id])
    )
    assert "Not heard from" in page.text
    assert WORDS in page.text


def test_she_is_safe_again_once_the_other_side_has_said_that_she_arrived(here, shown):
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    assert codes_of_people([here.people[0].id]) == {here.people[0].id: DangerState.SAFE}
    assert WORDS not in shown("the case")


def test_the_list_has_her_before_those_who_are_safe(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, [])
    answer = cast.client(cast.sokha).get(reverse("cases:list"))
    assert 'class="is-danger"' in answer.text
    assert "Safe" not in answer.text.partition("<tbody")[2].partition("</tbody>")[0]
