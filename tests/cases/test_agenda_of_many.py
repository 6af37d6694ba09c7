"""The calendar of somebody with very many cases: what is due in an old one is not lost, and what a
page leaves out it says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.states import record_sign
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, CaseEntry, CasePerson, StateCode
from fanal.cases.models.state import Stored
from fanal.cases.queries import agenda_pages
from fanal.cases.queries.agenda import agenda
from fanal.cases.queries.agenda_asked import MANY, MANY_CASES, Asked
from fanal.cases.queries.agenda_pages import AgendaPages
from fanal.cases.queries.at_risk import renew_watch_list
from fanal.core.casework.present import DangerState
from fanal.core.protection.kinds import RecordKind
from fanal.people.models import Person
from fanal.protection.actions.recording import record
from tests import files


@pytest.fixture
def old_case(cast):
    """Opened before hundreds of others, with something of each kind to come."""
    made = files.case(cast)
    Case.objects.filter(pk=made.pk).update(opened_on=timezone.localdate() - timedelta(days=900))
    newer(cast, MANY + 1)
    return made


def newer(cast, n):
    """Open cases of the same worker, opened today."""
    return Case.objects.bulk_create(
        [
            Case(
                team=cast.bangkok,
                code_name=f"Case {k}",
                assignee=cast.sokha,
                made_by=cast.sokha,
                opened_on=timezone.localdate(),
            )
            for k in range(n)
        ]
    )


def soon():
    return timezone.localdate() + timedelta(days=2)


def asked(cast, user, team=False):
    return Asked(user, cast.ring(user), timezone.localtime(), team)


@pytest.mark.parametrize("team", [False, True])
def test_what_is_due_in_an_old_case_stands_among_that_of_hundreds_of_newer_ones(
    cast, old_case, team
):
    write = {"case": old_case, **cast.acting(cast.sokha)}
    add_entry(kind="legal", answers={"hearing": f"{soon():%d/%m/%Y}"}, **write)
    add_entry(kind="visit", answers={}, due=soon(), **write)
    record_sign(
        person=old_case.people.get(),
        sign="message",
        said_at=None,
        next_by=timezone.now() + timedelta(days=2),
        **write,
    )
    whose = cast.noi if team else cast.sokha
    found = agenda(asked(cast, whose, team))
    assert {one.kind for one in found if str(old_case.id) in one.address} >= {
        "law",
        "visit",
        "sign",
    }


def test_a_day_in_court_of_an_old_case_is_not_lost(cast, old_case):
    record(
        case=old_case,
        kind=RecordKind.EVENT,
        person=old_case.people.get(),
        answers={"event": "court_date"},
        on=soon(),
        **cast.acting(cast.sokha),
    )
    assert old_case.code_name in {one.code for one in agenda(asked(cast, cast.sokha))}


def test_the_page_says_where_more_is_due_than_it_shows(cast, case):
    ring = cast.ring(cast.sokha)
    one = add_entry(case=case, kind="visit", answers={}, due=soon(), by=cast.sokha, ring=ring)
    cases = newer(cast, MANY)  # whose keys she has not: their visits stand there without words
    CaseEntry.objects.bulk_create(
        [
            CaseEntry(
                case=each,
                folder=each.id,
                kind="visit",
                number=1,
                version=1,
                sealed=one.sealed,
                due=soon(),
                made_by=cast.sokha,
                made_on=timezone.localdate(),
            )
            for each in cases
        ]
    )
    sokha = files.browser(cast, cast.sokha)
    assert f"the first {MANY} by day are shown" in sokha.get(reverse("cases:tasks")).text
    CaseEntry.objects.filter(case=cases[0]).update(done_on=timezone.localdate())
    assert "by day are shown" not in sokha.get(reverse("cases:tasks")).text


def awaited(cast, days):
    """Somebody in a case of her own for each of these days, by which she is to be heard from."""
    today = timezone.localdate()
    people = Person.objects.bulk_create(
        Person(team=cast.bangkok, code_name=f"Person {k}", made_by=cast.sokha, made_on=today)
        for k in range(len(days))
    )
    pairs = list(zip(newer(cast, len(days)), people, strict=True))
    CasePerson.objects.bulk_create([CasePerson(case=case, person=who) for case, who in pairs])
    StateCode.objects.bulk_create(
        [
            StateCode(
                case=case,
                person=who,
                told=Stored(DangerState.SAFE, today, today + timedelta(days=ahead)).packed(),
                may_need_lead=False,
            )
            for ahead, (case, who) in zip(days, pairs, strict=True)
        ]
    )
    renew_watch_list()
    return people


@pytest.mark.parametrize("team", [False, True])
def test_of_very_many_signs_of_life_that_are_due_the_first_by_day_are_opened(cast, team):
    people = awaited(cast, range(MANY, -1, -1))
    looked = asked(cast, cast.noi if team else cast.sokha, team)
    shown = {one.do.split("/")[-3] for one in agenda(looked, ["sign"])}
    assert shown == {str(who.id) for who in people[1:]}
    assert "the first 150 by day are shown" in str(looked.cut["sign"])


def test_a_page_of_a_team_opens_what_was_said_of_those_alone_whom_it_shows(cast, monkeypatch):
    people = awaited(cast, [0] * 7)
    opened = []
    read = agenda_pages.signs_of
    monkeypatch.setattr(agenda_pages, "MANY_SIGNS", 3)
    monkeypatch.setattr(
        agenda_pages, "signs_of", lambda asked, due: opened.extend(due) or read(asked, due)
    )
    pages = AgendaPages.of(asked(cast, cast.noi, team=True), ["sign"])
    assert (len(pages), len(pages[:4]), len(opened)) == (7, 4, 4)
    every = [*pages[:4], *pages[4:]]
    assert {one.do.split("/")[-3] for one in every} == {str(who.id) for who in people}
    assert len(opened) == 7


def test_signs_of_life_of_a_team_stand_in_the_order_of_their_hours(cast):
    at = timezone.localtime().replace(hour=9, minute=0) + timedelta(days=2)
    for hours in (3, 0, 1):
        case = files.case(cast)
        record_sign(
            case=case,
            person=case.people.get(),
            sign="message",
            said_at=None,
            next_by=at + timedelta(hours=hours),
            **cast.acting(cast.sokha),
        )
    pages = AgendaPages.of(asked(cast, cast.noi, team=True), ["sign"])
    assert [one.hour.hour for one in pages] == [9, 10, 12]


def test_the_page_says_where_not_every_case_was_looked_at_for_a_hearing(cast):
    newer(cast, MANY_CASES + 1)
    page = files.browser(cast, cast.sokha).get(reverse("cases:tasks")).text
    assert f"only the {MANY_CASES:,} most recently opened cases were checked" in page


def test_the_week_beside_a_page_was_read_with_it(cast, django_assert_num_queries):
    case, today = files.case(cast), timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    for n in range(4):
        add_task(case=case, title=f"call {n}", due=monday + timedelta(days=n), by=cast.sokha)
    pages = AgendaPages.of(asked(cast, cast.noi, team=True), ["task"], monday)
    assert [one.title for one in pages[:1]] == ["call 0"]
    with django_assert_num_queries(0):
        week = pages.week(monday)
    assert [[one.title for one in day.items] for day in week[:5]] == [
        ["call 0"], ["call 1"], ["call 2"], ["call 3"], [],
    ]  # fmt: skip
    # Another week than that is read when it is asked for.
    assert not any(day.items for day in pages.week(monday + timedelta(days=7)))
