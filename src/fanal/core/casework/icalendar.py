"""A calendar of days and hours without a name (RFC 5545): that something is due, and not what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST = 75  # octets of a line (RFC 5545, 3.1)
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


@dataclass(frozen=True)
class CalendarTime:
    """`uid`: the same each time for the same thing. `at`: a moment with its zone, or a day.
    `title`: where it is called otherwise than the rest; `place`: a code, never an address."""

    uid: str
    at: datetime | date
    title: str = ""
    place: str = ""


def calendar(times: Iterable[CalendarTime], *, title: str, name: str, now: datetime) -> str:
    """The file that a calendar reads. Every entry is called `title`, but for its own."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(name)}//{_text(name)}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for calendar_time in times:
        lines += _event(calendar_time, title, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(calendar_time: CalendarTime, title: str, now: datetime) -> list[str]:
    if isinstance(calendar_time.at, datetime):
        # Without an end it takes no time (RFC 5545, 3.6.1): a page of a day would hardly show it.
        begins, ends = _moment(calendar_time.at), _moment(calendar_time.at + timedelta(minutes=30))
        when = [f"DTSTART:{begins}", f"DTEND:{ends}"]
    else:
        after = calendar_time.at + timedelta(days=1)
        when = [f"DTSTART;VALUE=DATE:{calendar_time.at:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(calendar_time.uid)}",
        f"DTSTAMP:{_moment(now)}",
        *when,
        f"SUMMARY:{_text(calendar_time.title or title)}",
        *([f"LOCATION:{_text(calendar_time.place)}"] if calendar_time.place else []),
        # Asks a calendar that is shared to show others no title (RFC 5545, 3.8.1.3).
        "CLASS:PRIVATE",
        # It blocks no time of hers: others may still ask for that hour (RFC 5545, 3.8.2.7).
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _moment(at: datetime) -> str:
    # In universal time: a zone would have to be described in the file, and telephones know their
    # own.
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(ESCAPED)


def _folded(line: str) -> str:
    """A long line goes on after a line break and a space; never within a letter."""
    parts, room = [""], LONGEST
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append(" ")
            room = LONGEST - 1
        parts[-1] += letter
        room -= size
    return "\r\n".join(parts)
