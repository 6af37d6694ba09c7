"""A report that a court asked for, and what an authority certified: kept under the key of the legal
part, asked about until they are there, and before what they say ends."""

import pytest
from django.urls import reverse

from fanal.cases.models import Task
from fanal.core.calendars import PartialDate
from fanal.papers.actions import ENDS_SOON, WAS_ASKED_FOR, add_paper, change_paper
from tests import files
from tests.justice.scene import DAY, K, below, hearing, page_of, records, today

SAYS = "not here yet: report that a court asked for"


def paper(cast, here, kind, by, state="to_make", until=None, due=None):
    told = {"case": here.case, "person": here.person, "kind": kind, "state": state, "due": due}
    ends = {"until": PartialDate(until.year, until.month, until.day)} if until else {}
    return add_paper(**told, answers=ends, **cast.acting(by))


def tasks(here, title):
    rows = Task.objects.filter(case=here.case, done_on=None)
    return [(task.assignee, task.due) for task in rows if task.title == str(title)]


def test_a_lawyer_writes_down_that_a_court_asked_for_a_report_and_her_worker_learns_of_it(
    cast, here
):
    hearing(cast, here.trial, today() + DAY, interpreter="Noy", escort="Dara")
    mai = files.browser(cast, cast.mai)
    page = mai.get(reverse("papers:new", args=[here.case.id]))
    assert "report that a court asked for" in page.text.casefold()
    paper(cast, here, "court_report", cast.mai, due=today() + DAY)
    assert tasks(here, WAS_ASKED_FOR) == [(cast.sokha, today())]
    for who in ("mai", "sokha"):
        text = files.browser(cast, getattr(cast, who)).get(reverse("cases:today")).text
        assert SAYS in text
    assert SAYS in mai.get(page_of(here, "proceeding", here.trial.id)).text.replace("Not", "not")


def test_a_report_that_was_sent_to_the_court_is_there(cast, here):
    hearing(cast, here.trial, today() + DAY)
    paper(cast, here, "court_report", cast.sokha, state="sent")
    paper(cast, here, "early_testimony", cast.mai, state="sent")
    text = files.browser(cast, cast.sokha).get(reverse("cases:today")).text
    assert "not here yet: request to hear her before the trial" in text
    assert "report that a court asked for" not in text


def test_whoever_works_on_the_case_is_not_told_of_what_she_wrote_herself(cast, here):
    paper(cast, here, "court_report", cast.sokha)
    paper(cast, here, "power_of_attorney", cast.mai)
    assert tasks(here, WAS_ASKED_FOR) == []


def test_a_report_to_a_court_prints_with_the_number_of_the_proceeding(cast, here):
    made = paper(cast, here, "court_report", cast.sokha)
    page = files.browser(cast, cast.sokha)
    text = page.get(reverse("papers:for_her", args=[here.case.id, made.id, "en"])).text
    assert "Report to a court" in text
    assert "Criminal Court" in text


@pytest.mark.parametrize("kind", ["identification", "power_of_attorney", "guardianship"])
def test_her_worker_has_a_task_before_what_a_paper_says_ends(cast, here, kind):
    paper(cast, here, kind, cast.mai, state="received", until=today() + 90 * DAY)
    assert tasks(here, ENDS_SOON) == [(cast.sokha, today() + 60 * DAY)]


def test_what_ends_within_the_month_is_asked_today_and_what_is_over_or_years_away_is_not(
    cast, here
):
    paper(cast, here, "identification", cast.mai, state="received", until=today() - DAY)
    paper(cast, here, "identification", cast.mai, state="received", until=today() + 1200 * DAY)
    paper(cast, here, "identification", cast.mai, state="sent", until=today() + 9 * DAY)
    assert tasks(here, ENDS_SOON) == []
    paper(cast, here, "identification", cast.mai, state="received", until=today() + 9 * DAY)
    assert tasks(here, ENDS_SOON) == [(cast.sokha, today())]


def test_a_paper_that_is_changed_asks_once_unless_its_end_is_another(cast, here):
    made = paper(cast, here, "identification", cast.mai, state="sent")
    for days in (90, 90, 120):
        made.refresh_from_db()
        ends = today() + days * DAY
        change_paper(
            paper=made,
            answers={"until": PartialDate(ends.year, ends.month, ends.day)},
            state="received",
            due=None,
            version=made.version,
            **cast.acting(cast.mai),
        )
    days = sorted(due for _who, due in tasks(here, ENDS_SOON))
    assert days == [today() + 90 * DAY]  # that of the former end is done with


def test_a_request_for_measures_names_none_that_is_in_force(cast, here):
    screen = records(cast, here.trial, K.MEASURE, {"measure": "screen"})
    records(cast, here.trial, K.MEASURE, {"measure": "closed_court"})
    below(cast, screen, {"news": "granted"})
    made = paper(cast, here, "protective_measures", cast.mai)
    page = files.browser(cast, cast.mai)
    text = page.get(reverse("papers:for_her", args=[here.case.id, made.id, "en"])).text
    assert "closed court" in text
    assert "a screen in court" not in text
