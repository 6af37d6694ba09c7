"""What ends danger: the answers that do, and what each of them needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from fanal.core.casework.statements import CaseStatement, StatementSource
from fanal.core.words import Sentence, say

# Of what she said herself on a call without the agreed word: no proof of life, and no end.
NOT_PROVED = say("nobody met her, and she did not say the agreed word: ask who met her")


@dataclass(frozen=True, slots=True)
class Ending:
    """An answer that ends danger. `needs`: what has to be true of it beside its hour and reason."""

    source: StatementSource
    needs: str
    says: Sentence
    lacks: Sentence


ENDINGS = (
    Ending(
        StatementSource.HERSELF,
        "free",
        say("she says so herself, and could speak freely"),
        say("nobody has said that she could speak freely"),
    ),
    Ending(
        StatementSource.COLLEAGUE,
        "free",
        say("one of us saw her, apart from those who held her"),
        say("nobody has said that she was apart from those who held her"),
    ),
    Ending(
        StatementSource.RECEIVING_SIDE,
        "trusted",
        say("a side that may hold her, as known today, confirmed that she arrived"),
        say("the receiving side is not known as one that may hold her"),
    ),
)
BY_SOURCE = {ending.source: ending for ending in ENDINGS}


def lacks(statement: CaseStatement) -> tuple[Sentence, ...]:
    """Return why this "no longer in danger" does not end the danger; empty where it does."""
    ending = BY_SOURCE.get(statement.source)
    missing = []
    if ending is None:
        missing.append(
            say("who says so cannot end it: {source}", source=statement.source.sentence())
        )
    # Not known is not enough: "no longer in danger" may have been said with the exploiter in the
    # room.
    elif getattr(statement, ending.needs) is not True:
        missing.append(ending.lacks)
    if statement.heard is not None and not statement.heard.proves:
        missing.append(NOT_PROVED)
    # Without the hour nobody knows whether a danger of the same day came before it or after.
    if not isinstance(statement.said, datetime):
        missing.append(say("the hour is missing"))
    if not statement.what_changed.strip():
        missing.append(say("what changed is not said"))
    return tuple(missing)


def not_before(
    dangers: Iterable[CaseStatement], said: datetime, zone: tzinfo
) -> tuple[CaseStatement, ...]:
    """Return those that a "no longer" of this moment does not end: they are not surely of before
    it."""
    return tuple(danger for danger in dangers if danger.latest(zone) >= said)
