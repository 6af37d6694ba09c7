"""What somebody read in a day, as numbers of files: facts for a lead and an auditor, no score.

The numbers above which it is shown are guesses to begin with: a day of team work stays below them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from fanal.core.words import Sentence, say

NIGHT_BEGINS, NIGHT_ENDS = 22, 6
AN_HOUR, AT_NIGHT, CLOSED, OUTSIDE = 20, 5, 5, 15


@dataclass(frozen=True)
class FileRead:
    """One opening of a part of a file, in an hour of the day (0 to 23)."""

    about: str
    hour: int


@dataclass(frozen=True)
class ReadingPattern:
    """How many different files: in the fullest hour, at night, closed ones, those of others."""

    files: int
    an_hour: int
    hour: int
    at_night: int
    closed: int
    outside: int

    def facts(self) -> list[Sentence]:
        """Return what is above its number, each in a sentence; nothing where all is below."""
        above_number = [
            (
                self.an_hour > AN_HOUR,
                say(
                    "{n} files between {hour:02}:00 and {next:02}:00",
                    n=self.an_hour,
                    hour=self.hour,
                    next=(self.hour + 1) % 24,
                ),
            ),
            (self.at_night > AT_NIGHT, say("{n} files at night", n=self.at_night)),
            (self.closed > CLOSED, say("{n} files of closed cases", n=self.closed)),
            (
                self.outside > OUTSIDE,
                say("{n} files of which colleagues are in charge", n=self.outside),
            ),
        ]
        return [sentence for above, sentence in above_number if above]


def reading(
    reads: Iterable[FileRead], closed: Collection[str], outside: Collection[str]
) -> ReadingPattern:
    """The numbers of one person on one day. A file counts once, however often it was opened."""
    hours: dict[int, set[str]] = {}
    for file_read in reads:
        hours.setdefault(file_read.hour, set()).add(file_read.about)
    files = set().union(*hours.values())
    # Of two hours that are equally full the earlier, so that the same day always gives the same
    # sentence.
    fullest = max(hours, key=lambda hour: (len(hours[hour]), -hour), default=0)
    night = [read for hour, read in hours.items() if at_night(hour)]
    return ReadingPattern(
        files=len(files),
        an_hour=len(hours.get(fullest, ())),
        hour=fullest,
        at_night=len(set().union(*night)),
        closed=len(files.intersection(closed)),
        outside=len(files.intersection(outside)),
    )


def at_night(hour: int) -> bool:
    return hour >= NIGHT_BEGINS or hour < NIGHT_ENDS


def limits() -> list[Sentence]:
    """The numbers, as the page states them."""
    return [
        say("more than {n} files within an hour of the clock", n=AN_HOUR),
        say(
            "more than {n} files at night, from {begins:02}:00 to {ends:02}:00",
            n=AT_NIGHT,
            begins=NIGHT_BEGINS,
            ends=NIGHT_ENDS,
        ),
        say("more than {n} files of cases that are closed", n=CLOSED),
        say("more than {n} files of cases that other colleagues are in charge of", n=OUTSIDE),
    ]
