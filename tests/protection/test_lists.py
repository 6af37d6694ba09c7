"""What lists, the calendar and Today read of ages, days in court and reviews: the same everywhere."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import assign
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.tasks import add_task
from fanal.cases.queries.agenda_asked import Asked
from fanal.core.protection.kinds import RecordKind
from fanal.people.actions.births import add_birth
from fanal.people.models import AgeForConsent
from fanal.protection.actions.recording import record
from fanal.protection.queries.agenda import due_on_days
from tests import files, journal
from tests.organisation.colleagues import let_in, stands_in
from tests.protection.scene import WORK, page_of

DAY = timedelta(days=1)
CHILD = "ssess the best interests of the child"


@pytest.fixture
def girl(cast):
    return files.person(cast, births=[("census", 2012, 5, 1)])


@pytest.fixture
def case(cast, girl):
    """Opened in March 2026, in Sokha's hands."""
    made = files.case(cast, people=[girl])
    assign(case=made, to=cast.sokha, by=cast.noi, version=made.version)
    return made


def text(cast, who, name, query=""):
    answer = files.browser(cast, who).get(reverse(name) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def looked_at(girl, write):
    """All that is asked of anybody, but what a child asks for, and a low risk since today."""
    for kind in (RecordKind.REVIEW, RecordKind.RISK, RecordKind.DUTY, RecordKind.RECOVERY):
        of = {} if kind.described.of_case else {"person": girl}
        low = {"level": "low"} if kind is RecordKind.RISK else {}
        record(kind=kind, answers=WORK[kind] | low, **of, **write)


def in_court(girl, write, day):
    record(kind=RecordKind.EVENT, person=girl, answers={"event": "court_date"}, on=day, **write)


def hearing(write, day):
    add_entry(kind="legal", answers={"hearing": f"{day:%d/%m/%Y}"}, **write)


def test_the_calendar_and_the_list_of_the_lead_know_that_she_is_a_child(cast, case, girl, write):
    looked_at(girl, write)
    assert CHILD in text(cast, cast.sokha, "cases:tasks")
    assert CHILD in text(cast, cast.sokha, "cases:today")
    assert CHILD in text(cast, cast.noi, "protection:late")


def test_who_stands_in_for_her_worker_has_it_in_her_calendar(cast, case, girl, write):
    looked_at(girl, write)
    bopha = let_in(cast)
    assert CHILD not in text(cast, bopha, "cases:tasks")
    stands_in(cast, bopha, cast.sokha)
    page = text(cast, bopha, "cases:tasks")
    assert CHILD in page
    assert "for Sokha Chea, until" in page


def test_of_a_grown_woman_they_ask_nothing_of_the_kind(cast, case, girl, write):
    girl.births.all().delete()
    add_birth(person=girl, source="census", ages=(30, 30), by=cast.sokha, ring=write["ring"])
    looked_at(girl, write)
    assert CHILD not in text(cast, cast.sokha, "cases:tasks")
    assert CHILD not in text(cast, cast.noi, "protection:late")


def test_an_age_that_nobody_knows_is_that_of_a_child_in_lists_too(cast, case, girl, write):
    girl.births.all().delete()
    AgeForConsent.objects.all().delete()
    looked_at(girl, write)
    assert CHILD in text(cast, cast.sokha, "cases:tasks")


def test_turning_eighteen_asks_for_a_look_in_the_calendar(cast, case, girl, write):
    girl.births.all().delete()
    turns = files.in_every_year(timezone.localdate() + 10 * DAY)
    born = turns.replace(year=turns.year - 18)
    AgeForConsent.objects.update_or_create(
        person=girl,
        defaults={"coded": {"born": [born.isoformat(), born.isoformat()], "adult": False}},
    )
    looked_at(girl, write)
    assert "turning eighteen" in text(cast, cast.sokha, "cases:tasks").casefold()


def test_a_hearing_asks_for_a_look_on_the_day_of_her_worker_though_nothing_was_ever_recorded(
    cast, case, girl, write
):
    files.opened(case)
    hearing(write, timezone.localdate() + 10 * DAY)
    page = text(cast, cast.sokha, "cases:today")
    assert "ssess the risk" in page
    assert CHILD not in page


def test_a_hearing_that_is_far_off_asks_nothing_yet(cast, case, girl, write):
    files.opened(case)
    hearing(write, timezone.localdate() + 40 * DAY)
    assert "ssess the risk" not in text(cast, cast.sokha, "cases:today")


def test_a_hearing_of_the_legal_part_asks_for_a_look_in_the_calendar_and_for_the_lead(
    cast, case, girl, write
):
    looked_at(girl, write)
    hearing(write, timezone.localdate() + 18 * DAY)
    assert "A day in court" in text(cast, cast.sokha, "cases:tasks")
    before = len(journal.entries("case.hearings_read"))
    text(cast, cast.noi, "protection:late")
    assert len(journal.entries("case.hearings_read")) == before + 1


@pytest.mark.parametrize("tell", [hearing, None])
def test_a_day_in_court_stands_in_the_calendar_wherever_it_was_recorded(
    cast, case, girl, write, tell
):
    day = timezone.localdate() + 5 * DAY
    if tell:
        tell(write, day)
    in_court(girl, write, day)
    law = text(cast, cast.sokha, "cases:tasks", "?show=law")
    assert law.count("earing</") + law.count("n court</") == 1, law  # once, though told twice
    said = "Hearing" if tell else "In court"
    assert said in text(cast, cast.sokha, "cases:today")
    first = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])).text
    assert said.casefold() in first.casefold()


def test_a_day_in_court_of_a_dated_record_is_closed_to_who_opens_the_legal_part_alone(
    cast, case, girl, write
):
    in_court(girl, write, timezone.localdate() + 5 * DAY)
    files.let_in_lawyer(cast, case)
    assert "In court" not in text(cast, cast.mai, "cases:tasks")


def row_of(cast, who):
    return text(cast, who, "cases:list", "?show=team").split("<tbody")[1]


def test_the_list_of_cases_says_what_is_next_in_court_and_to_review(cast, case, girl, write):
    assert "In court" not in row_of(cast, cast.sokha)
    looked_at(girl, write)
    assert CHILD in row_of(cast, cast.sokha)
    record(
        kind=RecordKind.BEST_INTERESTS,
        person=girl,
        answers=WORK[RecordKind.BEST_INTERESTS],
        **write,
    )
    in_court(girl, write, timezone.localdate())
    assert "In court" in row_of(cast, cast.sokha)


def test_the_list_reads_the_next_hearing_and_it_is_recorded(cast, case, girl, write):
    hearing(write, timezone.localdate() + DAY)
    before = len(journal.entries("case.hearings_read"))
    assert "hearing" in row_of(cast, cast.sokha)
    assert len(journal.entries("case.hearings_read")) == before + 1


def late_review(write):
    today = timezone.localdate()
    record(
        kind=RecordKind.REVIEW,
        answers=WORK[RecordKind.REVIEW],
        on=today - 30 * DAY,
        due=today - 5 * DAY,
        **write,
    )


@pytest.mark.parametrize("told", ["hearing", "in court"])
def test_a_review_that_is_late_hides_no_day_in_court_in_the_list(cast, case, girl, write, told):
    day = timezone.localdate() + 3 * DAY
    looked_at(girl, write)
    late_review(write)
    hearing(write, day) if told == "hearing" else in_court(girl, write, day)
    row = row_of(cast, cast.sokha).casefold()
    assert "late" in row
    assert told in row


def test_beside_what_is_late_the_list_says_what_comes_next(cast, case, girl, write):
    looked_at(girl, write)
    late_review(write)
    add_task(case=case, title="Call the aunt", due=timezone.localdate() + DAY, by=cast.sokha)
    row = row_of(cast, cast.sokha)
    assert "late" in row
    assert "Call the aunt" in row


def test_late_tasks_hide_no_hearing_on_the_first_screen(cast, case, girl, write):
    for n in range(4):
        add_task(case=case, title=f"Late {n}", due=timezone.localdate() - DAY, by=cast.sokha)
    hearing(write, timezone.localdate() + 3 * DAY)
    first = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])).text
    dates = first.partition("Next dates")[2].partition("</dd>")[0].casefold()
    assert dates.count("late ") == 2
    assert "hearing" in dates


def test_a_case_without_dated_records_stays_as_it_was_in_the_list(cast, case):
    assert page_of(case) not in row_of(cast, cast.sokha)
    assert "Review of the case" not in row_of(cast, cast.sokha)


def due_for(cast, until=None):
    now = timezone.localtime()
    return list(due_on_days(Asked(cast.sokha, cast.ring(cast.sokha), now, until=until)))


def test_what_is_due_after_the_last_day_that_is_asked_for_is_not_drawn(cast, case, girl, write):
    looked_at(girl, write)
    every = due_for(cast)
    middle = sorted(one.day for one in every)[0]
    assert due_for(cast, middle) == [one for one in every if one.day <= middle]
    assert len(due_for(cast, middle)) < len(every)
    assert due_for(cast, min(one.day for one in every) - DAY) == []


def test_of_who_is_alone_in_her_case_the_calendar_does_not_read_the_file(cast, case, girl, write):
    looked_at(girl, write)
    with CaptureQueriesContext(connection) as asked:
        assert due_for(cast)
    (of_files,) = [
        one["sql"]
        for one in asked
        if 'FROM "people_person" WHERE ' in one["sql"] and "code_name" in one["sql"]
    ]
    assert girl.id.hex not in of_files.replace("-", "")
