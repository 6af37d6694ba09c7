"""What a journey was planned for and has changed since: other applications say it here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fanal.accounts.models import User
from fanal.core.words import Sentence
from fanal.journeys.models import Journey


@dataclass(frozen=True)
class ChangedReason:
    """`address`: where it is read."""

    sentence: Sentence
    address: str


# Of a journey, what this user may read of it.
REASONS: list[Callable[[Journey, User], Iterable[ChangedReason]]] = []


def changed_reasons(journey: Journey, user: User) -> list[ChangedReason]:
    """Nothing once it has ended."""
    if journey.ended_on is not None:
        return []
    return [reason for reasons in REASONS for reason in reasons(journey, user)]
