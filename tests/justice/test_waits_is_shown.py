"""What waits in a proceeding stands on a start page after a while, and what stands there is listed on
the page to which it leads."""

import pytest
from django.urls import reverse

from tests import files
from tests.justice.scene import DAY, below, hearing, page_of, records, today
from tests.justice.scene import K as Kind

MONTH = 31 * DAY
INFORMATION = ({"topic": "release", "body": "Registry"}, "What she asked to be told", MONTH)
ACT = ({"act": "She crossed without a passport"}, "was not raised with the authority yet", 0 * DAY)
EVIDENCE = ({"what": "A diary", "keeper": "Office"}, "has to be checked again", 190 * DAY)
WAITING = {Kind.INFORMATION: INFORMATION, Kind.ACT: ACT, Kind.EVIDENCE: EVIDENCE}


def page(cast, who, name):
    return files.browser(cast, getattr(cast, who)).get(reverse(name)).text


@pytest.mark.parametrize("kind", WAITING)
def test_what_nobody_answered_stands_on_the_start_page_and_leads_to_where_it_is(cast, here, kind):
    answers, says, ago = WAITING[kind]
    row = records(cast, here.trial, kind, answers, on=today() - ago)
    for who in ("mai", "sokha"):
        text = page(cast, who, "cases:today")
        assert says in text
        assert page_of(here, "below", row.id) in text
    assert page_of(here, "below", row.id) in page(cast, "mai", "justice:day")


@pytest.mark.parametrize("kind", WAITING)
def test_several_lead_to_a_page_on_which_each_stands(cast, here, kind):
    answers, _says, ago = WAITING[kind]
    rows = [records(cast, one, kind, answers, on=today() - ago) for one in (here.trial, here.entry)]
    assert reverse("justice:day") in page(cast, "sokha", "cases:today")
    day = page(cast, "sokha", "justice:day")
    assert all(page_of(here, "below", row.id) in day for row in rows)


def test_so_do_protection_measures_without_a_last_day(cast, here):
    for proceeding in (here.trial, here.entry):
        records(cast, proceeding, Kind.MEASURE, {"measure": "screen"})
    assert "2 protection measures were asked for, without an answer" in page(
        cast, "mai", "cases:today"
    )
    day = page(cast, "mai", "justice:day")
    assert day.count("A screen in court") == 2


def test_what_was_asked_lately_or_asked_again_or_answered_waits_quietly(cast, here):
    asked = records(cast, here.trial, Kind.INFORMATION, {"topic": "trial"}, on=today() - MONTH)
    below(cast, asked, {"news": "no_answer"}, on=today() - DAY)
    records(cast, here.trial, Kind.INFORMATION, {"topic": "result"}, on=today() - DAY)
    act = records(cast, here.entry, Kind.ACT, {"act": "A false name"})
    below(cast, act, {"news": "raised"})
    records(cast, here.trial, Kind.EVIDENCE, {"what": "A diary", "keeper": "Office"})
    text = page(cast, "mai", "cases:today")
    for says in (INFORMATION[1], ACT[1], EVIDENCE[1]):
        assert says not in text


def test_a_hearing_that_is_over_asks_what_became_of_it_where_the_day_begins(cast, here):
    row = hearing(cast, here.trial, today() - 2 * DAY)
    for who in ("mai", "sokha"):
        assert page_of(here, "below", row.id) in page(cast, who, "cases:today"), who
