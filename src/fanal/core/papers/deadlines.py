"""The days by which a paper is sent and answered, from `deadlines.toml`: proposed, never set."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from fanal.core.calendars.working_days import DayCount, add_working_days, read_counted
from fanal.core.data_files.toml_tables import (
    TomlTable,
    read_rows,
    refuse_twice,
    require_each,
    shipped_text,
)
from fanal.core.law.basis import Basis, read_basis
from fanal.core.law.countries import read_country
from fanal.core.law.instruments import ANYWHERE
from fanal.core.papers.kinds import PaperKind
from fanal.core.papers.states import PaperState
from fanal.core.words import Sentence, say

ANY = "any"
# Ten years of days.
MOST = 3_660


class PaperStep(StrEnum):
    """What is to come by the day."""

    SENDING = "sending"
    ANSWER = "answer"


# Only of these is a next step due; a paper that came or was refused waits for nothing.
STEPS = {
    PaperState.TO_MAKE: PaperStep.SENDING,
    PaperState.PREPARED: PaperStep.SENDING,
    PaperState.SENT: PaperStep.ANSWER,
}
# By the step, and whether working days are counted.
SAYS = {
    (PaperStep.SENDING, False): say("{n} days after it was begun"),
    (PaperStep.SENDING, True): say("{n} working days after it was begun"),
    (PaperStep.ANSWER, False): say("{n} days after it was sent"),
    # Four sentences and no joined halves: word order differs by language.
    (PaperStep.ANSWER, True): say("{n} working days after it was sent"),
}
NEXT_DAY = {
    PaperStep.SENDING: say("on the day after it was begun"),
    PaperStep.ANSWER: say("on the day after it was sent"),
}


@dataclass(frozen=True, slots=True)
class PaperDeadline:
    """One deadline. `paper`: a kind, or `ANY`. `country`: where it holds, or anywhere."""

    paper: str
    step: PaperStep
    country: str
    days: int
    basis: Basis
    counted: DayCount = "calendar"

    def after(self, day: date) -> date:
        # By the calendar of the row's own country: its offices are closed on its holidays.
        if self.counted == "working":
            return add_working_days(day, self.days, self.country)
        return day + timedelta(days=self.days)

    @property
    def of_country(self) -> bool:
        """Whether a text of one country says it."""
        return self.country != ANYWHERE

    def sentence(self) -> Sentence:
        # "1 days" is no sentence; the plural of the others is in the catalogues.
        if self.days == 1 and self.counted == "calendar":
            return NEXT_DAY[self.step]
        says = SAYS[self.step, self.counted == "working"]
        return Sentence(says.template, {"n": self.days})


@cache
def deadlines() -> tuple[PaperDeadline, ...]:
    text = shipped_text("fanal.core.papers", "deadlines.toml")
    return read_deadlines("deadlines.toml", text)


# In the order of the countries that the paper concerns: the office that answers comes first.
def deadline(kind: PaperKind, state: PaperState, *countries: str) -> PaperDeadline | None:
    """Return the deadline of the kind in the first of these countries that has one, else of the
    kind anywhere, else of any paper; None where nothing is to be done."""
    if state not in STEPS:
        return None
    rows = {(one.paper, one.country): one for one in deadlines() if one.step is STEPS[state]}
    found = (rows.get((kind, one)) for one in (*countries, ANYWHERE))
    # There is always a row for any paper anywhere: `read_deadlines` asks for it.
    return next(filter(None, found), rows[ANY, ANYWHERE])


def in_countries(kind: PaperKind) -> list[PaperDeadline]:
    """Return what is known of this kind by country, for whoever deals with another
    country's offices."""
    return [one for one in deadlines() if one.paper == kind and one.country != ANYWHERE]


def read_deadlines(file: str, text: str) -> tuple[PaperDeadline, ...]:
    """Return the deadlines of a file. Raises BadInput with `file:line` and the reason
    when it is malformed."""
    rows = read_rows(file, text, "deadline")
    found = tuple(_read(row) for row in rows)
    refuse_twice(rows, "paper", ((one.paper, one.country, one.step) for one in found))
    # Without it a paper of a kind that nobody thought of would have no day.
    anywhere = {one.step for one in found if (one.paper, one.country) == (ANY, ANYWHERE)}
    require_each(rows, "step", PaperStep, anywhere, "row for any paper that holds anywhere")
    return found


def _read(row: TomlTable) -> PaperDeadline:
    row.only("paper", "step", "country", "days", "counted", "source", "sure", "house")
    paper = row.string("paper")
    if paper not in {ANY, *PaperKind}:
        # With file and line: whoever changes the table is a lawyer.
        row.wrong("paper", say("“{code}” is no kind of paper", code=paper))
    step = row.member("step", PaperStep, say("no step"))
    country = read_country(row, otherwise=ANYWHERE)
    counted = read_counted(row, country)
    days = row.number("days", 1, MOST)
    return PaperDeadline(paper, step, country, days, read_basis(row), counted)
