"""A birth that makes her an adult, or a child, after she was asked: said before it is saved."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import carers, consents, entries
from fanal.cases.models import Consent, Task
from fanal.core.protection.kinds import RecordKind
from fanal.people.actions.births import add_birth
from fanal.protection.actions.recording import record
from tests import files

WHY = "Her mother was visited twice, and she wants to stay with her."
CHANGES = "What this changes"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def girl(cast):
    """Somebody of whom her face alone says how old she may be."""
    made = files.person(cast, adult=False)
    add_birth(person=made, source="appearance", ages=(15, 25), **cast.acting(cast.sokha))
    return made


@pytest.fixture
def case(cast, girl):
    return files.case(cast, people=[girl])


def born(day, **more):
    """What the form sends: the census says that she was born that day."""
    said = {"born_day": day.day, "born_month": day.month, "born_year": day.year}
    return {"source": "census", **said, **more}


def aged(today, years, days=0):
    """Born so many years and days ago."""
    day = today - timedelta(days=days)
    return day.replace(year=day.year - years, day=min(day.day, 28))


def address(girl):
    return reverse("people:add_birth", args=[girl.id])


def yes(cast, case, girl, days=30, **more):
    return consents.record_consent(
        case=case,
        person=girl,
        purpose="referral",
        answer="given",
        **cast.acting(cast.sokha),
        on=timezone.localdate() - timedelta(days=days),
        **more,
    )


def mother_of(cast, case):
    return entries.add_entry(
        case=case,
        kind="around",
        answers={"name": "Malee", "relation": "mother", "safe": "safe"},
        **cast.acting(cast.sokha),
    )


def decided(cast, case, girl, speaker):
    row = carers.ask_carer_decision(
        case=case,
        person=girl,
        speaker=speaker,
        ground="disputed",
        reasons=WHY,
        **cast.acting(cast.sokha),
    )
    carers.agree_carer_decision(row=row, by=cast.noi)
    return row


def assessed(cast, case, girl):
    return record(
        case=case,
        kind=RecordKind.BEST_INTERESTS,
        person=girl,
        **cast.acting(cast.sokha),
        answers={"own_view": "to stay", "guardian": "parent"},
    )


def tasks(case):
    return [task.title for task in Task.objects.filter(case=case, done_on=None)]


def test_who_is_shown_to_be_an_adult_is_asked_again_and_the_page_says_so_before_it_is_saved(
    cast, sokha, case, girl, today
):
    yes(cast, case, girl)
    mother = mother_of(cast, case)
    yes(cast, case, girl, given_by="parent_or_caregiver", giver=mother, answers={"assent": True})
    decided(cast, case, girl, mother)
    assessed(cast, case, girl)
    answer = sokha.post(address(girl), told := born(aged(today, 18, days=10)))
    assert answer.status_code == 422
    assert girl.births.count() == 1
    text = answer.text
    assert CHANGES in text
    assert "she is an adult" in text
    assert text.count("being referred to others") == 2
    assert "given as a child: ask her again" in text
    assert "Two of you decided who consents for her" in text
    assert "Best interests of the child" in text
    assert case.code_name in text
    assert reverse("cases:section", args=[case.id, "consent"]) in text
    assert all(f'value="{told[f"born_{part}"]}"' in text for part in ("day", "year"))
    assert tasks(case) == []
    assert sokha.post(address(girl), told | {"understood": "on"}).status_code == 302
    assert girl.births.count() == 2
    assert Consent.objects.count() == 2


def test_the_case_that_it_changes_shows_it_as_a_task_once(cast, sokha, case, girl, today):
    yes(cast, case, girl)
    before = girl.births.get()
    told = born(aged(today, 18, days=10), understood="on")
    assert sokha.post(address(girl), told).status_code == 302
    (title,) = tasks(case)
    assert girl.code_name in title
    assert title in sokha.get(reverse("cases:case", args=[case.id])).text
    birth = girl.births.exclude(id=before.id).get()
    left_out = reverse("people:retract_birth", args=[girl.id, birth.id])
    assert sokha.post(left_out).status_code == 302
    assert sokha.post(address(girl), told).status_code == 302
    assert tasks(case) == [title]


def test_an_adult_who_is_shown_to_be_a_child_of_ten_is_asked_for_with_who_answers_for_her(
    cast, sokha, today
):
    woman = files.person(cast)
    case = files.case(cast, people=[woman])
    yes(cast, case, woman)
    answer = sokha.post(address(woman), told := born(aged(today, 10)))
    assert answer.status_code == 422
    assert "she is, or may be, a child" in answer.text
    assert "the yes of whoever may consent for her is missing" in answer.text
    assert sokha.post(address(woman), told | {"understood": "on"}).status_code == 302
    assert len(tasks(case)) == 1


def test_a_source_is_left_out_on_a_page_that_says_what_it_changes(cast, sokha, today):
    woman = files.person(cast, adult=False)
    case = files.case(cast, people=[woman])
    write = {"person": woman, **cast.acting(cast.sokha)}
    birth = add_birth(source="passport", ages=(20, 20), **write)
    yes(cast, case, woman)
    left_out = reverse("people:retract_birth", args=[woman.id, birth.id])
    page = sokha.get(left_out).text
    assert CHANGES in page
    assert "the yes of whoever may consent for her is missing" in page
    assert sokha.post(left_out).status_code == 302
    assert len(tasks(case)) == 1


def test_where_nothing_was_asked_or_decided_a_birth_is_saved_at_once(sokha, case, girl, today):
    assert sokha.post(address(girl), born(aged(today, 30))).status_code == 302
    assert tasks(case) == []


def test_a_birth_that_leaves_her_a_child_changes_nothing(cast, sokha, case, girl, today):
    yes(cast, case, girl)
    assert sokha.post(address(girl), born(aged(today, 16))).status_code == 302
    assert tasks(case) == []


def test_another_mistake_is_told_alone_and_nothing_is_lost(cast, sokha, case, girl, today):
    yes(cast, case, girl)
    answer = sokha.post(
        address(girl), born(aged(today, 18, days=10)) | {"born_day": "31", "born_month": "2"}
    )
    assert answer.status_code == 422
    assert CHANGES not in answer.text


def test_a_case_that_the_reader_may_not_open_is_not_named_and_gets_its_task(
    cast, sokha, case, girl, today
):
    other = files.case(cast, people=[girl], team=cast.vientiane, by=cast.somchit)
    consents.record_consent(
        case=other,
        person=girl,
        purpose="care",
        answer="given",
        **cast.acting(cast.somchit),
        on=today - timedelta(days=30),
    )
    yes(cast, case, girl)
    answer = sokha.post(address(girl), told := born(aged(today, 18, days=10)))
    assert answer.status_code == 422
    assert other.code_name not in answer.text
    assert sokha.post(address(girl), told | {"understood": "on"}).status_code == 302
    (task,) = Task.objects.filter(case=other)
    assert task.assignee == cast.somchit
    assert tasks(case)


def test_what_a_call_tells_of_her_age_leaves_the_task_too(cast, case, girl, today):
    """Whoever takes it over from a call confirms no page: the case says it all the same."""
    yes(cast, case, girl, given_by="parent_or_caregiver", answers={"assent": True})
    add_birth(person=girl, source="family", ages=(20, 22), **cast.acting(cast.noi))
    (title,) = tasks(case)
    assert girl.code_name in title


def test_a_closed_case_is_left_alone(cast, sokha, case, girl, today):
    yes(cast, case, girl)
    type(case).objects.filter(id=case.id).update(closed=True)
    assert sokha.post(address(girl), born(aged(today, 18, days=10))).status_code == 302
    assert tasks(case) == []
