"""The course of medicine after exposure to HIV: when it began in a care file, how it ended there,
and how many there were in each month of a year, which is all that leaves the file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from fanal.core.care.windows import WindowKind, medical_windows
from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say


class CourseStep(StrEnum):
    BEGUN = "begun"
    COMPLETED = "completed"
    STOPPED = "stopped"
    DECLINED = "declined"
    LOST = "lost"
    DIED = "died"


S = CourseStep
STEPS: tuple[tuple[str, Sentence], ...] = (
    (S.BEGUN, say("It began on this day, with us or elsewhere")),
    (S.COMPLETED, say("Taken for 28 days")),
    (S.STOPPED, say("Stopped before")),
    (S.DECLINED, say("Offered, and she did not want it")),
    (S.LOST, say("She can no longer be reached")),
    (S.DIED, say("She died")),
)
RUNNING = "running"
COUNTED = (S.COMPLETED, S.STOPPED, S.DECLINED, S.LOST, S.DIED, RUNNING)
type MonthlyCounts = dict[str, list[int]]  # by COUNTED, of each month of a year


@dataclass(frozen=True, slots=True)
class MedicineCourse:
    """One course of medicine. `end` None: nobody has written how it ended."""

    began: date
    end: CourseStep | None = None


def length() -> timedelta:
    """Return the time from the first day of a course to its last."""
    days = next(one.days for one in medical_windows() if one.kind is WindowKind.HIV)
    # 28 days of medicine: the first one counts, so the last is 27 days later.
    return timedelta(days=days - 1)


def courses(steps: Iterable[tuple[date, CourseStep]]) -> list[MedicineCourse]:
    """Return the courses of one file, from its notes in the order in which they were written.
    Raises BadInput for a step that cannot follow."""
    found: list[MedicineCourse] = []
    for day, step in steps:
        runs = found[-1] if found and found[-1].end is None else None
        if step in (S.BEGUN, S.DECLINED):
            _must_not_run(runs)
            found.append(MedicineCourse(day, None if step is S.BEGUN else step))
        else:
            found[-1:] = [_ended(runs, day, step)]
    return found


def _must_not_run(runs: MedicineCourse | None) -> None:
    if runs:
        why = say("one runs since {day}: write first how it ended", day=runs.began)
        raise BadInput("step", why)


def _ended(runs: MedicineCourse | None, day: date, step: CourseStep) -> MedicineCourse:
    if runs is None:
        raise BadInput("step", say("none runs in this file: write first on which day it began"))
    if day < runs.began:
        raise BadInput("on", say("it began on {day}: this is before", day=runs.began))
    last = runs.began + length()
    if step is S.COMPLETED and day < last:
        raise BadInput("step", say("the last of its days is {day}", day=last))
    return replace(runs, end=step)


def counted(found: Iterable[MedicineCourse]) -> dict[int, MonthlyCounts]:
    """Return the monthly counts of courses by the year in which they began."""
    years: dict[int, MonthlyCounts] = {}
    for course in found:
        year = years.setdefault(course.began.year, none_counted())
        year[course.end or RUNNING][course.began.month - 1] += 1
    return years


def none_counted() -> MonthlyCounts:
    return {str(one): [0] * 12 for one in COUNTED}


def totals(counts: Mapping[str, list[int]]) -> list[tuple[Sentence, int]]:
    """Return the totals of one year, each with its label."""
    says = {**dict(STEPS), RUNNING: say("No end is written yet")}
    return [(says[name], sum(counts[name])) for name in COUNTED]
