"""The file that a calendar reads, by the rules of RFC 5545."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.icalendar import CalendarTime, calendar

NOW = datetime(2026, 11, 27, 8, 12, tzinfo=UTC)
WHEN = st.one_of(
    st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


@given(st.lists(WHEN, max_size=5), st.text(max_size=120))
def test_every_line_is_short_ends_rightly_and_reads_as_it_was(times, title):
    text = calendar(
        [CalendarTime(str(n), at) for n, at in enumerate(times)], title=title, name="Fanal", now=NOW
    )
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = unfolded(text)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(times)
    begun = [line for line in lines if line.startswith("DTSTART")]
    assert len(begun) == len(times)


def test_an_hour_is_written_in_universal_time_and_a_day_as_a_day():
    text = calendar(
        [CalendarTime("a", NOW), CalendarTime("b", date(2026, 11, 30))],
        title="Task",
        name="Fanal",
        now=NOW,
    )
    assert "DTSTART:20261127T081200Z\r\nDTEND:20261127T084200Z" in text
    assert "DTSTART;VALUE=DATE:20261130\r\nDTEND;VALUE=DATE:20261201" in text
