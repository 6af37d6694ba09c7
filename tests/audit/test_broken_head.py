"""Whoever writes to the database breaks the hour that stands beside the head of the journal."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from fanal.audit.actions import last_hour, record
from fanal.audit.models import JournalHead
from fanal.audit.queries import examine
from tests import files
from tests.security.planting import update

pytestmark = pytest.mark.django_db
BROKEN = b"\x02" + b"x" * 64


@pytest.fixture
def broken(cast, case):
    update(JournalHead, {"at": BROKEN}, id=1)
    return case


def test_acts_go_on_and_the_journal_stays_whole(cast, broken):
    before = JournalHead.objects.get().number
    assert record(act="case.looked_for", by=cast.sokha).number == before + 1
    assert last_hour() is not None
    assert examine().faults == []


def test_a_clock_that_was_set_back_is_noticed_all_the_same(cast, broken, monkeypatch):
    # Of the last entry, not of now: the cast was made when this process began.
    earlier = last_hour() - timedelta(hours=3)
    monkeypatch.setattr("fanal.audit.actions.timezone.now", lambda: earlier)
    entry = record(act="case.looked_for", by=cast.sokha)
    assert json.loads(entry.detail)["set_back"] == 180


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps bytes alone there")
@pytest.mark.parametrize("value", ["x", 7])
def test_what_is_no_bytes_at_all_stops_nobody_either(cast, broken, value):
    update(JournalHead, {"at": value}, id=1)
    assert record(act="case.looked_for", by=cast.sokha).number
    update(JournalHead, {"at": value}, id=1)
    assert last_hour() is not None


@pytest.mark.parametrize("name", ["cases:today", "cases:list", "cases:case", "journeys:board"])
def test_pages_are_shown(cast, broken, name):
    args = [broken.pk] if name == "cases:case" else []
    assert files.browser(cast, cast.sokha).get(reverse(name, args=args)).status_code == 200
