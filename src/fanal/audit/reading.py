"""Unusual reading: who opened many files on a day, worked out from the journal.

A lead sees the colleagues of her teams, an auditor everybody; nobody sees herself. What a conflict
of interest keeps from the viewer is not counted for her. An app whose files are read declares it:
`READS` in its `actions.py` (the acts that open a file), `closed_and_outside` and `hidden_from` in
its `file_reads.py`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from fanal.accounts.access import case_teams
from fanal.accounts.models import User
from fanal.accounts.office_time import office_zone
from fanal.audit import tokens
from fanal.audit.models import JournalEntry, ReadingNotice
from fanal.audit.sentences import modules
from fanal.core.casework.unusual_reading import (
    AN_HOUR,
    AT_NIGHT,
    CLOSED,
    OUTSIDE,
    FileRead,
    ReadingPattern,
)
from fanal.core.casework.unusual_reading import reading as counted
from fanal.core.roles import Permission

SHOWN_FOR = timedelta(days=7)
VIEWERS = (Permission.LEAD_CASES, Permission.READ_JOURNAL)
# Whoever opened fewer files than the smallest of the limits is above none: her entries need not be
# opened.
LEAST = min(AN_HOUR, AT_NIGHT, CLOSED, OUTSIDE)


@dataclass(frozen=True)
class UnusualReadingRow:
    """What somebody read on a day, above one of the numbers."""

    day: date
    who: User
    reading: ReadingPattern


def rows_for(viewer: User, days: Iterable[date]) -> list[UnusualReadingRow]:
    """Return the unusual reading that this reader may see, the latest day first."""
    people = {colleague.pk: colleague for colleague in colleagues_of(viewer)}
    found = [one for day in sorted(days, reverse=True) for one in _unusual_on(day, people)]
    if not found:
        return []
    # Asked only now, since it verifies every file of her teams. What is hidden only lowers numbers.
    hidden = _hidden(viewer)
    shown = [(row, [one for one in reads if one.about not in hidden]) for row, reads in found]
    counted_for_her = [_row(row.day, row.who, reads) for row, reads in shown]
    return [row for row in counted_for_her if row.reading.facts()]


def _unusual_on(
    day: date, people: Mapping[UUID, User]
) -> list[tuple[UnusualReadingRow, list[FileRead]]]:
    """Return each unusual reading of the day with what was read, whoever looks at it."""
    read = _read_on(day, people).items()
    rows = [(_row(day, people[who], reads), reads) for who, reads in read]
    return [(row, reads) for row, reads in rows if row.reading.facts()]


def _row(day: date, who: User, reads: list[FileRead]) -> UnusualReadingRow:
    marks = _closed_and_outside(who.pk, {one.about for one in reads})
    return UnusualReadingRow(day, who, counted(reads, *marks))


def colleagues_of(viewer: User) -> QuerySet[User]:
    """Return the colleagues whose reading this person may look at: never her own."""
    # Who looks at reading does not learn from which number on she herself would be seen.
    others = User.objects.exclude(pk=viewer.pk).order_by("display_name")
    if viewer.may(Permission.READ_JOURNAL):
        return others
    if not viewer.may(Permission.LEAD_CASES):
        return others.none()
    return others.filter(teams__in=case_teams().filter(members=viewer)).distinct()


def last_days(today: date) -> list[date]:
    return [today - timedelta(days=n) for n in range(SHOWN_FOR.days)]


def notice_for(viewer: User, today: date) -> date | None:
    """The last day with something to look at, while it is shown: one short question."""
    if not viewer.may(*VIEWERS):
        return None
    since = today - SHOWN_FOR
    rows = ReadingNotice.objects.filter(to=viewer, day__gt=since)
    return rows.values_list("day", flat=True).first()


@transaction.atomic
def newly_unusual(today: date) -> list[User]:
    """Return whom to tell by mail that there is something to look at: once for each day."""
    to_mail = []
    for viewer in User.objects.who_may(*VIEWERS).order_by("email"):
        row, _made = ReadingNotice.objects.get_or_create(to=viewer)
        # Yesterday too: what was read after the last sweep of that day would go unseen otherwise.
        for day in (today - timedelta(days=1), today):
            if (row.day is None or row.day < day) and rows_for(viewer, [day]):
                row.day = day
                row.save(update_fields=["day"])
                to_mail.append(viewer)
    return to_mail


def _read_on(day: date, people: Mapping[UUID, User]) -> dict[UUID, list[FileRead]]:
    """What was opened on that day, by whom. Only of those who opened more than the least number are
    the entries opened."""
    readers = {tokens.reader(day, person): person for person in people}
    opened = JournalEntry.objects.filter(by_token__in=readers).order_by()
    counts = opened.values_list("by_token").annotate(n=Count("about_token", distinct=True))
    # Counted by tokens first: what nobody has to be asked about is not opened to be looked at.
    many = [token for token, _n in counts.filter(n__gt=LEAST)]
    found: dict[UUID, list[FileRead]] = {}
    for one in opened.filter(by_token__in=many) if many else ():
        # What was read of no one file, as a calendar of before, is counted as none.
        if one.act in tokens.reads() and _id(one.about):
            who = readers[one.by_token]
            found.setdefault(who, []).append(FileRead(one.about, _hour(one, people[who])))
    return found


def files_opened_by(who: UUID, days: Iterable[date]) -> set[UUID]:
    """What somebody opened on these days: after a device of hers was taken."""
    found = JournalEntry.objects.filter(
        by_token__in=[tokens.reader(day, who) for day in days]
    ).order_by()
    about = {entry.about for entry in found if entry.act in tokens.reads()}
    return {read for one in about if (read := _id(one)) is not None}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _hour(entry: JournalEntry, who: User) -> int:
    """Return the hour by the clock of the office of who read: the night is hers, whoever looks at
    it from where."""
    return timezone.localtime(entry.at, office_zone(who)).hour


def _hidden(viewer: User) -> set[str]:
    return {str(id) for module in modules("file_reads") for id in module.hidden_from(viewer)}


def _closed_and_outside(who: UUID, about: set[str]) -> tuple[set[str], set[str]]:
    closed: set[str] = set()
    outside: set[str] = set()
    for module in modules("file_reads"):
        shut, others = module.closed_and_outside(who, about)
        closed |= {str(id) for id in shut}
        outside |= {str(id) for id in others}
    return closed, outside
