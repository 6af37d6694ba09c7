"""Once one of us has brought her away: where she was is not where she is, and she was heard from."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.states import say_in_danger, say_no_longer
from fanal.cases.queries.present import states_of
from fanal.core.journeys.events import Sign
from tests import files

BAR, OFFICE = "karaoke bar near the port", "our office in Bangkok"
BEFORE = f"Before the danger ended: {BAR}"


@pytest.fixture
def here(cast):
    case = files.case(cast)
    write = {"case": case, **cast.acting(cast.sokha)}
    add_entry(kind="whereabouts", answers={"place": BAR}, **write)
    say_in_danger(person=case.people.get(), said_by="friend", said_at=None, **write)
    return case, case.people.get(), write


def is_no_longer(here, by="colleague", **told):
    _case, woman, write = here
    told = {"free": True, "what_changed": "she came out with us"} | told
    say_no_longer(person=woman, said_by=by, said_at=timezone.localtime(), **told, **write)


def pages(cast, here):
    case, woman, _write = here
    noi = files.browser(cast, cast.noi)
    addresses = (
        reverse("cases:case", args=[case.id]),
        reverse("cases:state", args=[case.id, woman.id]),
        reverse("journeys:board"),
    )
    return [noi.get(address).text for address in addresses]


def state(here):
    _case, woman, write = here
    return states_of([woman.id], write["by"], write["ring"])[woman.id].state


def test_while_she_is_in_danger_the_place_is_where_she_is(cast, here):
    assert all(BAR in page and BEFORE not in page for page in pages(cast, here))


def test_afterwards_each_page_says_that_the_place_is_from_before(cast, here):
    is_no_longer(here, with_whom="ours", with_name="Sokha")
    assert all(BEFORE in page for page in pages(cast, here))


def test_a_place_that_was_said_since_is_where_she_is(cast, here):
    is_no_longer(here)
    _case, _woman, write = here
    add_entry(kind="whereabouts", answers={"place": OFFICE}, **write)
    assert not [page for page in pages(cast, here) if BEFORE in page or OFFICE not in page]
    is_no_longer(here, by="herself")  # said again a moment later: it ends nothing more
    assert not state(here).left


@pytest.mark.parametrize(
    ("by", "sign"),
    [("colleague", Sign.SEEN), ("herself", Sign.SPOKEN_TO), ("friend", None)],
)
def test_whoever_saw_her_or_spoke_to_her_need_not_write_a_sign_of_life_beside_it(here, by, sign):
    is_no_longer(here, by=by)
    heard = state(here).last_sign
    assert (heard.sign if heard else None) is sign


def test_in_danger_her_next_sign_is_due_after_she_was_seen(here):
    _case, woman, write = here
    before = state(here).next_due
    say_in_danger(person=woman, said_by="colleague", said_at=None, **write)
    assert timedelta(0) < state(here).next_due - before < timedelta(hours=1)
