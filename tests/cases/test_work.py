from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from fanal.accounts.actions import end_account
from fanal.audit.models import JournalEntry
from fanal.cases.actions.cases import add_person, assign, set_kinds, set_on_the_way
from fanal.cases.actions.consents import record_consent, withdraw_consent
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.entries import add_entry, add_note, correct_note, edit_entry
from fanal.cases.actions.stages import (
    NOT_AGREED,
    STAYS_OPEN,
    agree_closure,
    ask_closure,
    drop_closure,
    move,
    reopen,
)
from fanal.cases.actions.tasks import add_task, finish_task
from fanal.cases.models import Case, CaseEntry, Closure, StageMove, Task
from fanal.core.casework.answers import DOES_NOT_WANT_TO_SAY, NOT_ASKED, NOT_KNOWN, load
from fanal.core.casework.entries import KINDS
from fanal.core.casework.stages import CaseStage
from fanal.core.errors import BadInput, Conflict, Refused
from tests import files

TODAY = files.TODAY


@pytest.fixture
def case(cast):
    return files.case(cast, kinds=["forced_prostitution", "at_risk"])


def answered(write, cast):
    """Safety and consent answered, a goal set: what a case needs to move on."""
    case = write["case"]
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    record_consent(person=case.people.get(), purpose="care", answer="refused", **write)
    return add_entry(kind="goal", answers={"words": "I want to sew"}, **write)


def go(case, by, *stages):
    for stage in stages:
        case.refresh_from_db()
        move(case=case, to=stage, by=by, version=case.version)


def test_a_case_concerns_a_mother_and_her_child(cast, case):
    child = files.person(cast, names=["Noy"])
    add_person(case=case, person=child, by=cast.sokha, role="child")
    assert sorted(concern.role for concern in case.concerns.all()) == ["child", "concerned"]
    with pytest.raises(BadInput, match="person"):
        add_person(case=case, person=child, by=cast.sokha)


def test_a_person_may_have_several_cases_and_a_case_several_kinds(cast, case):
    again = files.case(cast, people=[case.people.get()])
    assert case.people.get().cases.count() == 2
    set_kinds(case=again, kinds=["rape", "labour"], by=cast.sokha, version=again.version)
    again.refresh_from_db()
    assert again.kinds == "labour rape"
    with pytest.raises(BadInput, match="kinds"):
        set_kinds(case=again, kinds=["prostitute"], by=cast.sokha, version=again.version)


def test_a_case_is_moved_only_as_far_as_its_guards_allow(cast, case, write):
    go(case, cast.sokha, CaseStage.SCREENING)
    with pytest.raises(Refused, match="safety"):
        go(case, cast.sokha, CaseStage.PRESUMED_VICTIM)
    add_entry(kind="safety", answers={"danger_now": True}, **write)
    go(case, cast.sokha, CaseStage.PRESUMED_VICTIM)
    with pytest.raises(Refused, match="consent"):
        go(case, cast.sokha, CaseStage.ASSESSMENT)


def test_a_refusal_of_everything_blocks_no_care(cast, case, write):
    answered(write, cast)
    steps = ["screening", "presumed_victim", "assessment", "plan", "implementation", "follow_up"]
    go(case, cast.sokha, *map(CaseStage, steps))
    assert case.stage == CaseStage.FOLLOW_UP
    assert [m.end for m in StageMove.objects.filter(case=case)] == steps


def test_two_who_move_a_case_at_once_meet(cast, case):
    seen = case.version
    move(case=case, to=CaseStage.SCREENING, by=cast.sokha, version=seen)
    with pytest.raises(Conflict):
        move(case=case, to=CaseStage.IMMEDIATE_SAFETY, by=cast.noi, version=seen)
    assert StageMove.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.under], ids=lambda k: k.code)
def test_every_kind_of_entry_keeps_the_three_answers_apart(cast, case, write, kind):
    told = dict(zip([f.name for f in kind.fields], [NOT_KNOWN, DOES_NOT_WANT_TO_SAY], strict=False))
    entry = add_entry(kind=kind.code, answers=told, **write)
    kept = {name: load(value) for name, value in entry.unseal(write["ring"]).items()}
    assert {name: kept[name] for name in told} == told
    assert all(kept[f.name] is NOT_ASKED for f in kind.fields if f.name not in told)
    assert entry.compartment == kind.compartment


@pytest.mark.parametrize(
    ("kind", "answers", "where"),
    [
        ("gossip", {}, "kind"),
        ("need", {"domain": "revenge"}, "domain"),
        ("need", {"words": "x" * 20_001}, "words"),
        ("safety", {"danger_now": "maybe"}, "danger_now"),
        ("safety", {"colour": "red"}, "colour"),
        ("contact", {"number": "1" * 10_000}, "number"),
        ("action", {"what": "call"}, "under"),
    ],
)
def test_an_entry_that_cannot_be_kept_is_refused_at_its_field(write, kind, answers, where):
    with pytest.raises(BadInput) as problem:
        add_entry(kind=kind, answers=answers, **write)
    assert problem.value.where == where
    assert not CaseEntry.objects.exists()


def test_an_action_stands_under_its_goal_with_a_day(cast, write):
    goal = answered(write, cast)
    action = add_entry(kind="action", answers={"what": "enrol"}, under=goal, due=TODAY, **write)
    assert list(goal.below.all()) == [action]


def test_a_note_is_corrected_by_a_note_and_stays(write):
    note = add_note(text="She is 16", **write)
    ring = write["ring"]
    fixed = correct_note(note=note, text="She is 17", by=write["by"], ring=ring)
    assert fixed.corrects == note
    assert note.unseal(ring)["text"] == "She is 16"
    with pytest.raises(BadInput, match="correction"):
        edit_entry(entry=note, answers={"text": "gone"}, version=1, by=write["by"], ring=ring)


@pytest.mark.parametrize("text", ["", " \n ", "\u200b"])
def test_an_empty_note_is_refused(write, text):
    with pytest.raises(BadInput, match="text"):
        add_note(text=text, **write)


def test_two_edits_of_one_entry_meet_and_both_texts_are_kept(cast, write):
    ring = write["ring"]
    add_entry(kind="need", answers={"words": "a doctor"}, **write)
    mine, yours = CaseEntry.objects.get(), CaseEntry.objects.get()
    edit_entry(entry=mine, answers={"words": "a midwife"}, version=1, by=cast.sokha, ring=ring)
    with pytest.raises(Conflict) as conflict:
        edit_entry(entry=yours, answers={"words": "a dentist"}, version=1, by=cast.noi, ring=ring)
    assert conflict.value.yours["words"] == "a dentist"
    assert conflict.value.theirs["words"] == "a midwife"


def test_consent_is_asked_of_someone_whom_the_case_concerns(cast, write):
    with pytest.raises(BadInput, match="person"):
        record_consent(person=files.person(cast), purpose="care", answer="given", **write)


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"purpose": "everything"}, "purpose"),
        ({"answer": "perhaps"}, "answer"),
        ({"given_by": "the boss"}, "given_by"),
        ({"until": TODAY - timedelta(days=1)}, "until"),
        ({"answers": {"mood": "good"}}, "mood"),
    ],
)
def test_a_consent_that_says_nothing_clear_is_refused(case, write, more, where):
    asked = {"person": case.people.get(), "purpose": "care", "answer": "given", "on": TODAY}
    with pytest.raises(BadInput) as problem:
        record_consent(**(asked | more), **write)
    assert problem.value.where == where


def test_a_consent_is_withdrawn_once(cast, case, write):
    consent = record_consent(person=case.people.get(), purpose="care", answer="given", **write)
    withdraw_consent(consent=consent, by=cast.sokha)
    with pytest.raises(BadInput):
        withdraw_consent(consent=consent, by=cast.sokha)


def ready_to_close(cast, case, write):
    answered(write, cast)
    return ask_closure(reason="safe_and_independent", words="She said so.", **write)


def test_a_case_is_closed_by_two_people(cast, case, write):
    closure = ready_to_close(cast, case, write)
    with pytest.raises(BadInput, match="second person"):
        agree_closure(closure=closure, by=cast.sokha, version=case.version, ring=write["ring"])
    agree_closure(closure=closure, by=cast.noi, version=case.version, ring=cast.ring(cast.noi))
    case.refresh_from_db()
    assert case.stage == CaseStage.CLOSED
    with pytest.raises(IntegrityError), transaction.atomic():
        Closure.objects.update(agreed_by=cast.sokha)


def test_closing_says_what_is_missing(cast, case, write):
    add_task(case=case, title="call the school", by=cast.sokha)
    set_on_the_way(case=case, on_the_way=True, by=cast.noi)
    with pytest.raises(Refused) as refusal:
        ask_closure(reason="contact_lost", words="", **write)
    said = " ".join(map(str, refusal.value.reasons))
    assert all(word in said for word in ("safety", "consent", "tasks", "confirmed her arrival"))


def test_a_task_added_after_closing_was_asked_for_stops_it(cast, case, write):
    closure = ready_to_close(cast, case, write)
    add_task(case=case, title="call the school", by=cast.sokha)
    with pytest.raises(Refused, match="tasks"):
        agree_closure(closure=closure, by=cast.noi, version=case.version, ring=cast.ring(cast.noi))


def test_closing_is_asked_for_once_and_may_be_turned_down(cast, case, write):
    closure = ready_to_close(cast, case, write)
    with pytest.raises(BadInput):
        ask_closure(reason="died", words="", **write)
    with pytest.raises(BadInput, match="say why"):
        drop_closure(closure=closure, **cast.acting(cast.noi))
    drop_closure(closure=closure, **cast.acting(cast.noi), why="not yet")
    read = Task.objects.get(case=case, assignee=cast.sokha, done_on=None)
    finish_task(task=read, by=cast.sokha, version=read.version)
    assert ask_closure(reason="other", words="moved", **write)


def told_of(who):
    return {task.sentence[0] for task in Task.objects.filter(assignee=who, done_on=None)}


def test_where_two_who_do_not_lead_do_not_agree_on_closing_a_lead_settles_it(cast, case, write):
    dara = cast.join("dara", "Dara", "case_worker", "Bangkok")
    closure = ready_to_close(cast, case, write)
    drop_closure(closure=closure, **cast.acting(dara), why="not yet")
    assert told_of(cast.sokha) == {STAYS_OPEN.template}
    assert told_of(cast.noi) == {NOT_AGREED.template}


def test_what_a_lead_refused_she_need_not_be_told(cast, case, write):
    closure = ready_to_close(cast, case, write)
    drop_closure(closure=closure, **cast.acting(cast.noi), why="not yet")
    assert told_of(cast.noi) == set()


def test_whoever_works_on_the_case_reads_that_a_closing_which_another_asked_for_is_refused(
    cast, case, write
):
    dara = cast.join("dara", "Dara", "case_worker", "Bangkok")
    closure = ready_to_close(cast, case, {**write, **cast.acting(dara)})
    end_account(user=dara, by=cast.anan)
    drop_closure(closure=closure, **cast.acting(cast.noi), why="not yet")
    assert told_of(cast.sokha) == {STAYS_OPEN.template}


@pytest.mark.parametrize(("reason", "where"), [("", "reason"), ("other", "words")])
def test_closing_needs_a_reason(cast, write, reason, where):
    with pytest.raises(BadInput) as problem:
        ask_closure(reason=reason, words="", **write)
    assert problem.value.where == where


def test_reopening_keeps_the_history(cast, case, write):
    closure = ready_to_close(cast, case, write)
    agree_closure(closure=closure, by=cast.noi, version=case.version, ring=cast.ring(cast.noi))
    case.refresh_from_db()
    with pytest.raises(BadInput, match="why"):
        reopen(case=case, by=cast.sokha, ring=write["ring"], why="", version=case.version)
    reopen(case=case, by=cast.sokha, ring=write["ring"], why="she called", version=case.version)
    assert [m.end for m in StageMove.objects.filter(case=case)] == ["closed", "reopened"]
    assert case.closures.get().agreed_by == cast.noi
    page = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])).text
    assert "Closing asked by" not in page


def test_a_case_goes_only_to_a_colleague_of_the_team(cast, case):
    with pytest.raises(BadInput, match="team"):
        assign(case=case, to=cast.linh, by=cast.noi, version=case.version)
    assign(case=case, to=cast.noi, by=cast.noi, version=case.version)


def test_a_task_is_done_once(cast, case):
    task = add_task(case=case, title="call the school", due=date(2026, 3, 1), by=cast.sokha)
    seen = task.version
    finish_task(task=task, by=cast.sokha, version=seen)
    with pytest.raises(Conflict):
        finish_task(task=task, by=cast.noi, version=seen)


def test_without_the_journal_nothing_is_written(cast, write, monkeypatch):
    def broken(**_):
        raise OSError("disk full")

    monkeypatch.setattr("fanal.audit.actions.record", broken)
    with pytest.raises(OSError, match="disk full"):
        add_note(text="She called", **write)
    assert not CaseEntry.objects.exists()


def test_the_journal_holds_no_content(cast, write):
    add_note(text="MARKER", **write)
    assert all("MARKER" not in e.detail for e in JournalEntry.objects.all())


def test_the_open_tasks_of_who_worked_on_a_case_go_along_with_it(cast, case):
    hers = add_task(case=case, title="call", by=cast.sokha)
    done = add_task(case=case, title="called", by=cast.sokha)
    finish_task(task=done, by=cast.sokha, version=done.version)
    other = add_task(case=case, title="call", by=cast.sokha, assignee=cast.mai)
    files.browser(cast, cast.noi).post(
        reverse("cases:assign", args=[case.id]), {"to": cast.noi.pk, "version": case.version}
    )
    assert Case.objects.get(id=case.id).assignee == cast.noi
    whose = {task.id: task.assignee for task in Task.objects.all()}
    assert whose == {hers.id: cast.noi, done.id: cast.sokha, other.id: cast.mai}


def test_who_is_kept_out_of_a_case_leaves_her_tasks_to_whoever_takes_it_over(cast, case):
    hers = add_task(case=case, title="call", by=cast.sokha)
    keep_out(case=case, user=cast.sokha, by=cast.noi, reason="Her cousin")
    assert Case.objects.get(id=case.id).assignee == cast.noi
    assert Task.objects.get(id=hers.id).assignee == cast.noi
