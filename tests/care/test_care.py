"""A care file opens to whoever keeps it and those whom she names; the case sees what she released."""

import pytest
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.care import access
from fanal.care.actions import asking, files, records
from fanal.care.models import CareFile, CareRecord, CareRequest, CareSummary
from fanal.care.queries.day import day_of
from fanal.care.queries.pages import of_case, records_of
from fanal.care.queries.records import shown_records
from fanal.cases.models import Task
from fanal.coded_facts.models import StoredFact
from fanal.core.care.asking import CareState
from fanal.core.care.notes import NoteKind
from fanal.core.care.samples import CustodyEntry, CustodyStep, SampleKind
from fanal.core.care.scales import scales
from fanal.core.errors import BadInput, Conflict, Refused
from fanal.core.roles import Role
from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import NotGranted
from fanal.keys.models import Folder, Grant
from fanal.people.actions.emergencies import make_emergency_group
from tests.care.scene import HOUR, WORDS, again, ago, asks, noted, taken

S = CareState
PHQ = scales()["phq9"]


def scaled(cast, file, answers, **more):
    return records.scale(
        file=file,
        shell=PHQ,
        language="km",
        answers=answers,
        shown=True,
        **cast.acting(cast.ploy),
        **more,
    )


# ── Whose keys open it ───────────────────────────────────────────────────────
def test_a_care_file_is_held_by_who_keeps_it_and_by_no_team_no_lead_no_emergency_group(cast, here):
    make_emergency_group(
        name="Emergencies", office=cast.bangkok.office, members=[], **cast.acting(cast.noi)
    )
    file = taken(cast, here)
    assert Folder.objects.get(pk=file.id).kind == "care"
    held = Grant.objects.filter(folder=file.id)
    assert {grant.to_keys.user if grant.to_keys else grant.to_team_key for grant in held} == {
        cast.ploy,
        None,
    }
    record = noted(cast, file, words="Zbruise")
    for other in (cast.sokha, cast.noi, cast.claire, cast.mai):
        with pytest.raises(NotGranted):
            again(record).unseal(cast.ring(other))


def test_what_was_asked_is_read_by_the_team_and_by_whom_it_asks(cast, here):
    for reader in (cast.sokha, cast.noi, cast.ploy):
        assert again(here.asked).unseal(cast.ring(reader))["words"] == WORDS
    with pytest.raises(NotGranted):
        again(here.asked).unseal(cast.ring(cast.kham))


def test_a_health_worker_opens_nothing_of_the_case(cast, here):
    ring = cast.ring(cast.ploy)
    assert ring.compartments(here.case.id) == ring.compartments(here.person.id) == frozenset()


def test_another_health_worker_opens_it_once_named_with_her_yes_and_no_longer(cast, here):
    dara = cast.join("dara", "Dara Chan", Role.HEALTH_WORKER, "Bangkok")
    file = taken(cast, here)
    record = noted(cast, file, words="Zbruise")
    name = {"file": file, "to": dara, **cast.acting(cast.ploy)}
    with pytest.raises(BadInput, match="without her yes"):
        files.name(agreed="no", **name)
    assert not access.files_for(dara).exists()
    files.name(agreed="yes", **name)
    assert again(record).unseal(cast.ring(dara))["told"]["words"] == "Zbruise"
    files.take_back(file=file, to=dara, by=cast.ploy)
    assert not access.files_for(dara).exists()
    with pytest.raises(NotGranted):
        again(record).unseal(cast.ring(dara))


def test_whoever_keeps_it_is_not_taken_off_it(cast, here):
    with pytest.raises(Refused):
        files.take_back(file=taken(cast, here), to=cast.ploy, by=cast.ploy)


def test_a_case_worker_is_no_colleague_to_name(cast, here):
    with pytest.raises(BadInput):
        files.name(file=taken(cast, here), to=cast.noi, agreed="yes", **cast.acting(cast.ploy))


def test_c9_once_her_account_ended_whom_she_had_named_keeps_the_file_and_nobody_else_opens_it(
    cast, here
):
    dara = cast.join("dara", "Dara Chan", Role.HEALTH_WORKER, "Bangkok")
    file = taken(cast, here)
    record, by = noted(cast, file, words="Zbruise"), cast.acting(cast.ploy)
    files.name(file=file, to=dara, agreed="yes", **by)
    end_account(user=cast.ploy, by=cast.anan)
    assert again(record).unseal(cast.ring(dara))["told"]["words"] == "Zbruise"
    assert access.file_for(dara, file.id).kept_by == dara
    for other in (cast.ploy, cast.noi, cast.claire, cast.sokha):
        with pytest.raises(NotGranted):
            again(record).unseal(cast.ring(other))
    (task,) = (one for one in Task.objects.all() if one.title == "Ask another health worker")
    assert (task.case, task.assignee) == (here.case, here.case.assignee)
    (shown,) = of_case(here.case, here.ring, timezone.now())
    assert shown.left
    asked = asks(cast, here, to=dara)
    assert again(here.asked).stands is S.ENDED
    assert asking.take(request=asked, **cast.acting(dara)) == file


def test_c9_where_she_named_nobody_her_notes_stay_sealed_to_everybody(cast, here):
    dara = cast.join("dara", "Dara Chan", Role.HEALTH_WORKER, "Bangkok")
    file = taken(cast, here)
    record = noted(cast, file, words="Zbruise")
    end_account(user=cast.ploy, by=cast.anan)
    living = Grant.objects.filter(folder=file.id, revoked=None)
    assert [grant.to_keys or grant.to_team_key for grant in living] == [
        None
    ]  # the recovery key, by two
    for other in (cast.ploy, cast.noi, cast.claire, dara):
        with pytest.raises(NotGranted):
            again(record).unseal(cast.ring(other))
    assert bytes(again(record).sealed) == bytes(record.sealed)
    assert again(file).kept_by == cast.ploy
    asked = asks(cast, here, to=dara)
    assert asking.take(request=asked, **cast.acting(dara)) != file  # she begins anew


def test_c9_handed_over_with_her_yes_the_file_and_what_runs_go_to_the_other(cast, here):
    dara = cast.join("dara", "Dara Chan", Role.HEALTH_WORKER, "Bangkok")
    file = taken(cast, here)
    record = noted(cast, file, words="Zbruise")
    over = {"file": file, "to": dara, **cast.acting(cast.ploy)}
    with pytest.raises(BadInput, match="without her yes"):
        files.hand_over(agreed="no", **over)
    files.hand_over(agreed="yes", **over)
    with pytest.raises(NotGranted):
        again(record).unseal(cast.ring(cast.ploy))
    assert not access.files_for(cast.ploy).exists()
    assert not access.requests_to(cast.ploy).exists()
    ring = cast.ring(dara)
    asking.release(
        request=access.request_to(dara, here.asked.id),
        words="Clinic on Friday.",
        agreed="yes",
        by=dara,
        ring=ring,
    )
    with pytest.raises(Refused):
        files.hand_over(**over | {"to": cast.ploy, "agreed": "yes"})
    with pytest.raises(Refused):
        files.take_back(file=again(file), to=dara, by=dara)


# ── Asking and answering ─────────────────────────────────────────────────────
def test_without_her_yes_nobody_is_asked(cast, here):
    with pytest.raises(BadInput, match="all other help goes on"):
        asks(cast, here, agreed="no")


def test_the_same_colleague_is_not_asked_twice_while_it_runs(cast, here):
    with pytest.raises(BadInput) as caught:
        asks(cast, here)
    assert caught.value.where == "to"
    asking.answer(request=here.asked, to=S.PASSED_BACK, **cast.acting(cast.ploy))
    assert asks(cast, here).stands is S.ASKED


def test_of_two_answers_the_second_is_refused(cast, here):
    taken(cast, here)
    with pytest.raises(Refused, match="meanwhile"):
        asking.answer(request=here.asked, to=S.PASSED_BACK, **cast.acting(cast.ploy))


def test_the_case_reads_the_summary_and_only_with_her_yes_to_its_words(cast, here):
    taken(cast, here)
    release = {"request": again(here.asked), **cast.acting(cast.ploy)}
    with pytest.raises(BadInput) as caught:
        asking.release(words="Clinic on Thursday.", agreed="no", **release)
    assert caught.value.where == "agreed"
    assert not CareSummary.objects.exists()
    asking.release(words="Clinic on Thursday.", agreed="yes", **release)
    (one,) = of_case(here.case, cast.ring(cast.noi), timezone.now())
    assert [words for _made, words in one.summaries] == ["Clinic on Thursday."]
    for n in range(6):  # of one day, in the order in which they were released
        asking.release(words=f"Word {n}.", agreed="yes", **release)
    (one,) = of_case(here.case, cast.ring(cast.noi), timezone.now())
    assert [words for _made, words in one.summaries][1:] == [f"Word {n}." for n in range(6)]


def test_somebody_who_comes_again_has_one_file_with_the_same_keeper(cast, here):
    file = taken(cast, here)
    asking.answer(request=again(here.asked), to=S.ENDED, **cast.acting(cast.ploy))
    second = asks(cast, here)
    assert asking.take(request=second, **cast.acting(cast.ploy)) == file
    assert CareFile.objects.count() == 1


# ── Windows ──────────────────────────────────────────────────────────────────
def test_c3_plain_columns_and_tasks_say_today_and_nothing_else(cast, here):
    asking.answer(request=here.asked, to=S.PASSED_BACK, **cast.acting(cast.ploy))
    made = asks(cast, here, act=ago(30), happened=True)
    task = Task.objects.get(done_on=None)
    assert task.title == "See the health worker today"
    assert task.due == made.due == timezone.localdate()
    plain = {field.attname: getattr(made, field.attname) for field in made._meta.concrete_fields}
    assert not [name for name, value in plain.items() if hasattr(value, "hour")]


def test_long_ago_is_within_the_week_and_a_task_of_its_last_day(cast, here):
    asking.answer(request=here.asked, to=S.PASSED_BACK, **cast.acting(cast.ploy))
    made = asks(cast, here, act=ago(24 * 60), happened=True)
    assert made.task.title == f"Ask whether the health worker has seen {here.person.code_name}"
    assert made.task.due == made.due > timezone.localdate()


def test_the_task_is_done_once_she_was_seen(cast, here):
    asking.answer(request=here.asked, to=S.PASSED_BACK, **cast.acting(cast.ploy))
    here.asked = asks(cast, here, act=ago(30), happened=True)
    file = taken(cast, here)
    assert again(here.asked).task.done_on is None
    noted(cast, file)
    assert again(here.asked).task.done_on == timezone.localdate()


def test_what_she_answered_is_still_to_be_read_after_she_wrote_on(cast, here):
    file = taken(cast, here)
    told = {"words": "Clinic on Thursday.", "agreed": "yes"}
    asking.release(request=again(here.asked), **told, **cast.acting(cast.ploy))
    noted(cast, file)
    assert again(here.asked).task.done_on is None


# ── Records ──────────────────────────────────────────────────────────────────
def test_c4_a_test_that_she_declined_closes_nothing(cast, here):
    file = taken(cast, here)
    noted(cast, file, NoteKind.TEST, test="hiv", answer="declined")
    (one,) = shown_records(records_of(file, cast.ring(cast.ploy)))
    assert [str(value) for _label, value in one.rows] == ["HIV", "declined"]
    asking.release(
        request=again(here.asked),
        words="Eats with the tablets.",
        agreed="yes",
        **cast.acting(cast.ploy),
    )
    record = again(one.row)
    names = {field.name for field in record._meta.concrete_fields} - {"sealed"}
    columns = {name: str(getattr(record, name)) for name in names}
    assert not [name for name, value in columns.items() if "hiv" in value.lower()]


def test_each_sample_has_its_own_answer_and_moves_from_hand_to_hand(cast, here):
    file, by = taken(cast, here), cast.acting(cast.ploy)
    now = timezone.now()
    common = {"file": file, "site": "left hand", "consent": "Yes, this one.", "at": now - HOUR}
    no = records.sample(kind=SampleKind.BLOOD, agreed="no", holder="", **common, **by)
    assert again(no).unseal(by["ring"])["custody"] == []
    yes = records.sample(kind=SampleKind.SWAB, agreed="yes", holder="Nurse Dao", **common, **by)
    with pytest.raises(BadInput):
        records.sample(kind=SampleKind.SWAB, agreed="yes", holder="", **common, **by)
    handed = CustodyEntry(CustodyStep.HANDED, now - HOUR / 2, "Police laboratory")
    records.move_sample(record=again(yes), step=handed, version=1, **by)
    with pytest.raises(Conflict):
        records.move_sample(
            record=again(yes), step=CustodyEntry(CustodyStep.STORED, now, "x"), version=1, **by
        )
    with pytest.raises(BadInput, match="does not follow"):
        records.move_sample(
            record=again(yes), step=CustodyEntry(CustodyStep.TAKEN, now, "x"), version=2, **by
        )
    shown = shown_records(records_of(file, by["ring"]))
    assert [record.holder for record in shown] == ["Police laboratory", ""]


def test_a_sample_moves_in_the_minute_in_which_it_was_taken(cast, here):
    file, by = taken(cast, here), cast.acting(cast.ploy)
    minute = (timezone.now() - HOUR).replace(second=0, microsecond=0)
    row = records.sample(
        file=file,
        kind=SampleKind.SWAB,
        site="left hand",
        agreed="yes",
        consent="Yes.",
        holder="Nurse Dao",
        at=minute.replace(second=43),
        **by,
    )
    handed = CustodyEntry(CustodyStep.HANDED, minute, "Police laboratory")
    records.move_sample(record=again(row), step=handed, version=1, **by)
    (shown,) = shown_records(records_of(file, by["ring"]))
    assert shown.holder == "Police laboratory"


def test_whom_to_see_again_stands_in_her_day_until_it_is_done(cast, here):
    file, today = taken(cast, here), timezone.localdate()
    row = noted(cast, file, due=today, next_words="dressing")
    (one,) = day_of(cast.ploy, cast.ring(cast.ploy), timezone.now(), today).again
    assert (one.row, one.words) == (row, "dressing")
    records.follow_up_done(record=row, by=cast.ploy)
    assert not day_of(cast.ploy, cast.ring(cast.ploy), timezone.now(), today).again


# ── Scales ───────────────────────────────────────────────────────────────────
def test_c5_what_she_said_of_harming_herself_is_a_task_for_a_lead_and_no_score(cast, here):
    scaled(cast, taken(cast, here), "1 1 1 1 1 0 0 0 1")
    task = next(task for task in Task.objects.all() if task.title == "Call the psychologist")
    assert (task.assignee, task.due) == (cast.noi, timezone.localdate())
    assert not [fact for fact in StoredFact.objects.all() if "total" in str(fact.content)]


def test_c6_two_items_left_out_give_no_total(cast, here):
    file = taken(cast, here)
    scaled(cast, file, "1 - 1 1 - 0 0 0 0")
    (one,) = shown_records(records_of(file, cast.ring(cast.ploy)))
    assert one.total.total is None


def test_not_twice_within_two_weeks_and_a_no_counts_for_nothing(cast, here):
    file = taken(cast, here)
    scaled(cast, file, "", refused=True)
    scaled(cast, file, "0 0 0 0 0 0 0 0 0")
    with pytest.raises(BadInput, match="not twice"):
        scaled(cast, file, "0 0 0 0 0 0 0 0 0")


def test_not_in_the_first_three_days(cast, here):
    asking.answer(request=here.asked, to=S.PASSED_BACK, **cast.acting(cast.ploy))
    here.asked = asks(cast, here, act=ago(30), happened=True)
    with pytest.raises(BadInput, match="first three days"):
        scaled(cast, taken(cast, here), "0 0 0 0 0 0 0 0 0")


# ── Coded ────────────────────────────────────────────────────────────────────
def test_what_is_counted_is_how_far_it_is_and_how_soon_she_came(cast, here):
    asking.answer(request=here.asked, to=S.PASSED_BACK, **cast.acting(cast.ploy))
    asks(cast, here, act=ago(80), happened=True)
    facts = sorted(
        (fact.content["codes"]["state"], fact.content["codes"]["came"] or "")
        for fact in StoredFact.objects.filter(kind="care")
    )
    assert facts == [("asked", ""), ("asked", "five_days"), ("passed_back", "")]


def test_every_record_is_sealed_with_its_kind(cast, here):
    file = taken(cast, here)
    noted(cast, file, NoteKind.MATERNITY, stage="Zseven months")
    row = CareRecord.objects.get()
    assert row.group() is Compartment.MEDICAL
    assert "kind" not in {field.name for field in CareRecord._meta.concrete_fields}
    assert CareRequest.objects.get().file_id == file.id
