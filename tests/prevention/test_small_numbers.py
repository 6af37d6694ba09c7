"""Who knows nobody of prevention reads no small number of a quarter, nor what would give one back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.core.coded_facts.periods import quarter_of
from fanal.core.prevention.call_backs import CallBackCounts
from fanal.core.prevention.courses import Completions
from fanal.core.prevention.earnings import EarningCounts
from fanal.core.prevention.knowledge import PairedTests
from fanal.core.prevention.scholarships import LookBackCounts, TermCounts
from fanal.core.prevention.sessions import Heads
from fanal.prevention.queries.printed import printed_for
from fanal.prevention.queries.report import report
from tests import files
from tests.prevention.scene import browser, held, today, village

FEW, APART = "fewer than 5", "not shown separately"


@pytest.fixture
def told(cast):
    """What is printed for a reader, by line and item."""

    def of(reader, day=None, **more):
        quarter = quarter_of(day or today())
        shown = printed_for(reader, replace(report(quarter, today()), **more))
        cells = shown.cells()
        return {line: words(said) for line, said in cells.items()}

    return of


def words(cells):
    return {name: str(one) for name, one in cells.items()}


def test_a_director_reads_no_small_number_on_the_page_and_an_officer_does(cast):
    held(cast, village(cast), heads=Heads(women=20, men=11, girls=3))
    read = {
        who: " ".join(page.get(reverse("prevention:report")).text.split())
        for who, page in {
            "officer": browser(cast),
            "director": files.browser(cast, cast.claire),
        }.items()
    }
    assert "<dt>Girls</dt><dd>3</dd>" in read["officer"]
    assert f"<dt>Girls</dt><dd>{FEW}</dd>" in read["director"]
    assert "Numbers below 5 are not shown separately" in read["director"]
    assert "Numbers below 5" not in read["officer"]


def test_a_part_is_not_had_from_the_sum_and_the_others(cast, told):
    heads = Heads(women=20, men=11, girls=3)
    assert told(cast.claire, heads=heads)["heads"] == {
        "attendance": "34", "women": "20", "men": APART, "girls": FEW, "boys": "0", "not_counted": "0",
    }  # fmt: skip
    assert told(cast.bounmy, heads=heads)["heads"]["girls"] == "3"


def test_who_completed_two_courses_is_not_the_difference(cast, told):
    found = told(cast.claire, completions=Completions(20, 21))
    assert (found["people_completed"]["n"], found["courses_completed"]["n"]) == ("20", APART)
    found = told(cast.claire, completions=Completions(20, 25))
    assert (found["people_completed"]["n"], found["courses_completed"]["n"]) == ("20", "25")
    found = told(cast.bounmy, completions=Completions(20, 21))
    assert found["courses_completed"]["n"] == "21"


def test_all_but_a_few_tells_as_much_as_a_few(cast, told):
    tests = PairedTests(pairs=20, rose=19, only_before=1, only_after=0)
    assert told(cast.claire, knowledge=tests)["tests"] == {
        "pairs": "20", "rose": f"all but {FEW}", "only_before": FEW, "only_after": "0",
    }  # fmt: skip
    assert told(cast.bounmy, knowledge=tests)["tests"]["rose"] == "19"


def test_the_days_at_school_of_a_few_are_those_of_a_child(cast, told):
    terms = TermCounts(10, 400, 200, moved_up=9, left=1)
    hidden = "fewer than 11 people: not counted here"
    assert set(told(cast.claire, terms=terms)["school_days"].values()) == {hidden}
    assert told(cast.bounmy, terms=terms)["school_days"]["days_open"] == str(terms.days_open)
    assert told(cast.claire, terms=terms)["term_results"]["left"] == FEW
    days = told(cast.claire, terms=replace(terms, terms=11))["school_days"]
    assert hidden not in days.values()


def test_calls_advice_and_scholars_are_numbers_of_people_too(cast, told):
    found = told(cast.claire, call_backs=CallBackCounts(2, 2, 9), advice=1, scholars=4)
    assert found["call_backs"] == {"reached": FEW, "not_reached": FEW, "not_called_yet": "9"}
    assert (found["advice"]["n"], found["scholarships"]["n"]) == (FEW, FEW)


def test_rows_of_every_quarter_so_far_are_not_compared_with_those_of_another(cast, told):
    rows = {
        "look_backs": [(3, LookBackCounts(in_school=9, works=2))],
        "earnings": [(3, EarningCounts(above=16, not_above=9, nothing=1))],
    }
    now = told(cast.claire, **rows)
    assert now["scholars_after"]["3_months.works"] == FEW
    assert now["earnings_after"]["3_months.nothing"] == FEW
    day = quarter_of(today()).first - timedelta(days=1)
    before = told(cast.claire, day, **rows)
    later = {*before["scholars_after"].values(), *before["earnings_after"].values()}
    assert len(later) == 1
    assert not later.pop().isdigit()
    assert told(cast.bounmy, day, **rows)["earnings_after"]["3_months.nothing"] == "1"
