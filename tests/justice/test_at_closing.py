"""What a court still waits for stands where her case is to be closed."""

from django.urls import reverse

from fanal.core.justice.kinds import JusticeKind
from tests import files
from tests.justice.scene import DAY, below, hearing, page_of, records, step, today

OVER, RUNS = "Hearings that are not over: 1", "Time limits of a court that are running: 1"


def closing(cast, here, user):
    return files.browser(cast, user).get(reverse("cases:close", args=[here.case.id])).text


def test_a_day_in_court_is_named_until_it_is_written_what_came_of_it(cast, here):
    assert OVER not in closing(cast, here, cast.sokha)
    made = hearing(cast, here.trial, (today() + 14 * DAY).isoformat())
    page = closing(cast, here, cast.sokha)
    assert OVER in page
    assert f'href="{page_of(here)}"' in page
    below(cast, made, {"news": "held"})
    assert OVER not in closing(cast, here, cast.sokha)


def test_a_limit_that_runs_is_named(cast, here):
    records(
        cast,
        here.trial,
        JusticeKind.LIMIT,
        {"rule": "appeal", "checked": "An advocate"},
        due=today() + 10 * DAY,
        sure=True,
    )
    assert RUNS in closing(cast, here, cast.sokha)


def test_no_case_with_a_day_in_court_is_closed_without_words(cast, here):
    hearing(cast, here.trial, (today() + 14 * DAY).isoformat())
    told = {"reason": "her_wish", "words": "", f"contact_{here.person.id}": "unasked"}
    answer = files.browser(cast, cast.sokha).post(reverse("cases:close", args=[here.case.id]), told)
    assert answer.status_code == 422


def test_what_she_was_not_told_and_a_proceeding_that_goes_on_are_named(cast, here):
    step(cast, here.trial, "charged")
    made = step(cast, here.trial, "judged")
    page = closing(cast, here, cast.sokha)
    assert "Steps of proceedings that she has not been told of: 2" in page
    assert "Proceedings that are not over: 2" in page
    below(cast, made, {"how": "telephone", "language": "Lao"})
    step(cast, here.trial, "final")
    page = closing(cast, here, cast.sokha)
    assert "Steps of proceedings that she has not been told of: 2" in page
    assert "Proceedings that are not over: 1" in page


def test_pressure_and_measures_that_run_are_named(cast, here):
    records(cast, here.trial, JusticeKind.PRESSURE, {"how": "money"})
    records(cast, here.trial, JusticeKind.MEASURE, {"measure": "screen"})
    page = closing(cast, here, cast.sokha)
    assert "Times pressure on her that nobody has answered: 1" in page
    assert "Protection measures that run, or were asked for: 1" in page


def test_money_that_was_ordered_and_has_not_all_reached_her_is_named(cast, here):
    owed = "Proceedings in which money was ordered that has not reached her: 1"
    for money, amount in (("ordered", "8000"), ("paid", "3000"), ("in_her_hands", "3000")):
        told = {"money": money, "amount": amount, "currency": "EUR"}
        records(cast, here.trial, JusticeKind.MONEY, told)
        assert owed in closing(cast, here, cast.sokha)
    rest = {"money": "set_aside", "amount": "5000", "currency": "EUR"}
    records(cast, here.trial, JusticeKind.MONEY, rest)
    assert owed not in closing(cast, here, cast.sokha)
