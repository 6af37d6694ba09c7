"""Hours and days are shown by the time zone of the reader's office, and read by it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Office, Team
from fanal.accounts.office_time import office_zone
from fanal.audit.models import JournalEntry
from fanal.authority import genuine_rows
from fanal.authority.attested import attest
from fanal.cases.actions.entries import add_note
from fanal.core.sealing.attestations import attestation
from fanal.sealed.server_key import derived
from tests import files
from tests.organisation.changes import asks, page

LATE = datetime(2026, 3, 3, 22, 30, tzinfo=UTC)  # already the 4th in Bangkok, not yet in Paris


def moves(cast, zone):
    Office.objects.filter(pk=cast.vientiane.office_id).update(time_zone=zone)
    genuine_rows.run()


def seen(client):
    """What “today” was while a page of hers was drawn."""
    return client.get(reverse("accounts:account"))


@pytest.mark.parametrize(
    ("zone", "day"), [("Europe/Paris", "2026-03-03"), ("Asia/Vientiane", "2026-03-04")]
)
def test_today_is_that_of_her_office(cast, monkeypatch, zone, day):
    moves(cast, zone)
    days = []
    monkeypatch.setattr(timezone, "now", lambda: LATE)
    client = cast.client(cast.kham)
    from fanal.accounts import views

    drawn = views.render
    monkeypatch.setattr(
        views, "render", lambda *a, **k: days.append(f"{timezone.localdate()}") or drawn(*a, **k)
    )
    client.get(reverse("accounts:account"))
    assert days == [day]


def test_an_office_of_before_has_none_and_shows_hours_by_the_settings(cast):
    moves(cast, None)
    assert office_zone(cast.kham) is None


def test_a_time_zone_that_this_machine_does_not_know_hides_no_page(cast):
    moves(cast, "Asia/Atlantis")
    assert office_zone(cast.kham) is None
    assert seen(cast.client(cast.kham)).status_code == 200


def test_the_zone_of_one_reader_is_not_that_of_the_next(cast):
    moves(cast, "Europe/Paris")
    seen(cast.client(cast.kham))
    assert timezone.get_current_timezone_name() == "Asia/Bangkok"


def test_the_days_of_the_journal_are_those_of_one_calendar(cast, monkeypatch):
    """Else an entry from Paris would bear an earlier day than the one before it."""
    case = files.case(cast)
    monkeypatch.setattr(timezone, "now", lambda: LATE)
    with timezone.override("Europe/Paris"):
        add_note(case=case, text="She called.", **cast.acting(cast.sokha))
    assert f"{JournalEntry.objects.latest('number').day}" == "2026-03-04"


def test_rows_of_before_the_new_columns_are_as_genuine_as_they_were():
    """A database of before opens after the upgrade: nobody has to certify offices and teams again."""
    key, of = derived("attestation"), uuid4()
    office = Office(id=of, name="Bangkok", country="TH", attested_version=1)
    before = [("country", "TH"), ("id", of.hex), ("name", "Bangkok")]
    assert attest(office) == attestation(key, "accounts_office", of.hex, 1, before)
    team = Team(id=of, name="Bangkok", office=office, attested_version=1)
    before = [("id", of.hex), ("name", "Bangkok"), ("office_id", of.hex)]
    assert attest(team) == attestation(key, "accounts_team", of.hex, 1, before)


def test_a_director_reads_what_follows_from_another_time_zone(cast):
    moved = {"country": ["France"], "time_zone": "Europe/Paris"}
    asks(cast, "office", [cast.vientiane.office_id], **moved)
    shown = page(cast, cast.claire).get(reverse("organisation:changes")).text
    assert "every hour of its teams follow the new time zone" in shown
