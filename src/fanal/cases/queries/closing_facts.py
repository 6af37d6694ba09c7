"""What is known of her when a case is to be closed, so that closing asks nothing again: the apps
above that follow her say it here when the server starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.casework.closure import ClosureReason
from fanal.core.words import Sentence
from fanal.keys.ring import Ring


@dataclass(frozen=True)
class GoalAtClosing:
    """A goal of hers in her words, and how far it is by her own word; None where nobody asked."""

    words: str
    by_her_word: Sentence | None


@dataclass(frozen=True)
class PlanAtClosing:
    """What her plan says: `code` and `address` of the person it is of. `safe`: what she said the
    last time somebody reached her, on `last`; `her_words`: of that day, or on the end of the plan.
    `reason`: for closing, where the plan says one."""

    code: str
    address: str
    standing: Sentence
    last: date | None
    safe: bool | None
    her_words: str
    goals: list[GoalAtClosing]
    reason: ClosureReason | None


# Of the people of a case whose plans this user reads. What is opened is written down by who reads.
PLANS_AT_CLOSING: list[Callable[[Case, User, Ring], Iterable[PlanAtClosing]]] = []


def plans_at_closing(case: Case, user: User, ring: Ring) -> list[PlanAtClosing]:
    return [one for read in PLANS_AT_CLOSING for one in read(case, user, ring)]


def proposed_closure(plans: Iterable[PlanAtClosing]) -> dict[str, str]:
    """Reason and words of the form, where a single plan says them: of two people nobody guesses."""
    found = list(plans)
    if len(found) != 1:
        return {}
    reason = found[0].reason
    return ({"reason": reason.value} if reason else {}) | {"words": found[0].her_words}
