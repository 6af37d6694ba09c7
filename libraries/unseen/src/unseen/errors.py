"""The two ways in which the library says no. Both name the place or the reasons, for people."""

from unseen.messages import Sentence


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
