"""Who can interpret or go with her in a case: forms ask here, and the app that keeps the register
answers. Without it nobody is proposed, and any name can be typed."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.models import Case, Task
from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say
from fanal.keys.ring import Ring
from fanal.web.templatetags.fanal import semicolon
from fanal.web.words import translated

INTERPRETER, VOLUNTEER = "interpreter", "volunteer"


@dataclass(frozen=True)
class OfferedHelper:
    """An interpreter or volunteer who can help. `code`: by which she is written down. `words`: her
    name and languages, for who may read them."""

    code: str
    words: str


@dataclass(frozen=True)
class LeftOutHelper:
    """Somebody who is left out. `why`: None for whoever may not know. `name`: by which she may be
    typed instead, of several words; "" where nobody could tell her from others."""

    code: str
    why: Sentence | None
    name: str = ""

    def is_named_in(self, typed: str, *, by_name: bool) -> bool:
        # A number tells two of one name apart: where one is typed, it alone counts.
        if codes := codes_in(typed):
            return self.code in codes
        return by_name and bool(self.name) and f" {self.name} " in f" {words_of(typed)} "


@dataclass(frozen=True)
class HelpersOfCase:
    """Who can help in a case, and who was left out. `unsure`: this reader does not open who is
    around her, so no name could be compared."""

    offered: tuple[OfferedHelper, ...] = ()
    left_out: tuple[LeftOutHelper, ...] = ()
    unsure: bool = False

    def hint(self) -> str:
        """Return the hint of a form: who was left out, and why for who may know."""
        hints = []
        with_reason = [helper for helper in self.left_out if helper.why is not None]
        if with_reason:
            listed = f"{semicolon()} ".join(
                f"{helper.code} ({translated(helper.why)})" for helper in with_reason
            )
            hints.append(_("Left out: %(who)s.") % {"who": listed})
        hidden = len(self.left_out) - len(with_reason)
        if hidden:
            hints.append(_("Left out of the list: %(n)d. A lead knows why.") % {"n": hidden})
        if self.unsure:
            hints.append(_("Names around her are closed to you: the case worker looks too."))
        return " ".join(hints)


class AsksForHelpers(Protocol):
    def __call__(self, case: Case, user: User, ring: Ring, kind: str) -> HelpersOfCase: ...


ASK: list[AsksForHelpers] = []
# After something with a helper of the register was saved: the case worker looks too.
NOTED: list[Callable[[Case, str, User, HelpersOfCase], None]] = []


@dataclass(frozen=True)
class PlannedHelper:
    """Somebody of the register who is named, by her code, for a day of a case; `case` None: of no
    case that is known."""

    case: UUID | None
    code: str
    day: date


# Of these, those who may not help there: without a key.
NO_LONGER: list[Callable[[Collection[PlannedHelper]], Collection[PlannedHelper]]] = []
CODE = re.compile(r"\b[A-Z]-\d{1,9}\b")  # a number of a paper may be longer
NOT_HERE = say("not for this case: choose another, or ask a lead")


def helpers_for(case: Case, user: User, ring: Ring, kind: str = INTERPRETER) -> HelpersOfCase:
    """Return those whom nothing speaks against, and who was left out."""
    return ASK[0](case, user, ring, kind) if ASK else HelpersOfCase()


def no_longer_help(plans: Iterable[tuple[UUID | None, date, Iterable[str]]]) -> list[str]:
    """Return in words whom to replace in each plan, of which its case, its day and what was typed
    for it are given; "" for most: whoever was arranged before she was paused, kept off the case, or
    her vetting ended."""
    named = [
        [PlannedHelper(case, code, day) for code in sorted(codes_in(" ".join(typed)))]
        for case, day, typed in plans
    ]
    every = {helper for of_plan in named for helper in of_plan}
    gone = {helper for ask in NO_LONGER if every for helper in ask(every)}
    return [_to_replace([helper.code for helper in of_plan if helper in gone]) for of_plan in named]


def helpers_to_replace(tasks: Iterable[Task]) -> list[str]:
    """Return the same of tasks: an interview or an appointment with somebody is a task of a day."""
    today = timezone.localdate()
    return no_longer_help((task.case_id, task.due or today, [task.heading]) for task in tasks)


def _to_replace(codes: list[str]) -> str:
    says = _("{who} may not help here any more: ask somebody else")
    return says.format(who=", ".join(codes)) if codes else ""


def left_out_by(
    typed: str, helpers: HelpersOfCase, *, by_name: bool = True
) -> LeftOutHelper | None:
    """Return whoever of the register is left out of this case and named in what was typed.
    `by_name`: also by her name, where nothing but a name is asked: a story may say whom to avoid.
    """
    named = (helper for helper in helpers.left_out if helper.is_named_in(typed, by_name=by_name))
    return next(named, None)


def words_of(typed: str) -> str:
    """Return what was typed in small letters, its words apart by one space."""
    return " ".join(re.findall(r"\w+", typed.casefold()))


def name_in_words(name: str) -> str:
    """Return a name as it is looked for in a text: one word alone would stand for too many."""
    words = words_of(name)
    return words if " " in words else ""


def codes_in(typed: str) -> set[str]:
    """Return the codes of helpers in a text, also in brackets or before a full stop."""
    return set(CODE.findall(typed))


def must_name_nobody_left_out(
    case: Case, typed: str, *, where: str, by: User, ring: Ring, by_name: bool = True
) -> None:
    """Raise `BadInput` where what was typed names somebody who is left out, with the reason for who
    may know it. Whoever is of no register passes. `by_name`: as `left_out_by`."""
    # Of whichever kind: an interpreter goes along as a companion, too.
    for kind in (INTERPRETER, VOLUNTEER) if typed.strip() else ():
        helpers = helpers_for(case, by, ring, kind)
        left_out = left_out_by(typed, helpers, by_name=by_name)
        if left_out is not None:
            # The reason only for who may know it: why an interpreter is left out can be what she
            # did to somebody.
            raise BadInput(where, left_out.why or NOT_HERE)
        for note in NOTED:
            note(case, typed, by, helpers)
