"""Who can interpret or go with her in a case: forms ask here, and the app that keeps the register
answers. Without it nobody is proposed, and any name can be typed."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say
from fanal.keys.ring import Ring
from fanal.web.templatetags.fanal import semicolon
from fanal.web.words import translated

INTERPRETER, VOLUNTEER = "interpreter", "volunteer"


@dataclass(frozen=True)
class OfferedHelper:
    """`code`: by which she is written down. `words`: her name and languages, for who may read
    them."""

    code: str
    words: str


@dataclass(frozen=True)
class LeftOutHelper:
    """`why`: None for whoever may not know."""

    code: str
    why: Sentence | None


@dataclass(frozen=True)
class HelpersOfCase:
    """`unsure`: this reader does not open who is around her, so no name could be compared."""

    offered: tuple[OfferedHelper, ...] = ()
    left_out: tuple[LeftOutHelper, ...] = ()
    unsure: bool = False

    def hint(self) -> str:
        """As a form says it: who was left out, and why for who may know."""
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
# Of these codes of the register, those that may not help in a case on a day: without a key.
NO_LONGER: list[Callable[[Case, Collection[str], date], Collection[str]]] = []
CODE = re.compile(r"\b[A-Z]-\d{1,9}\b")  # a number of a paper may be longer
NOT_HERE = say("not for this case: choose another, or ask a lead")


def helpers_for(case: Case, user: User, ring: Ring, kind: str = INTERPRETER) -> HelpersOfCase:
    """Those whom nothing speaks against, and who was left out."""
    return ASK[0](case, user, ring, kind) if ASK else HelpersOfCase()


def no_longer_help(typed: Iterable[str], case: Case, day: date) -> list[str]:
    """Whoever was arranged before she was paused, kept off the case, or her vetting ended."""
    codes = sorted({code for text in typed for code in CODE.findall(text)})
    gone = {code for ask in NO_LONGER for code in ask(case, codes, day)} if codes else set()
    return [code for code in codes if code in gone]


def left_out_by(typed: str, helpers: HelpersOfCase) -> LeftOutHelper | None:
    """Whoever of the register is left out of this case and named in what was typed."""
    words = set(typed.replace(",", " ").split())
    return next((helper for helper in helpers.left_out if helper.code in words), None)


def must_not_be_left_out(
    case: Case, typed: str, *, where: str, by: User, ring: Ring, kind: str = INTERPRETER
) -> None:
    """Raises `BadInput`, with the reason for who may know it. Whoever is of no register passes."""
    if not typed.strip():
        return
    helpers = helpers_for(case, by, ring, kind)
    left_out = left_out_by(typed, helpers)
    if left_out is not None:
        raise BadInput(where, left_out.why or NOT_HERE)
    for note in NOTED:
        note(case, typed, by, helpers)
