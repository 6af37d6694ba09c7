"""She is in danger again while her plan runs and her case is closed: whoever worked on it, its lead
and the direction learn of it, and are led to opening it again."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.present import to_tell
from fanal.cases.actions.stages import reopen
from fanal.cases.actions.states import say_in_danger
from fanal.cases.queries.codes import codes_in
from fanal.cases.queries.today.overview import overview_for
from tests import files
from tests.reintegration.scene import DAY, begins, page_of, today
from tests.reintegration.scene import scene as with_plan
from tests.retention.scene import close, settled

AGAIN = "Her case is closed: open it again."
TODAY = reverse("cases:today")


@pytest.fixture
def here(cast):
    here = with_plan(cast)
    settled(cast, here.case)
    close(cast, here.case)
    here.case.refresh_from_db()
    return here


def asked(cast, here, safe, by=None):
    told = {"way": "call", "result": "reached", "safe": safe, "freely": "yes"}
    told |= {"at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"), "words": "He found her."}
    browser = files.browser(cast, by or cast.sokha)
    return browser.get(browser.post(page_of(here, "contact"), told)["Location"]).text


def first(cast, who):
    return files.browser(cast, who).get(TODAY).text


def test_it_stands_first_on_the_day_of_her_worker_and_of_the_lead(cast, here):
    for who in (cast.sokha, cast.noi):
        assert AGAIN not in first(cast, who)
    asked(cast, here, "no")
    assert codes_in([here.case.id])[here.case.id].counts_as_danger
    for who in (cast.sokha, cast.noi):
        shown = first(cast, who)
        assert AGAIN in shown
        assert here.case.code_name in shown
        assert reverse("cases:case", args=[here.case.id]) in shown
    assert AGAIN not in first(cast, cast.kham)


def test_who_says_that_she_is_safe_calls_nobody(cast, here):
    asked(cast, here, "yes")
    assert AGAIN not in first(cast, cast.sokha)


def test_the_direction_reads_a_number_and_whom_to_call(cast, here):
    assert "whose case is closed" not in first(cast, cast.claire)
    asked(cast, here, "no")
    page = files.browser(cast, cast.claire).get(TODAY)
    assert "Bangkok: 1 person in danger whose case is closed" in page.text
    in_danger = overview_for(cast.claire, [], timezone.now()).figures[0]
    assert (in_danger.number, in_danger.change) == ("1", "1 since yesterday")
    assert here.person.code_name not in page.text


def test_the_lead_is_told_at_once(cast, here):
    assert cast.noi in to_tell([here.person.id])
    assert cast.sokha in to_tell([here.person.id])


def test_once_it_is_open_again_the_board_has_her(cast, here):
    asked(cast, here, "no")
    reopen(
        case=here.case, why="He found her.", version=here.case.version, **cast.acting(cast.sokha)
    )
    shown = first(cast, cast.sokha)
    assert AGAIN not in shown
    assert here.person.code_name in shown


def test_her_plan_says_what_to_do(cast, here):
    shown = asked(cast, here, "no")
    assert "She is in danger" in shown
    assert reverse("cases:reopen", args=[here.case.id]) in shown


def test_a_danger_that_is_said_in_a_closed_case_stands_there_too(cast, here):
    say_in_danger(
        case=here.case,
        person=here.person,
        said_by="",
        said_at=None,
        words="",
        **cast.acting(cast.noi),
    )
    assert AGAIN in first(cast, cast.sokha)


def test_where_she_has_no_case_who_writes_it_is_told_that_nobody_else_learns_of_it(cast):
    alone = SimpleNamespace(person=files.person(cast))
    begins(cast, alone.person, today() - 10 * DAY)
    assert "nobody learns of the danger" not in asked(cast, alone, "yes")
    assert "take a call now, or nobody learns of the danger" in asked(cast, alone, "no")
