"""The calendar of a telephone: days, and hours if she wants them; no name, no case, no place."""

import re
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account, take_factors
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.lists import end_feed, make_feed
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import CalendarFeed
from fanal.rotation.actions import suspect_person
from tests import files
from tests.journal import entries

PAGE = "/cases/tasks/calendar/"


def read(token, client=None):
    return (client or Client()).get(reverse("cases:feed", args=[token]))


def due(days):
    return timezone.localdate() + timedelta(days=days)


def events(text):
    return re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.S)


def test_a_calendar_says_the_days_and_nothing_else(cast, case):
    task = add_task(
        case=case, title="call the clinic in Pakse", due=due(3), hour=time(9), by=cast.sokha
    )
    answer = read(make_feed(user=cast.sokha, with_hours=False))
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = events(text)
    assert f"DTSTART;VALUE=DATE:{due(3):%Y%m%d}" in event
    assert re.search(r"SUMMARY:(Task|Tâche)\r\n", event)
    for hidden in ("clinic", "Pakse", case.code_name, str(case.id), str(task.id), "Sokha", "0900"):
        assert hidden not in text


def test_the_hours_stand_in_it_only_for_whoever_asked_for_them(cast, case):
    add_task(case=case, title="call", due=due(3), hour=time(9), by=cast.sokha)
    add_task(case=case, title="write", due=due(4), by=cast.sokha)
    text = read(make_feed(user=cast.sokha, with_hours=True)).content.decode()
    assert re.search(r"DTSTART:\d{8}T\d{6}Z", text)
    assert f"DTSTART;VALUE=DATE:{due(4):%Y%m%d}" in text


def test_what_is_sealed_to_people_is_in_no_calendar(cast, case):
    add_entry(
        case=case,
        kind="legal",
        answers={"hearing": f"{due(5):%d/%m/%Y}"},
        **cast.acting(cast.sokha),
    )
    assert events(read(make_feed(user=cast.sokha, with_hours=True)).content.decode()) == []


def test_it_ends_when_it_is_withdrawn_made_anew_or_the_account_ends(cast, case):
    first = make_feed(user=cast.sokha, with_hours=False)
    second = make_feed(user=cast.sokha, with_hours=False)
    assert read(first).status_code == 404
    assert read(second).status_code == 200
    end_feed(user=cast.sokha)
    assert read(second).status_code == 404
    third = make_feed(user=cast.sokha, with_hours=False)
    end_account(user=cast.sokha, by=cast.anan)
    assert read(third).status_code == 404
    assert not CalendarFeed.objects.exists()
    acts = [entry.act for entry in entries() if entry.act.startswith("calendar")]
    assert acts == ["calendar.made", "calendar.made", "calendar.ended", "calendar.made"]


@pytest.mark.parametrize("lost", [suspect_person, take_factors])
def test_it_ends_with_a_device_that_was_lost(cast, case, lost):
    """The address stands in the calendar of a telephone or laptop that a thief has now."""
    token = make_feed(user=cast.sokha, with_hours=True)
    add_task(case=case, title="call", due=due(3), by=cast.sokha)
    lost(user=cast.sokha, by=cast.anan)
    assert read(token).status_code == 404


def test_a_case_that_closes_to_her_leaves_the_calendar(cast, case):
    token = make_feed(user=cast.sokha, with_hours=False)
    add_task(case=case, title="call", due=due(3), by=cast.sokha)
    assert len(events(read(token).content.decode())) == 1
    keep_out(case=case, user=cast.sokha, by=cast.noi, reason="her cousin")
    assert events(read(token).content.decode()) == []


def test_the_secret_is_kept_nowhere_and_shown_once(cast):
    client = files.browser(cast, cast.sokha)
    shown = client.post(PAGE, {"hours": "no"}).text
    token = re.search(r"/calendar/([\w-]{40,})\.ics", shown)[1]
    assert read(token).status_code == 200
    kept = CalendarFeed.objects.get()
    assert token not in str(vars(kept))
    assert token not in client.get(PAGE).text
    assert token not in str([(entry.act, entry.detail) for entry in entries()])


@pytest.mark.parametrize("change", [{"user": "noi"}, {"with_hours": True}])
def test_a_row_that_somebody_changed_in_the_database_fits_no_secret(cast, case, change):
    """With an account and the database she would read at which hour others are due."""
    token = make_feed(user=cast.sokha, with_hours=False)
    given = {name: getattr(cast, one) if name == "user" else one for name, one in change.items()}
    CalendarFeed.objects.update(**given)
    assert read(token).status_code == 404


def test_whoever_guesses_is_slowed_down(cast):
    answers = [read(f"guess{n}").status_code for n in range(70)]
    assert answers[0] == 404
    token = make_feed(user=cast.sokha, with_hours=False)
    assert 429 in [read(token).status_code for _ in range(40)]


def test_a_session_locked_or_not_is_no_part_of_it(cast, case):
    add_task(case=case, title="call", due=due(3), by=cast.sokha)
    token = make_feed(user=cast.sokha, with_hours=False)
    assert len(events(read(token).content.decode())) == 1
    assert read(token, cast.client(cast.noi)).status_code == 200


def test_whoever_holds_no_case_has_no_calendar(cast):
    assert files.browser(cast, cast.duc).get(PAGE).status_code == 404
