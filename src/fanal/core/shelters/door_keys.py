"""The keys of the door of a shelter: who has one, and what is lost until the lock is another one.

Whoever found a key needs no name: until the lock is changed the shelter is open to her.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

TO_DIRECTION = timedelta(days=1)  # after so long it is no longer the lead's alone


@dataclass(frozen=True, slots=True)
class DoorKey:
    """A key of the door. `number`: given once in a shelter. `who`: the id of a colleague; of
    anybody else "", and `words` say who it is, with no name."""

    number: int
    who: str
    words: str
    since: date

    @classmethod
    def stored(cls, told: Mapping[str, str]) -> Self:
        return cls(
            int(told["number"]), told["who"], told["words"], date.fromisoformat(told["since"])
        )

    def to_store(self) -> dict[str, str]:
        since = self.since.isoformat()
        return {"number": str(self.number), "who": self.who, "words": self.words, "since": since}


@dataclass(frozen=True, slots=True)
class LostKey:
    """A key of which nobody knows where it is since `on`; `changed_on`: the lock is another one.
    What happened stands in the book."""

    on: date
    changed_on: date | None = None

    @classmethod
    def stored(cls, told: Mapping[str, str]) -> Self:
        changed = told.get("changed_on")
        day = date.fromisoformat(changed) if changed else None
        return cls(date.fromisoformat(told["on"]), day)

    def to_store(self) -> dict[str, str]:
        changed = self.changed_on.isoformat() if self.changed_on else ""
        return {"on": self.on.isoformat(), "changed_on": changed}


def open_since(lost: Sequence[LostKey]) -> date | None:
    """Return since when whoever has a lost key can come in; None where the lock was
    changed after each."""
    return min((key.on for key in lost if key.changed_on is None), default=None)


def after_change(lost: LostKey, on: date) -> LostKey:
    """Return the lost key after the lock was changed `on` a day: one that was lost later is of the
    new lock and still opens the door."""
    return lost if lost.changed_on or lost.on > on else replace(lost, changed_on=on)


def is_for_direction(since: date | None, today: date) -> bool:
    return since is not None and since + TO_DIRECTION <= today


def held_by(held: Sequence[DoorKey], colleagues: Collection[str]) -> list[DoorKey]:
    """Return the keys of these colleagues."""
    return [key for key in held if key.who in colleagues]


def with_who_left(held: Sequence[DoorKey], there: Collection[str]) -> list[DoorKey]:
    """Return the keys of colleagues who do not work there any more."""
    # Who is no colleague has only words, and cannot be looked for in a list of accounts.
    return [key for key in held if key.who and key.who not in there]
