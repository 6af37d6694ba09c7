"""Two files of one person, each on a journey: found to be hers, each page opens and counts her once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.journeys.actions import events, plans, preparing
from fanal.people.actions.merges import decide
from tests import files
from tests.journeys.scene import scene, wants_to_go


@pytest.fixture
def here(cast):
    made = scene(cast, n=1)
    made.other = files.person(cast, names=["Bua"])
    made.its_case = files.case(cast, people=[made.other])
    made.way = files.journey(cast, on=files.TODAY)
    ours = plans.add_custodian(journey=made.way, team=cast.bangkok, by=cast.sokha)
    preparing.prepare(
        journey=made.way, person=made.other, case=made.its_case, custodian=ours, nationality="LA",
        at=timezone.now() - timedelta(days=2), by=cast.sokha,
    )  # fmt: skip
    wants_to_go(cast, made.its_case, made.other)
    return made


def leaves(cast, journey, person):
    events.record_event(
        journey=journey, kind="departed", persons=[person], at=timezone.now(), happened=True,
        by=cast.sokha,
    )  # fmt: skip


def pages(here):
    yield reverse("cases:today")
    yield reverse("journeys:board")
    yield reverse("journeys:list", args=["open"])
    yield reverse("cases:tasks")
    for case in (here.case, here.its_case):
        yield reverse("cases:case", args=[case.id])
        yield reverse("cases:timeline", args=[case.id])
    for journey in (here.journey, here.way):
        yield reverse("journeys:journey", args=[journey.id])
    for person in (here.people[0], here.other):
        yield reverse("people:person", args=[person.id])


@pytest.mark.parametrize("gone", [0, 1, 2])
@pytest.mark.parametrize("first_stands", [True, False])
def test_each_page_opens_and_the_board_has_her_once(cast, here, gone, first_stands):
    for journey, person in [(here.journey, here.people[0]), (here.way, here.other)][:gone]:
        leaves(cast, journey, person)
    keep, other = (here.people[0], here.other) if first_stands else (here.other, here.people[0])
    decide(keep=keep, other=other, same=True, reason="one scar", **cast.acting(cast.sokha))
    for reader in (cast.sokha, cast.noi):
        browser = files.browser(cast, reader)
        for address in pages(here):
            assert browser.get(address, follow=True).status_code == 200, address
        board = browser.get(reverse("journeys:board")).text
        assert "1 person: every open case, every journey" in board
        # By the name that stands since, with the way to both of her journeys.
        row = board[board.index('<ul class="board">') :]
        assert keep.code_name in row
        assert other.code_name not in row
        assert "also on another journey" in row
        for journey in (here.journey, here.way):
            assert f'href="{reverse("journeys:journey", args=[journey.id])}"' in row
