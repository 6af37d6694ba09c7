"""A journal of 100,000 entries: the auditor's page, unusual reading, what a person is told."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from fanal.accounts import notices
from fanal.audit import reading, tokens
from fanal.audit.models import JournalEntry, JournalText
from fanal.core.casework.unusual_reading import AN_HOUR
from tests.bench.pace import milliseconds

ENTRIES, A_DAY, GOAL_MS = 100_000, 1_000, 150
FILES = [UUID(int=n + 1) for n in range(400)]


def fill(cast):
    """A hundred days of work; each day somebody opens more files than a day of work has."""
    people = [cast.sokha, cast.mai, cast.noi, cast.kham]
    rows, now = [], timezone.now()
    first = JournalEntry.objects.order_by("-number")[0].number + 1
    for n in range(ENTRIES):
        days, place = divmod(n, A_DAY)
        at = now - timedelta(days=ENTRIES // A_DAY - 1 - days)
        who = people[place % 4]
        about = FILES[place % (200 if place % 4 == 0 else AN_HOUR // 2 * 4)]
        act = "case.moved" if place % 5 == 4 else "case.opened"
        detail = f'{{"at": "{at.isoformat()}", "compartment": "narrative"}}'
        day, said = timezone.localdate(at), JournalText(act, str(who.pk), str(about), detail)
        kept = {"before": bytes(32), "mark": bytes(32), **tokens.of(day, said)}
        rows.append(JournalEntry(number=first + n, day=day, said=said, **kept))
    JournalEntry.objects.bulk_create(rows, batch_size=1_000)


@pytest.mark.bench
def test_the_journal_of_100_000_entries_is_read_within_150_ms(cast):
    fill(cast)
    client = cast.client(cast.vera)
    days = reading.last_days(timezone.localdate())
    assert [str(row.who) for row in reading.rows_for(cast.vera, days)].count("Sokha Chea") == 7
    asked = {
        "a page of the journal": lambda: client.get("/audit/"),
        "unusual reading of seven days": lambda: reading.rows_for(cast.vera, days),
        "unusual reading, for a lead": lambda: reading.rows_for(cast.noi, days),
        "what she is told": lambda: notices.latest(cast.sokha),
        "whom to mail": notices.to_mail,
    }
    found = {}
    for name, work in asked.items():
        work()
        here, found[name] = milliseconds(work, rounds=5)
        print(f"{name}: {found[name]:.1f} ms ({here:.1f} here)")
    assert max(found.values()) <= GOAL_MS
