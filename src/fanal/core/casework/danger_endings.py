"""What ends danger: the answers that do, and what each of them needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from fanal.core.casework.statements import CaseStatement, StatementSource
from fanal.core.words import Sentence, say

# Of what she said herself on a call without an agreed word: no proof of life, and no end.
NOT_PROVED = say("nobody met her, and no agreed word was said: ask who met her")


@dataclass(frozen=True, slots=True)
class Ending:
    """An answer that ends danger. `needs`: what has to be true of it beside its hour and reason;
    `lacks` says that nobody answered it, `denied` that the answer was no."""

    source: StatementSource
    needs: str
    says: Sentence
    lacks: Sentence
    denied: Sentence

    def missing(self, statement: CaseStatement) -> Sentence | None:
        """Return why what it needs is not true of the statement, None where it is."""
        match getattr(statement, self.needs):
            case True:
                return None
            case False:
                return self.denied
        # Not known is not enough: "no longer in danger" may have been said with the exploiter in
        # the room.
        return self.lacks


ENDINGS = (
    Ending(
        StatementSource.HERSELF,
        "free",
        say("she says so herself, and could speak freely"),
        say("nobody has said that she could speak freely"),
        say("she could not speak freely"),
    ),
    Ending(
        StatementSource.COLLEAGUE,
        "free",
        say("one of us saw her, apart from those who held her"),
        say("nobody has said that she was apart from those who held her"),
        say("she was not apart from those who held her"),
    ),
    Ending(
        StatementSource.RECEIVING_SIDE,
        "trusted",
        say("a side that may hold her, as known today, confirmed that she arrived"),
        say("the receiving side is not known as one that may hold her"),
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
    elif (not_so := ending.missing(statement)) is not None:
        missing.append(not_so)
    if statement.heard is not None and not statement.heard.proves:
        missing.append(NOT_PROVED)
    # Without the hour nobody knows whether a danger of the same day came before it or after.
    if not isinstance(statement.said, datetime):
        missing.append(say("the hour is missing"))
    if not statement.what_changed.strip():
        missing.append(say("nobody has said what ended the danger"))
    return tuple(missing)


def not_before(
    dangers: Iterable[CaseStatement], said: datetime, zone: tzinfo
) -> tuple[CaseStatement, ...]:
    """Return those that a "no longer" of this moment does not end: they are not surely of before
    it."""
    return tuple(danger for danger in dangers if danger.latest(zone) >= said)
