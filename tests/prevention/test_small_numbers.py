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
from fanal.prevention.queries.printed import printed_quarter
from fanal.prevention.queries.report import report
from tests import files
from tests.prevention.scene import browser, held, today, village

pytestmark = pytest.mark.django_db
FEW, APART = "fewer than 5", "not told apart"


@pytest.fixture
def told(cast):
    def of(reader, day=None, **more):
        quarter = quarter_of(day or today())
        return printed_quarter(replace(report(quarter, today()), **more), reader, today())

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
    assert "What stands for fewer than 5 is not told apart" in read["director"]
    assert "What stands for fewer than 5" not in read["officer"]


def test_a_part_is_not_had_from_the_sum_and_the_others(cast, told):
    heads = Heads(women=20, men=11, girls=3)
    found = words(told(cast.claire, heads=heads).heads)
    assert found == {
        "women": "20", "men": APART, "girls": FEW, "boys": "0", "not_counted": "0", "attendance": "34",
    }  # fmt: skip
    assert words(told(cast.bounmy, heads=heads).heads)["girls"] == "3"


def test_who_completed_two_courses_is_not_the_difference(cast, told):
    found = told(cast.claire, completions=Completions(20, 21))
    assert (str(found.people), str(found.completions)) == ("20", APART)
    found = told(cast.claire, completions=Completions(20, 25))
    assert (str(found.people), str(found.completions)) == ("20", "25")
    found = told(cast.bounmy, completions=Completions(20, 21))
    assert str(found.completions) == "21"


def test_all_but_a_few_tells_as_much_as_a_few(cast, told):
    tests = PairedTests(pairs=20, rose=19, only_before=1, only_after=0)
    said = str(told(cast.claire, knowledge=tests).knowledge)
    assert said == f"all but {FEW} of 20 paired rose; {FEW} before and 0 after without a pair"
    assert str(told(cast.bounmy, knowledge=tests).knowledge).startswith("19 of 20 paired rose")


def test_the_days_at_school_of_a_few_are_those_of_a_child(cast, told):
    terms = TermCounts(10, 400, 200, moved_up=9, left=1)
    assert told(cast.claire, terms=terms).days is None
    assert told(cast.bounmy, terms=terms).days == terms
    assert words(told(cast.claire, terms=terms).terms)["left"] == FEW
    assert told(cast.claire, terms=replace(terms, terms=11)).days is not None


def test_calls_advice_and_scholars_are_numbers_of_people_too(cast, told):
    found = told(cast.claire, call_backs=CallBackCounts(2, 2, 9), advice=1, scholars=4)
    assert words(found.call_backs) == {"reached": FEW, "not_reached": FEW, "not_called_yet": "9"}
    assert (str(found.advice), str(found.scholars)) == (FEW, FEW)


def test_rows_of_every_quarter_so_far_are_not_compared_with_those_of_another(cast, told):
    rows = {
        "look_backs": [(3, LookBackCounts(in_school=9, works=2))],
        "earnings": [(3, EarningCounts(above=16, not_above=9, nothing=1))],
    }
    now = told(cast.claire, **rows)
    assert words(now.look_backs[0][1])["works"] == FEW
    assert words(now.earnings[0][1])["nothing"] == FEW
    day = quarter_of(today()).first - timedelta(days=1)
    before = told(cast.claire, day, **rows)
    assert (before.look_backs, before.earnings) == ([], [])
    assert told(cast.bounmy, day, **rows).earnings
    page = files.browser(cast, cast.claire).get(
        reverse("prevention:report"), {"period": quarter_of(day).key}
    )
    assert "stands with the quarter of today alone" in page.text
