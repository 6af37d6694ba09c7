"""Days and hours in court: in the time of the court, on a day on which it works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from fanal.core.calendars.working_days import COUNTRIES, is_working_day
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, Sentence, say

# IANA time zones of the countries in which we go to court, the capital's where there are several.
ZONES = {
    "AE": "Asia/Dubai", "AU": "Australia/Sydney", "CN": "Asia/Shanghai", "DE": "Europe/Berlin",
    "FR": "Europe/Paris", "GB": "Europe/London", "HK": "Asia/Hong_Kong", "ID": "Asia/Jakarta",
    "JP": "Asia/Tokyo", "KH": "Asia/Phnom_Penh", "KR": "Asia/Seoul", "LA": "Asia/Vientiane",
    "MM": "Asia/Yangon", "MY": "Asia/Kuala_Lumpur", "PH": "Asia/Manila", "RU": "Europe/Moscow",
    "SG": "Asia/Singapore", "TH": "Asia/Bangkok", "TW": "Asia/Taipei", "US": "America/New_York",
    "VN": "Asia/Ho_Chi_Minh",
}  # fmt: skip


class HearingPresence(LabelledEnum):
    """Whether she has to come."""

    MUST = "must", say("she must come")
    MAY = "may", say("she may come")
    NEED_NOT = "need_not", say("she need not come")


COMES, VIDEO = "comes", "video"
HEARD_ELSEWHERE = (VIDEO, "stays_away")
WISHES = (
    (COMES, say("she wants to come")),
    (VIDEO, say("she wants to be heard by video, or behind a screen")),
    ("stays_away", say("she does not want to come")),
    ("undecided", say("she has not decided")),
)


class HearingNews(LabelledEnum):
    """What became of a hearing."""

    MOVED = "moved", say("moved to another day")
    ARRANGED = "arranged", say("it stays on that day, and somebody was arranged for it")
    HELD = "held", say("it was held")
    FELL_THROUGH = "fell_through", say("it did not take place")

    @property
    def changes_day(self) -> bool:
        return self in (HearingNews.MOVED, HearingNews.FELL_THROUGH)


# Who is arranged for one day, and no other: each is asked anew when the hearing moves.
FOR_THE_DAY = ("interpreter", "escort", "child_care", "adult")
OF_ONE_DAY = (*FOR_THE_DAY, "ties", "leaves", "back")


@dataclass(frozen=True, slots=True)
class CourtDay:
    """A day in court; `hour` in the time of the court, None where it is not known."""

    day: date
    hour: time | None
    zone: str

    @property
    def at(self) -> datetime | None:
        """The hearing as a moment in time, the same in every time zone."""
        return datetime.combine(self.day, self.hour, ZoneInfo(self.zone)) if self.hour else None


@dataclass(frozen=True, slots=True)
class HearingState:
    """A hearing as it stands: its day, how often it was moved, and whether it is over. `arranged`:
    who is for that day; `before`: who was for a day from which it was moved."""

    now: CourtDay
    was: tuple[CourtDay, ...] = ()
    over: HearingNews | None = None
    arranged: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)

    def moved(self, to: CourtDay, arranged: Mapping[str, str]) -> HearingState:
        before = {**self.before, **self.arranged}
        was = (*self.was, self.now)
        return replace(self, now=to, was=was, arranged=arranged, before=before)

    def also(self, arranged: Mapping[str, str]) -> HearingState:
        return replace(self, arranged={**self.arranged, **arranged})

    def to_ask_anew(self, name: str) -> str:
        """Return who was arranged for an earlier day, where nobody is for this one."""
        return "" if self.arranged.get(name) else self.before.get(name, "")


def zone_of(country: str, chosen: str = "") -> str:
    """The time zone of a court. Raises `BadInput` naming `zone` where it is not known."""
    zone = chosen or ZONES.get(country, "")
    if zone not in set(ZONES.values()):
        raise BadInput("zone", say("choose the time zone of the court"))
    return zone


def check_day(day: date, country: str, *, sure: bool = False) -> None:
    """Check a day. Raises `BadInput` at `sure` for one on which offices there do not work, by our
    calendar: holidays are set by decree and by the moon, so it is asked and not refused."""
    # Without a calendar of that country there is nothing to warn by.
    if sure or country not in COUNTRIES or is_working_day(day, country):
        return
    raise BadInput("sure", Sentence(CLOSED.template, {"day": day}))


CLOSED = say(
    "{day} is a holiday or a weekend there, by our calendar: ask the court, and tick here if it "
    "sits all the same"
)
