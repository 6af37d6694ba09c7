"""Who read many files on a day: facts for the lead of her team and for the auditor, for nobody else."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.audit import actions as audit
from fanal.audit.reading import newly_unusual, rows_for
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.models import Case
from fanal.commands.sweep import sweep
from tests import files
from tests.files import browser
from tests.shares import strangers

TODAY = timezone.localdate


@pytest.fixture
def at(monkeypatch):
    """The hour of the next entries, today."""

    def hour(n):
        moment = timezone.make_aware(datetime.combine(TODAY(), datetime.min.time())) + timedelta(
            hours=n
        )
        monkeypatch.setattr("fanal.audit.actions.timezone.now", lambda: moment)

    return hour


def read(who, many, about=None):
    for id in about or [uuid4() for _ in range(many)]:
        audit.record(act="case.opened", by=who, about=id, detail={"compartment": "narrative"})


def seen(viewer):
    return [
        (str(row.who), [str(fact) for fact in row.reading.facts()])
        for row in rows_for(viewer, [TODAY()])
    ]


@pytest.mark.asvs("V2.4.1")
def test_many_files_in_an_hour_are_shown_to_her_lead_and_to_the_auditor(cast, at):
    at(14)
    read(cast.sokha, 21)
    told = [(str(cast.sokha), ["21 files between 14:00 and 15:00"])]
    assert seen(cast.noi) == told
    assert seen(cast.vera) == told


def test_nobody_sees_beyond_her_team_nor_herself(cast, at):
    at(14)
    for one in (cast.sokha, cast.noi, cast.kham):
        read(one, 30)
    assert [who for who, _facts in seen(cast.noi)] == [str(cast.sokha)]
    assert seen(cast.sokha) == []
    assert {who for who, _ in seen(cast.vera)} == {str(cast.sokha), str(cast.noi), str(cast.kham)}


def test_files_at_night_are_told(cast, at):
    at(3)
    read(cast.sokha, 6)
    assert seen(cast.noi) == [(str(cast.sokha), ["6 files at night"])]


def test_what_was_opened_of_no_one_file_is_counted_as_none_and_stops_no_sweep(cast, at):
    at(14)
    read(cast.mai, 21)
    audit.record(act="justice.calendar", by=cast.mai, detail={"hearings": 3})
    told = [(str(cast.mai), ["21 files between 14:00 and 15:00"])]
    assert seen(cast.vera) == told
    assert cast.vera in newly_unusual(TODAY())


def test_twenty_openings_of_one_file_are_one_file(cast, at):
    at(3)
    read(cast.sokha, 0, [files.case(cast).id] * 30)
    assert seen(cast.noi) == []


def test_closed_files_and_those_of_others_are_told(cast, at):
    at(10)
    cases = [files.case(cast) for _ in range(6)]
    Case.objects.filter(id__in=[case.id for case in cases]).update(closed=True, assignee=cast.noi)
    read(cast.sokha, 0, [case.id for case in cases])
    assert seen(cast.noi) == [(str(cast.sokha), ["6 files of closed cases"])]
    people = [case.people.get().id for case in cases]
    read(cast.noi, 0, people)
    assert seen(cast.vera)[0][1] == ["6 files of closed cases"]


def test_what_a_conflict_closes_to_the_lead_is_not_counted_for_her(cast, at):
    at(3)
    cases = [files.case(cast) for _ in range(6)]
    keep_out(case=cases[0], user=cast.noi, reason="her cousin", by=cast.sokha)
    read(cast.sokha, 0, [case.id for case in cases])
    assert seen(cast.noi) == []
    assert seen(cast.vera) == [(str(cast.sokha), ["6 files at night"])]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_states_its_numbers_and_the_lead_finds_it_on_her_list(cast, at, language):
    at(3)
    read(cast.sokha, 6)
    newly_unusual(TODAY())
    said = {
        "en": ("6 files at night", "more than 20 files", "Unusual reading in your team on"),
        "fr": (
            "6 fiches la nuit",
            "plus de 20 fiches",
            "Consultation inhabituelle dans votre équipe le",
        ),
    }
    for who, line in ((cast.noi, True), (cast.vera, False)):
        client = cast.client(who)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = client.get(reverse("audit:reading")).text
        assert str(cast.sokha) in page
        assert said[language][0] in page
        assert said[language][1] in page
        if line:
            assert said[language][2] in client.get("/cases/").text
    assert said[language][2] not in cast.client(cast.sokha).get("/cases/").text


@pytest.mark.parametrize(
    "who", strangers(["sokha", "mai", "claire", "duc", "anan"], "the page is not there for others")
)
def test_the_page_is_not_there_for_others(cast, who):
    assert browser(cast, getattr(cast, who)).get(reverse("audit:reading")).status_code == 404


def test_the_sweep_tells_the_lead_once_a_day_by_a_mail_without_content(cast, at):
    at(24 + 3)
    read(cast.sokha, 6)
    now = timezone.localtime() + timedelta(days=1)
    sweep(now)
    sweep(now + timedelta(minutes=5))
    assert sorted(one.to[0] for one in mail.outbox) == sorted([cast.noi.email, cast.vera.email])
    assert {one.body for one in mail.outbox} == {"Something waits for you."}


def test_a_day_of_work_mails_nobody_and_no_file_is_verified_for_it(cast, at):
    at(10)
    read(cast.sokha, 10)
    with CaptureQueriesContext(connection) as asked:
        assert newly_unusual(TODAY()) == []
    assert [one["sql"] for one in asked if "people_person" in one["sql"]] == []
