"""Turning eighteen is prepared a year ahead: reminders once each, consents asked again, nothing opened."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from fanal.accounts.models import Office
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Task
from fanal.cases.queries.agenda import of_tasks
from fanal.cases.queries.agenda_asked import Asked
from fanal.core.calendars import Interval
from fanal.core.casework.consent import (
    ConsentAnswer,
    ConsentPurpose,
    ConsentRecord,
    ConsentState,
    GivenBy,
    consent_state,
)
from fanal.core.casework.whose_consent import ConsentAge, consent_age
from fanal.core.protection.eighteen import LAST_MONTH, TURNED, months_ahead
from fanal.people.models import AgeForConsent
from fanal.protection.actions.eighteen import prepare_eighteen
from tests import files
from tests.shelters.scene import child_sleeps
from tests.shelters.scene import scene as shelter_scene

pytestmark = pytest.mark.django_db
BORN = date(2009, 5, 20)  # eighteen on 20 May 2027


def age_on(today, born=BORN, until=None):
    return consent_age(Interval(born, until or born), today)


def child(cast, born=BORN, until=None):
    person = files.person(cast, adult=False)
    days = [born.isoformat(), (until or born).isoformat()]
    AgeForConsent.objects.create(person=person, coded={"born": days, "adult": False})
    return files.case(cast, people=[person])


def on(today):
    return prepare_eighteen(today=today, offices=list(Office.objects.values_list("pk", flat=True)))


@pytest.mark.parametrize(
    ("today", "months"),
    [(date(2026, 5, 19), None), (date(2026, 5, 20), 12), (date(2026, 11, 20), 6), (date(2027, 2, 20), 3),
     (date(2027, 4, 19), 3), (date(2027, 4, 20), 1), (date(2027, 5, 19), 1), (date(2027, 5, 20), TURNED), (date(2027, 8, 20), None)],
)  # fmt: skip
def test_a_year_half_a_year_and_three_months_ahead_and_after_the_day(today, months):
    assert months_ahead(age_on(today), today) == months


def test_of_an_age_that_is_not_sure_the_first_day_is_prepared_and_the_sure_day_asks_again():
    until = date(2010, 5, 20)
    assert months_ahead(age_on(date(2026, 6, 1), until=until), date(2026, 6, 1)) == 12
    assert months_ahead(age_on(date(2027, 6, 1), until=until), date(2027, 6, 1)) == LAST_MONTH
    assert months_ahead(age_on(date(2028, 5, 20), until=until), date(2028, 5, 20)) == TURNED


def test_nobody_knows_her_age_and_nothing_is_reminded_of():
    assert months_ahead(ConsentAge(), date(2027, 1, 1)) is None


@given(today=st.dates(date(2024, 1, 1), date(2030, 1, 1)), wide=st.integers(0, 900))
def test_once_it_is_time_the_waves_only_come_nearer(today, wide):
    until = date.fromordinal(BORN.toordinal() + wide)
    order = {12: 0, 6: 1, 3: 2, LAST_MONTH: 3, TURNED: 4}
    waves = [
        months_ahead(age_on(day, until=until), day)
        for day in (today, date.fromordinal(today.toordinal() + 1))
    ]
    known = [order[wave] for wave in waves if wave is not None]
    assert known == sorted(known)


def test_each_reminder_comes_once_as_a_task_whoever_moves_it(cast):
    case = child(cast)
    assert [on(date(2026, 5, 20)), on(date(2026, 5, 21))] == [1, 0]
    (first,) = Task.objects.filter(case=case)
    assert case.people.get().code_name in first.title
    assert "12" in first.title
    first.done_on = first.due
    first.save()
    assert [on(date(2026, 5, 22)), on(date(2026, 11, 20)), on(date(2026, 11, 21))] == [0, 1, 0]


def test_one_that_is_still_open_says_what_is_true_by_now_with_the_day_in_the_last_month(cast):
    case = child(cast)
    on(date(2026, 5, 20))
    says = {
        date(2027, 2, 20): ("turns 18 within 3 months", date(2027, 2, 20)),
        date(2027, 4, 25): ("turns 18 that day", date(2027, 5, 20)),
        date(2027, 5, 20): ("is an adult now", date(2027, 5, 20)),
    }
    for today, (words, due) in says.items():
        assert [on(today), on(today)] == [1, 0]
        (task,) = Task.objects.filter(case=case)
        assert words in task.heading
        assert task.due == due


def test_a_closed_case_and_an_adult_are_reminded_of_nothing(cast):
    files.case(cast)
    closed = child(cast)
    type(closed).objects.filter(pk=closed.pk).update(closed=True)
    assert on(date(2026, 5, 20)) == 0


def test_the_number_of_questions_does_not_grow_with_the_children_of_whom_nothing_is_due(
    cast, django_assert_num_queries
):
    for _ in range(2):
        child(cast, born=date(2016, 1, 1))
    with django_assert_num_queries(3):
        on(date(2026, 5, 20))
    child(cast, born=date(2016, 1, 1))
    with django_assert_num_queries(3):
        on(date(2026, 5, 20))


@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_what_was_agreed_to_for_a_child_is_asked_again_whatever_it_was_about(purpose):
    today = date(2027, 5, 20)
    age = age_on(today)
    given_then = ConsentRecord(
        purpose,
        ConsentAnswer.GIVEN,
        date(2026, 1, 5),
        given_by=GivenBy.LEGAL_GUARDIAN,
        assent=True,
        needed=age.needed,
        as_child=age.given_as_child(date(2026, 1, 5)),
    )
    assert consent_state([given_then], purpose, today=today) is ConsentState.GIVEN_AS_CHILD
    hers = ConsentRecord(purpose, ConsentAnswer.GIVEN, today, needed=age.needed)
    assert consent_state([given_then, hers], purpose, today=today) is ConsentState.GIVEN


@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_whose_yes_counts_is_asked_of_every_purpose(purpose):
    today = date(2026, 5, 20)
    small = age_on(today, born=date(2018, 1, 1))
    alone = ConsentRecord(purpose, ConsentAnswer.GIVEN, today, needed=small.needed)
    assert consent_state([alone], purpose, today=today) is ConsentState.CARER_MISSING


def test_the_page_says_what_changes_and_what_is_asked_again(cast, monkeypatch):
    today = date.today()
    case = child(cast, born=today.replace(year=today.year - 17, day=1))
    person = case.people.get()
    record_consent(
        case=case, person=person, purpose="scholarship", answer="given", **cast.acting(cast.sokha)
    )
    sokha = files.browser(cast, cast.sokha)
    address = reverse("protection:eighteen", args=[case.id, person.id])
    assert address in sokha.get(reverse("protection:case", args=[case.id])).text
    shown = sokha.get(address).text
    assert "Ask again: a scholarship" in shown
    assert "opened to no guardian" in shown
    assert cast.client(cast.kham).get(address).status_code == 404
    assert cast.client(cast.ploy).get(address).status_code == 404


def test_the_page_leads_to_the_bed_that_she_was_given_as_a_child(cast):
    here = shelter_scene(cast)
    stay = child_sleeps(cast, here, here.beds[0], age=17)
    address = reverse("protection:eighteen", args=[stay.case_id, stay.person_id])
    shown = files.browser(cast, cast.sokha).get(address).text
    assert f"Taken into {here.shelter.name} as a child" in shown
    assert reverse("shelters:stay_of_case", args=[stay.id]) in shown


def test_its_task_leads_to_what_the_day_changes(cast):
    case = child(cast)
    on(date(2026, 5, 20))
    other = add_task(case=case, title="Call the school", by=cast.sokha, due=date(2026, 5, 20))
    asked = Asked(cast.sokha, cast.ring(cast.sokha), timezone.localtime())
    tasks = [Task.objects.exclude(pk=other.pk).get(), other]
    mine, theirs = of_tasks(tasks, asked)
    page = reverse("protection:eighteen", args=[case.pk, case.people.get().pk])
    assert mine.address == page
    assert theirs.address == reverse("cases:case", args=[case.pk])
    assert files.browser(cast, cast.sokha).get(page).status_code == 200
