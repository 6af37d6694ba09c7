"""The two ways in which the library says no. Both name the place or the reasons, for people."""

from numbers import Integral, Real

from unseen.messages import Sentence, say


class BadInput(ValueError):
    """What was given cannot be read. `where` names the place: a line, a column, an argument."""

    def __init__(self, where: str, why: str | Sentence) -> None:
        super().__init__(f"{where}: {why}" if where else why)
        self.where = where
        self.why = why


class Refused(Exception):
    """What was given can be read, but an answer would claim more than the data know."""

    def __init__(self, *reasons: str | Sentence) -> None:
        super().__init__("; ".join(map(str, reasons)))
        self.reasons = reasons


def check_kind(where: str, value: object, *kinds: type) -> None:
    """Refuse at the door what would end as a traceback from within. Raises `BadInput`."""
    if not isinstance(value, kinds):
        wanted = ", ".join(kind.__name__ for kind in kinds)
        raise BadInput(
            where,
            say(
                "{kind} is not taken here; it takes one of: {wanted}",
                kind=type(value).__name__,
                wanted=wanted,
            ),
        )


def check_number(where: str, value: object, *, whole: bool = False) -> None:
    """Refuse what is no number; numpy's are numbers too. Raises `BadInput`."""
    if isinstance(value, bool) or not isinstance(value, Integral if whole else Real):
        raise BadInput(
            where,
            say("{value} is no whole number", value=repr(value))
            if whole
            else say("{value} is no number", value=repr(value)),
        )
