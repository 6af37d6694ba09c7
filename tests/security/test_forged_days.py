"""Whoever writes to the database hides nothing that is due: an entry or a task deleted, done, put off
or given to another is named on the pages where it would have stood."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from fanal.authority import genuine_rows, ledger, ledger_head, queries
from fanal.authority.models import RowFinding
from fanal.cases.actions.entries import add_entry, add_note, edit_entry
from fanal.cases.actions.tasks import add_task, finish_task, reschedule_task, undo_task
from fanal.cases.models import Case, CaseDays, CaseEntry, Task, case_marks
from fanal.cases.queries.changed_cases import NAMED, SOME_CASE, TABLE, name_changed_cases
from fanal.commands.authority import certify_demonstration
from fanal.commands.sweep import sweep
from fanal.core.protection.kinds import RecordKind
from fanal.core.services.history import ServiceStep
from fanal.core.services.states import ServiceState
from fanal.protection.actions.recording import record
from fanal.protection.models import ProtectionRecord
from fanal.services.models import CaseService, CaseServiceStep
from tests import files
from tests.security.planting import delete, insert, put_back, row_of, update
from tests.services import scene as services
from tests.shares import some

TODAY = timezone.localdate
SAID = "Something of this case was changed or deleted from outside"


@pytest.fixture
def here(cast):
    """A case with a note, a visit that is due, a task that is due and one that was done."""
    cast.case = files.case(cast)
    cast.write = {"case": cast.case, **cast.acting(cast.sokha)}
    cast.note = add_note(text="She called.", **cast.write)
    told = {"words": "Well."}
    cast.visit = add_entry(kind="visit", answers=told, due=TODAY(), **cast.write)
    cast.task = add_task(case=cast.case, title="Call her", due=TODAY(), by=cast.sokha)
    cast.done = add_task(case=cast.case, title="Write", due=TODAY(), by=cast.sokha)
    finish_task(task=cast.done, by=cast.sokha, version=1)
    genuine_rows.run()
    return cast


def page(here, name, *args):
    return files.browser(here, here.sokha).get(reverse(name, args=args)).text


def named():
    return list(CaseDays.objects.filter(changed=True).values_list("case", flat=True))


def reported():
    return any("what stands in cases" in str(fault) for fault in queries.faults())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads it off the condition")
def test_the_named_cases_are_found_by_their_index_and_not_among_all_cases(here):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {NAMED}", [TABLE, SOME_CASE])
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert "cases_changed_by_hand" in plan


def later():
    return TODAY() + timedelta(days=900)


ATTACKS = {
    "a visit deleted": lambda here: delete(CaseEntry, id=here.visit.pk),
    "a visit put off": lambda here: update(CaseEntry, {"due": later()}, id=here.visit.pk),
    "a visit done": lambda here: update(CaseEntry, {"done_on": TODAY()}, id=here.visit.pk),
    "a visit without a day": lambda here: update(CaseEntry, {"due": None}, id=here.visit.pk),
    "a task deleted": lambda here: delete(Task, id=here.task.pk),
    "a task put off": lambda here: update(Task, {"due": later()}, id=here.task.pk),
    "a task done": lambda here: update(Task, {"done_on": TODAY()}, id=here.task.pk),
    "a task of another": lambda here: update(Task, {"assignee_id": here.noi.pk}, id=here.task.pk),
    "a visit of another kind": lambda here: update(
        CaseEntry, {"kind": row_of(CaseEntry, id=here.note.pk)["kind"]}, id=here.visit.pk
    ),
    "the next day put off": lambda here: update(
        CaseDays, {"next_due": later()}, case_id=here.case.pk
    ),
    "a quiet case": lambda here: update(CaseDays, {"last_written": later()}, case_id=here.case.pk),
    "the days deleted": lambda here: delete(CaseDays, case_id=here.case.pk),
    "the marks emptied": lambda here: update(
        CaseDays, {"still_due": b"", "all_rows": b""}, case_id=here.case.pk
    ),
}
OF_ALL = {
    "a note deleted": lambda here: delete(CaseEntry, id=here.note.pk),
    "a task that was done deleted": lambda here: delete(Task, id=here.done.pk),
    "a note written by another": lambda here: update(
        CaseEntry, {"made_by_id": here.noi.pk}, id=here.note.pk
    ),
}


def test_nothing_is_named_where_actions_alone_wrote(here):
    task = add_task(case=here.case, title="Go", due=TODAY(), by=here.sokha, repeat="week")
    finish_task(task=task, by=here.sokha, version=1)
    undo_task(task=task, by=here.sokha, version=2)
    told = {"due": later(), "assignee": here.noi, "by": here.sokha}
    reschedule_task(task=task, version=3, **told)
    answers = {"words": "At the shelter."}
    write = {"by": here.sokha, "ring": here.ring(here.sokha)}
    edit_entry(entry=here.visit, answers=answers, version=1, done_on=TODAY(), **write)
    sweep(timezone.localtime())
    assert name_changed_cases(every=True) == 0
    assert not reported()
    assert SAID not in page(here, "cases:case", here.case.pk)


@pytest.mark.parametrize("attack", some(ATTACKS, "what is due", 5))
def test_what_is_due_is_not_hidden(here, attack):
    ATTACKS[attack](here)
    sweep(timezone.localtime())
    assert named() == [here.case.pk]
    for name, *args in (("cases:today",), ("cases:tasks",), ("cases:case", here.case.pk)):
        assert SAID in page(here, name, *args)
    assert reported()


# That each of the first hides nothing from this page either is tried above, after a sweep.
@pytest.mark.parametrize("attack", [*some(ATTACKS, "at once", 3), *OF_ALL])
def test_the_page_of_the_case_says_so_at_once(here, attack):
    {**ATTACKS, **OF_ALL}[attack](here)
    assert SAID in page(here, "cases:case", here.case.pk)
    assert reported()


@pytest.mark.parametrize("attack", OF_ALL)
def test_what_is_not_due_is_missed_once_a_day(here, attack):
    OF_ALL[attack](here)
    assert name_changed_cases() == 0
    assert name_changed_cases(every=True) == 1
    assert named() == [here.case.pk]
    assert SAID in page(here, "cases:today")


def test_who_writes_in_the_case_meanwhile_does_not_make_it_whole(here):
    delete(CaseEntry, id=here.visit.pk)
    add_note(text="She did not come.", **here.write)
    assert named() == [here.case.pk]
    assert name_changed_cases(every=True) == 1
    add_note(text="Nor today.", **here.write)
    update(CaseDays, {"changed": False}, case_id=here.case.pk)
    sweep(timezone.localtime())
    assert named() == [here.case.pk]


def test_it_is_told_until_two_people_looked_also_where_the_finding_is_deleted(here):
    delete(Task, id=here.task.pk)
    sweep(timezone.localtime())
    delete(RowFinding)
    sweep(timezone.localtime())
    assert RowFinding.objects.filter(settled=None, row=here.case.pk.hex).count() == 1


def test_an_earlier_state_of_a_case_is_not_put_back_unnoticed(here):
    days = row_of(CaseDays, case_id=here.case.pk)
    task = add_task(case=here.case, title="Fetch her", due=TODAY(), by=here.sokha)
    delete(Task, id=task.pk)
    delete(CaseDays, case_id=here.case.pk)
    insert(CaseDays, **days)
    sweep(timezone.localtime())
    assert "An earlier state of some case" in page(here, "cases:today")
    assert "An earlier state of some case" in page(here, "cases:tasks")
    assert reported()
    add_note(text="And on.", **here.write)
    assert name_changed_cases() == 1


def test_the_marks_of_one_case_are_not_those_of_another(here):
    other = files.case(here)
    mine = row_of(CaseDays, case_id=here.case.pk)
    add_task(case=other, title="Call her", due=TODAY(), by=here.sokha)
    theirs = row_of(CaseDays, case_id=other.pk)
    for name in ("still_due", "all_rows", "version"):
        update(CaseDays, {name: theirs[name]}, case_id=here.case.pk)
        update(CaseDays, {name: mine[name]}, case_id=other.pk)
    sweep(timezone.localtime())
    assert set(named()) == {here.case.pk, other.pk}


def test_two_people_certify_what_stands_there(here):
    delete(Task, id=here.task.pk)
    days = row_of(CaseDays, case_id=here.case.pk)
    sweep(timezone.localtime())
    certify_demonstration()
    genuine_rows.run()
    assert named() == []
    assert name_changed_cases(every=True) == 0
    assert not reported()
    delete(CaseDays, case_id=here.case.pk)
    insert(CaseDays, **days)
    assert name_changed_cases() > 0


def test_before_two_people_certified_cases_count_as_before(here):
    ledger_head.certify_anew_above(4)
    ledger.read()
    delete(CaseEntry, id=here.visit.pk)
    add_note(text="She called again.", **here.write)
    assert name_changed_cases(every=True) == 0
    assert named() == []
    assert SAID not in page(here, "cases:case", here.case.pk)
    certify_demonstration()
    genuine_rows.run()
    assert name_changed_cases(every=True) == 0
    delete(CaseEntry, id=here.note.pk)
    assert name_changed_cases(every=True) == 1


def test_a_case_that_was_erased_is_missed_by_nobody(here):
    case = files.case(here)
    add_task(case=case, title="Call her", due=TODAY(), by=here.sokha).delete()
    CaseDays.objects.get(case=case).delete()
    assert name_changed_cases(every=True) == 0
    assert Case.objects.filter(pk=case.pk).exists()


def test_a_case_is_not_closed_by_hand(here):
    update(Case, {"closed": True}, id=here.case.pk)
    assert here.case.code_name not in page(here, "cases:list")
    sweep(timezone.localtime())
    assert not Case.objects.get(pk=here.case.pk).closed
    assert here.case.code_name in page(here, "cases:list")
    assert any(here.case.pk.hex in str(fault) for fault in queries.faults())


# ── Services and dated records ───────────────────────────────────────────────
@pytest.fixture
def service(cast):
    """One of ours was asked; whether the first visit happened is asked in some days."""
    here = services.scene(cast)
    genuine_rows.run()
    return services.of_ours(cast, here)


SERVICE = {
    "deleted with its step": lambda one: (
        delete(CaseServiceStep, service_id=one.pk),
        delete(CaseService, id=one.pk),
    ),
    "put off": lambda one: update(CaseService, {"due": later()}, id=one.pk),
    "over": lambda one: update(CaseService, {"over_on": TODAY(), "due": None}, id=one.pk),
    "without her need": lambda one: update(CaseService, {"need_id": None}, id=one.pk),
}


@pytest.mark.parametrize("attack", SERVICE)
def test_a_service_that_somebody_waits_for_is_not_hidden(cast, service, attack):
    assert name_changed_cases(every=True) == 0
    SERVICE[attack](service)
    sweep(timezone.localtime())
    assert named() == [service.case_id]
    assert SAID in page(cast, "cases:case", service.case_id)


def test_nor_is_its_earlier_state_put_back(cast, service):
    before = row_of(CaseService, id=service.pk)["state"]
    services.happens(cast, service, ServiceStep(ServiceState.OFFERED, TODAY()))
    assert name_changed_cases(every=True) == 0
    update(CaseService, {"state": before}, id=service.pk)
    assert name_changed_cases() == 1


def test_a_step_of_a_service_is_missed_once_a_day(service):
    delete(CaseServiceStep, service_id=service.pk)
    assert name_changed_cases(every=True) == 1


@pytest.mark.parametrize("how", ["deleted", "put off"])
def test_a_dated_record_is_not_hidden(here, how):
    more = {"person": here.case.people.get(), "due": later()}
    made = record(kind=RecordKind.RISK, answers={"level": "high"}, **more, **here.write)
    assert name_changed_cases(every=True) == 0
    if how == "deleted":
        delete(ProtectionRecord, id=made.pk)
    else:
        update(ProtectionRecord, {"due": later() + timedelta(days=9)}, id=made.pk)
    assert name_changed_cases() == 1
    assert SAID in page(here, "cases:today")


# ── Earlier words ────────────────────────────────────────────────────────────
def test_earlier_words_of_an_entry_are_not_put_back_unnoticed(here):
    before = row_of(CaseEntry, id=here.visit.pk)
    write = {"by": here.sokha, "ring": here.ring(here.sokha)}
    edit_entry(entry=here.visit, answers={"words": "Her uncle opens."}, version=1, **write)
    assert name_changed_cases(every=True) == 0
    put_back(CaseEntry, before | {"due": None})
    assert name_changed_cases(every=True) == 1
    assert SAID in page(here, "cases:case", here.case.pk)


def test_nor_is_an_earlier_hour_of_a_task(here):
    before = row_of(Task, id=here.task.pk)
    told = {"due": TODAY(), "assignee": here.sokha, "by": here.sokha, "hour": time(9)}
    reschedule_task(task=here.task, version=1, **told)
    assert name_changed_cases(every=True) == 0
    put_back(Task, before)
    assert name_changed_cases() == 1


def test_marks_of_before_hold_until_the_case_is_written_in(here, monkeypatch):
    """Those that were kept before the versions of rows were part of them."""
    monkeypatch.setattr(case_marks, "VERSIONS", (False, True))
    add_note(text="As before.", **here.write)
    monkeypatch.undo()
    before = CaseDays.objects.get(case=here.case)
    assert name_changed_cases(every=True) == 0
    assert name_changed_cases() == 0
    add_note(text="As now.", **here.write)
    assert name_changed_cases(every=True) == 0
    assert bytes(CaseDays.objects.get(case=here.case).all_rows) != bytes(before.all_rows)
