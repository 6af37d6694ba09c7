"""Courses of medicine after exposure to HIV: what can follow what, and numbers by month alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.care.prophylaxis import RUNNING, CourseStep, counted, courses, none_counted, totals
from fanal.core.coded_facts import coded
from fanal.core.coded_facts.histories import CodedHistory
from fanal.core.coded_facts.indicators import courses_taken
from fanal.core.coded_facts.outcome_rates import FiveCounts
from fanal.core.coded_facts.periods import quarter_of, year_of
from fanal.core.errors import BadInput

S = CourseStep
FIRST = date(2026, 3, 1)
DAY = timedelta(days=1)


def test_a_course_that_began_ends_once_and_another_may_begin():
    found = courses(
        [(FIRST, S.BEGUN), (FIRST + 27 * DAY, S.COMPLETED), (FIRST + 40 * DAY, S.BEGUN)]
    )
    assert [course.end for course in found] == [S.COMPLETED, None]


@pytest.mark.parametrize(("steps", "where", "why"), [
    ([(0, S.BEGUN), (1, S.BEGUN)], "step", "write first how it ended"),
    ([(0, S.BEGUN), (1, S.DECLINED)], "step", "write first how it ended"),
    ([(0, S.COMPLETED)], "step", "on which day it began"),
    ([(0, S.BEGUN), (26, S.COMPLETED)], "step", "the last of its days"),
    ([(5, S.BEGUN), (4, S.STOPPED)], "on", "this is before"),
])  # fmt: skip
def test_what_cannot_follow_is_refused_at_its_question(steps, where, why):
    with pytest.raises(BadInput, match=why) as problem:
        courses([(FIRST + n * DAY, step) for n, step in steps])
    assert problem.value.where == where


ENDS = st.lists(st.tuples(st.dates(date(2024, 1, 1), date(2027, 12, 31)),
                          st.sampled_from([*S, None])), max_size=40)  # fmt: skip


@given(ENDS)
def test_nobody_is_lost_between_the_files_and_the_numbers(said):
    files = [
        courses([(on, S.DECLINED)] if step is S.DECLINED
                else [(on, S.BEGUN), *([(on + 27 * DAY, step)] if step not in (None, S.BEGUN) else [])])
        for on, step in said
    ]  # fmt: skip
    years = counted(one for file in files for one in file)
    assert sum(n for year in years.values() for _words, n in totals(year)) == len(said)
    rows = [
        CodedHistory(
            "x", ((date(year, 1, 1), coded("care_count", date(year, 1, 1), **counts).codes),)
        )
        for year, counts in years.items()
    ]
    found = [courses_taken(rows, year_of(date(year, 1, 1)), date(2028, 6, 1)) for year in years]
    assert sum(one.due for one in found) == len(said)


def history(**months):
    """Of 2026, so many of each in March."""
    counts = none_counted()
    for name, n in months.items():
        counts[name][2] = n
    codes = coded("care_count", date(2026, 1, 1), **counts).codes
    return CodedHistory("x", ((date(2026, 1, 1), codes),))


def test_the_five_counts_hold_everybody_and_what_runs_is_lost_once_its_days_are_over():
    row = history(completed=5, stopped=2, declined=3, lost=1, died=1, running=4)
    year, at = year_of(date(2026, 1, 1)), {"of_refused": False}
    early = courses_taken([row, history(completed=1)], year, date(2026, 4, 27))
    assert early == FiveCounts(6, 2, 3, 1, 1, 4, **at)
    late = courses_taken([row], year, date(2026, 4, 28))
    assert late == FiveCounts(5, 2, 3, 5, 1, 0, **at)
    assert courses_taken([row], quarter_of(date(2026, 5, 1)), date(2026, 6, 1)) == FiveCounts(**at)
    assert courses_taken([row], quarter_of(date(2026, 3, 1)), date(2026, 4, 28)) == late


def test_a_count_is_twelve_numbers_and_nothing_else():
    for wrong in ([1] * 11, [1] * 11 + ["x"], "x", [True] * 12, None, [-1] * 12):
        assert coded("care_count", FIRST, completed=wrong).codes == {"completed": None}
    assert set(none_counted()) == {"completed", "stopped", "declined", "lost", "died", RUNNING}
