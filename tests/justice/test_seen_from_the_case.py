"""What of proceedings cannot wait is seen wherever her lawyer looks: in her case, on her day."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from fanal.cases.actions.tasks import add_task
from fanal.core.justice.kinds import JusticeKind
from fanal.web.days_in_words import ago
from tests import files
from tests.justice.scene import begins, hearing, page_of, records, step, today

K = JusticeKind
LAST_DAY = "last day of a time limit that cannot be extended"


@pytest.fixture
def mai(cast):
    return files.browser(cast, cast.mai)


def limit(cast, here, due):
    set_by = {"rule": "appeal", "checked": "Mai"}
    return records(cast, here.trial, K.LIMIT, set_by, on=today(), due=due)


def test_the_case_says_until_when_a_time_limit_runs_that_cannot_be_extended(cast, here, mai):
    in_three_days = limit(cast, here, today() + timedelta(days=3))
    page = mai.get(reverse("cases:case", args=[here.case.id])).text
    assert LAST_DAY in page
    assert f"#record-{in_three_days.id}" in page


def test_a_time_limit_stays_on_the_first_screen_beside_late_tasks_and_one_of_tomorrow(
    cast, here, mai
):
    for days in (-3, -2, 1):
        day = today() + timedelta(days=days)
        add_task(case=here.case, title="Read the file", due=day, by=cast.sokha, assignee=cast.mai)
    limit(cast, here, today() + timedelta(days=3))
    assert LAST_DAY in mai.get(reverse("cases:case", args=[here.case.id])).text


def test_who_does_not_open_the_legal_part_reads_nothing_of_it(cast, here):
    limit(cast, here, today() + timedelta(days=3))
    page = files.browser(cast, cast.claire).get(reverse("cases:case", args=[here.case.id]))
    assert LAST_DAY not in page.text


def test_the_case_and_its_line_say_what_she_is_in_each_proceeding(cast, here, mai):
    step(cast, here.entry, "filed")
    page = mai.get(reverse("cases:case", args=[here.case.id])).text
    assert "Vietnam: she is accused; filed" in page
    assert "Thailand: she is the victim; no step yet" in page
    line = mai.get(reverse("cases:timeline", args=[here.case.id])).text
    assert "Vietnam · she is accused" in line


def test_a_proceeding_with_a_day_in_court_is_not_hidden_by_newer_ones(cast, here, mai):
    hearing(cast, here.trial, today() + timedelta(days=1))
    for kind in ("civil", "labour", "family"):
        begins(cast, here, kind, "LA", "claimant")
    page = mai.get(reverse("cases:case", args=[here.case.id])).text
    assert "Criminal proceeding, Thailand" in page


# ── Her day ──────────────────────────────────────────────────────────────────
def the_day(mai):
    return " ".join(mai.get(reverse("justice:day")).text.split())


def test_that_an_accused_is_free_is_as_urgent_on_her_day_as_on_the_start_page(cast, here, mai):
    step(cast, here.trial, "charged", on=today() - timedelta(days=1))
    assert "row--danger" not in the_day(mai)
    step(cast, here.trial, "release")
    assert "row--danger" in the_day(mai)
    case = mai.get(reverse("justice:case", args=[here.case.id])).text
    assert "row--danger" in case


def test_a_time_limit_of_this_week_is_marked_as_a_danger_and_a_later_one_is_not(cast, here, mai):
    limit(cast, here, today() + timedelta(days=20))
    assert "mark--danger" not in the_day(mai)
    limit(cast, here, today() + timedelta(days=3))
    assert "mark--danger" in the_day(mai)


def test_what_nobody_arranged_stands_apart_from_what_comes_before_it(cast, here, mai):
    hearing(cast, here.trial, today() + timedelta(days=1))
    assert "</b>·" not in the_day(mai)


# ── How long ago ─────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("language", "words"), [("en", "yesterday"), ("fr", "hier")])
def test_of_a_day_without_its_hour_no_hours_are_counted(language, words):
    now = timezone.make_aware(datetime(2026, 12, 1, 11, 30))
    with translation.override(language):
        assert ago(now.date() - timedelta(days=1), now) == words
        assert "2" in ago(now.date() - timedelta(days=2), now)
        assert "24" in ago(now - timedelta(hours=24), now)


# ── She is accused ───────────────────────────────────────────────────────────
FORCED = "Was she made to do it?"


def test_where_she_is_accused_the_page_asks_whether_she_was_made_to_do_it(cast, here, mai):
    accused, victim = (page_of(here, "proceeding", one.id) for one in (here.entry, here.trial))
    assert FORCED in mai.get(accused).text
    assert FORCED not in mai.get(victim).text
    records(cast, here.entry, K.ACT, {"act": "Left without papers."}, on=today())
    page = " ".join(mai.get(accused).text.split())
    assert FORCED not in page
    assert '<details class="section" id="act" open>' in page
