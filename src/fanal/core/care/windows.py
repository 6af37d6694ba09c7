"""The time within which something can still be done after an act, from `windows.toml`.

Counted from the earliest hour at which it may have happened: in doubt a window closes too early and
never too late. Hours are for who opens what is sealed; everybody else learns "today".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from fanal.core.data_files.toml_tables import TomlTable, Words, read_each, shipped_text
from fanal.core.errors import BadInput
from fanal.core.law.basis import Basis, read_basis
from fanal.core.words import LabelledEnum, Sentence, say

MOST = 2_400  # hours, of any window
MOST_DAYS = 366  # for which what is begun is taken


class WindowKind(LabelledEnum):
    HIV = "hiv", say("medicine against an infection with HIV")
    CONTRACEPTION = "contraception", say("emergency contraception")
    FORENSIC = "forensic", say("forensic samples")
    HEPATITIS = "hepatitis", say("vaccination against hepatitis B")
    INFECTIONS = "infections", say("treatment of other infections, tetanus")
    MIND = "mind", say("somebody to talk to")


@dataclass(frozen=True, slots=True)
class MedicalWindow:
    """A window of time for care or proof. `hours` None: at any time. `of_evidence`: for proof, not
    for her health. `country`: whose rule it is, none for the general one; `site`: where the traces
    are, by language. `days`: how long what is begun then is taken."""

    kind: WindowKind
    basis: Basis
    hours: int | None = None
    of_evidence: bool = False
    country: str = ""
    site: Words | None = None
    days: int = 0

    def how_sure(self) -> Sentence:
        return Sentence(SURE[self.basis.sure].template, {"source": self.basis.source})


SURE = {
    "S": say("{source}: read"),
    "X": say("{source}: told by another source"),
    "K": say("not confirmed: ask a physician"),
}


@dataclass(frozen=True, slots=True)
class ActTime:
    """When it happened, as far as it is known: the same moment twice where it is known for sure.

    Both are aware of their time zone: that of the place of the act.
    """

    earliest: datetime
    latest: datetime

    @property
    def exact(self) -> bool:
        return self.earliest == self.latest


@dataclass(frozen=True, slots=True)
class WindowLeft:
    """One window for one act, as of a moment. `until` None: at any time."""

    window: MedicalWindow
    until: datetime | None
    left: timedelta | None

    @property
    def open(self) -> bool:
        return self.left is None or self.left > timedelta(0)

    @property
    def hours_left(self) -> float | None:
        """The hours left, in steps of half an hour, rounded down; None where the
        window has no end."""
        return None if self.left is None else max(0, self.left // timedelta(minutes=30)) / 2


def act_time(day: date, hour: time | None, zone: str, *, now: datetime) -> ActTime:
    """Return the time of an act from what was said: a day, perhaps its hour. Without an hour the
    whole day counts, from its first minute. Raises BadInput for a day that is still to come."""
    place = ZoneInfo(zone)
    earliest = datetime.combine(day, hour or time(), place)
    if earliest > now:
        raise BadInput("day", say("this is still to come"))
    if hour is not None:
        return ActTime(earliest, earliest)
    latest = datetime.combine(day, time(23, 59), place)
    # The latest hour lies no later than now: what happened today has not happened tonight yet.
    return ActTime(earliest, max(earliest, min(latest, now.astimezone(place))))


def windows_left(
    act: ActTime, now: datetime, windows: Iterable[MedicalWindow] | None = None
) -> list[WindowLeft]:
    """Return every window, the general ones where none are given: what closes first stands first,
    what is closed or open at any time last."""
    found = [_left(one, act, now) for one in (medical_windows() if windows is None else windows)]
    return sorted(found, key=lambda one: (not one.open, one.until is None, one.until or now))


def _left(window: MedicalWindow, act: ActTime, now: datetime) -> WindowLeft:
    if window.hours is None:
        return WindowLeft(window, None, None)
    # Counted in UTC: a change of the clock between makes no hour longer.
    until = act.earliest.astimezone(ZoneInfo("UTC")) + timedelta(hours=window.hours)
    return WindowLeft(window, until.astimezone(act.earliest.tzinfo), until - now)


def see_today(act: ActTime | None, now: datetime, windows: Iterable[MedicalWindow] = ()) -> bool:
    """Whether she should see a health worker today: a window with an end is still open, a general
    one or one of `windows`, those of her countries. Where nobody knows when it happened, too: each
    hour may count."""
    if act is None:
        return True
    every = (*medical_windows(), *windows)
    return any(
        window_left.open
        for window_left in windows_left(act, now, every)
        if window_left.until is not None
    )


class CameWithin(StrEnum):
    """How long after an act she was spoken to by us, as it is counted: never an hour."""

    THREE_DAYS = "three_days"
    FIVE_DAYS = "five_days"
    LATER = "later"
    NOT_KNOWN = "not_known"


def came_within(act: ActTime | None, moment: datetime) -> CameWithin:
    """Return how soon she came, by limits of 72 and 120 hours from the earliest hour of the act."""
    if act is None:
        return CameWithin.NOT_KNOWN
    passed = moment - act.earliest
    # The hours of the windows for HIV prophylaxis and emergency contraception (windows.toml).
    if passed <= timedelta(hours=72):
        return CameWithin.THREE_DAYS
    return CameWithin.FIVE_DAYS if passed <= timedelta(hours=120) else CameWithin.LATER


@cache
def medical_windows() -> tuple[MedicalWindow, ...]:
    return read_windows("windows.toml", shipped_text("fanal.core.care", "windows.toml"))


def read_windows(file: str, text: str) -> tuple[MedicalWindow, ...]:
    """Return the windows of a file. Raises BadInput with `file:line` and the reason
    when it is malformed."""
    return read_each(file, text, "window", _read, "code", lambda one: one.kind)


def _read(row: TomlTable) -> MedicalWindow:
    row.only("code", "hours", "days", "of_evidence", "source", "sure")
    kind = row.member("code", WindowKind, say("no window"))
    hours = row.number("hours", 1, MOST) if "hours" in row.values else None
    days = row.number("days", 0, MOST_DAYS, default=0)
    evidence = bool(row.values.get("of_evidence", False))
    return MedicalWindow(kind, read_basis(row), hours, evidence, days=days)
