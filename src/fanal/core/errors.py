"""The ways in which the rules say no. Both are shown to people: they name the place."""

from collections.abc import Collection
from typing import Self

from fanal.core.words import Translatable


class BadInput(ValueError):
    """What was given cannot be read. `where` names the place: a line, a column, a field, a code.

    `why` is a sentence where a person meets it on a page, so that the page can translate it.
    """

    def __init__(self, where: str, why: str | Translatable) -> None:
        super().__init__(f"{where}: {why}" if where else why)
        self.where = where
        self.why = why


class Refused(Exception):
    """What was given can be read, but the answer would claim more than it knows."""

    def __init__(self, *reasons: str | Translatable) -> None:
        super().__init__("; ".join(map(str, reasons)))
        self.reasons = reasons


class TooBusy(Exception):
    """The machine is too busy: nothing was done, the same may be asked again soon."""


class Conflict(Exception):
    """Somebody saved this record since it was opened. Both versions are kept, to be compared.

    `version` is that of `theirs`: the edit that settles the two starts from it.
    """

    def __init__(
        self, yours: dict[str, object], theirs: dict[str, object], version: int = 0
    ) -> None:
        super().__init__("the record was saved by somebody else meanwhile")
        self.version = version
        self.yours = yours
        self.theirs = theirs

    def only(self, fields: Collection[str]) -> Self:
        """Return this conflict with these fields alone: what a page can set side by side."""
        yours, theirs = ({name: one[name] for name in fields} for one in (self.yours, self.theirs))
        return type(self)(yours, theirs, self.version)
