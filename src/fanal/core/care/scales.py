"""Scales as shells, from `scales.toml`: how many items, which answers, whose licence.

A total is a number on one page of the care file and nothing else: no colour, no rank, no filter, no
column of a list, no rule about help. Missing items give no total, never a zero. There is no sum of
several scales, and nothing is predicted.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from fanal.core.calendars import AgeInterval
from fanal.core.data_files.toml_tables import TomlTable, read_each, shipped_text
from fanal.core.errors import BadInput
from fanal.core.law.basis import Basis, read_basis
from fanal.core.words import LabelledEnum, Sentence, say

NOT_BEFORE = timedelta(hours=72)  # after an act: the first days are no time for a questionnaire
MOST_ITEMS = 100


class ScaleLicence(LabelledEnum):
    FREE = "free", say("free to use")
    PAPER = "paper", say("free on paper; on a screen only with a licence")
    ORDERED = "ordered", say("only with the manual, which has to be ordered")
    ASKED = "asked", say("only with the permission of its author")
    UNCHECKED = "unchecked", say("nobody has checked the licence yet")


@dataclass(frozen=True, slots=True)
class ScaleShell:
    """A scale without its items. `answers`: what one item can be answered. `harm`: the item about
    harming oneself, 0 for none. `checked`: in which languages a version was checked, and where.
    `adds_up`: whether a total is the sum."""

    code: str
    name: str
    items: int
    answers: tuple[int, ...]
    licence: ScaleLicence
    checked: Mapping[str, str]
    basis: Basis
    again_after: timedelta
    ages: AgeInterval
    harm: int = 0
    adds_up: bool = True

    @property
    def range(self) -> tuple[int, int]:
        return self.items * min(self.answers), self.items * max(self.answers)


@dataclass(frozen=True, slots=True)
class ScaleTotal:
    """The total of one sitting; `total` None: there is none, and `why`."""

    total: int | None
    why: Sentence | None = None


NO_TEXT = say("The text of the items is not in this program. Type the answers from the paper.")
NO_VERSION = say("no checked version in this language is known: nothing is translated here")
NOTHING_ADDED = say("no total: this scale is read by its manual")


def why_on_paper(shell: ScaleShell) -> Sentence:
    """Return why no item stands on the screen: what its owner allows, and where its text is."""
    licence = shell.licence.sentence()
    return say("{why} Licence: {licence}", why=NO_TEXT, licence=licence)


def check_language(checked: Container[str], language: str) -> None:
    """Check that a checked version in this language is known. Raises BadInput."""
    if language not in checked:
        raise BadInput("language", NO_VERSION)


def read_answers(shell: ScaleShell, text: str) -> tuple[int | None, ...]:
    """Return the answers typed from the paper, one number an item; `-`, for an item that was left
    out, gives None. Raises BadInput with the number of the item."""
    given = text.replace(",", " ").replace(";", " ").split()
    if len(given) != shell.items:
        why = say(
            "{n} answers, and the scale has {m} items: write - for one that was left out",
            n=len(given),
            m=shell.items,
        )
        raise BadInput("answers", why)
    return tuple(_answer(shell, number, one) for number, one in enumerate(given, 1))


def _answer(shell: ScaleShell, number: int, given: str) -> int | None:
    # Told apart from 0, which is an answer.
    if given == "-":
        return None
    if not (given.isascii() and given.isdecimal()) or int(given) not in shell.answers:
        known = ", ".join(map(str, shell.answers))
        raise BadInput(
            "answers",
            say("item {n}: {given} is none of {known}", n=number, given=given[:12], known=known),
        )
    return int(given)


def total_of(shell: ScaleShell, answers: Sequence[int | None]) -> ScaleTotal:
    """The sum; none where an item is missing, or the scale is not added up here."""
    if not shell.adds_up:
        return ScaleTotal(None, NOTHING_ADDED)
    # A missing item counted as 0 would make somebody who left out the hardest questions look well.
    missing = sum(answer is None for answer in answers)
    if missing or len(answers) != shell.items:
        n = missing + shell.items - len(answers)
        return ScaleTotal(None, say("no total: items left out: {n}", n=n))
    return ScaleTotal(sum(answer for answer in answers if answer is not None))


def asks_for_safety(shell: ScaleShell, answers: Sequence[int | None]) -> bool:
    """Whether she said anything but "never" to the item about harming herself."""
    answer = answers[shell.harm - 1] if 0 < shell.harm <= len(answers) else None
    # Any answer but the lowest: what is done with it is a conversation, not a score.
    return answer is not None and answer > min(shell.answers)


def check_sitting(
    shell: ScaleShell,
    on: date,
    *,
    before: date | None,
    act: datetime | None,
    age: AgeInterval | None,
) -> None:
    """Check that the scale may be given that day. `before`: when it was given last.
    Raises BadInput."""
    if before is not None and on - before < shell.again_after:
        raise BadInput(
            "on",
            say(
                "it was given on {day}: not twice within {n} days",
                day=before,
                n=shell.again_after.days,
            ),
        )
    if act is not None and on < (act + NOT_BEFORE).date():
        raise BadInput("on", say("no scale in the first three days after what happened"))
    # Only where no possible age fits: a doubtful age alone keeps nobody from care.
    if age and (age.oldest < shell.ages.youngest or age.youngest > shell.ages.oldest):
        raise BadInput(
            "scale",
            say("this scale is for ages {a} to {b}", a=shell.ages.youngest, b=shell.ages.oldest),
        )


@cache
def scales() -> Mapping[str, ScaleShell]:
    return read_scales("scales.toml", shipped_text("fanal.core.care", "scales.toml"))


def read_scales(file: str, text: str) -> Mapping[str, ScaleShell]:
    """Return the scales of a file, by code. Raises BadInput with `file:line` and the reason when it
    is malformed."""
    found = read_each(file, text, "scale", _read, "code", lambda one: one.code)
    return {one.code: one for one in found}


KNOWN = (
    "code",
    "name",
    "items",
    "each",
    "lowest",
    "answers",
    "total",
    "harm",
    "again_after",
    "youngest",
    "oldest",
    "licence",
    "checked",
    "source",
    "sure",
)


def _read(row: TomlTable) -> ScaleShell:
    row.only(*KNOWN)
    licence = row.member("licence", ScaleLicence, say("no licence"))
    items = _number(row, "items", most=MOST_ITEMS)
    harm = _number(row, "harm", 0)
    if harm > items:
        row.wrong("harm", say("there is no item {n}", n=harm))
    checked = row.values.get("checked", {})
    return ScaleShell(
        row.string("code"),
        row.string("name"),
        items,
        _answers(row),
        licence,
        {str(one): str(where) for one, where in dict(checked).items()},
        read_basis(row),
        timedelta(days=_number(row, "again_after")),
        AgeInterval(_number(row, "youngest"), _number(row, "oldest", 120)),
        harm,
        row.string("total", "sum") == "sum",
    )


def _answers(row: TomlTable) -> tuple[int, ...]:
    listed = row.values.get("answers")
    if isinstance(listed, list):
        return tuple(int(one) for one in listed)
    return tuple(range(_number(row, "lowest", 0), _number(row, "each") + 1))


def _number(row: TomlTable, name: str, default: int | None = None, most: int = 3_660) -> int:
    return row.number(name, 0, most, default, what=say("a number"))
