"""What lists are ordered by is kept with each act, and says the same as when it is counted anew."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_note
from fanal.cases.actions.states import record_sign, say_in_danger
from fanal.cases.actions.tasks import add_task, finish_task, reschedule_task, undo_task
from fanal.cases.models import Case, CaseDays, StateCode, Task, WatchList
from fanal.cases.models.case_days import last_written
from fanal.cases.queries.at_risk import renew_watch_list, urgent_in, watched_states
from fanal.cases.queries.codes import URGENT, codes_in
from fanal.people.actions.merges import decide
from tests import files
from tests.files import TODAY

EARLIER, LATER = TODAY - timedelta(days=20), TODAY + timedelta(days=9)


def counted(case):
    """The last day, and the next one that is due, from the rows."""
    due = Task.objects.filter(case=case, done_on=None).exclude(due=None).order_by("due").first()
    return last_written([case.id])[case.id], due and due.due


def kept(case):
    row = CaseDays.objects.get(case=case)
    return row.last_written, row.next_due


def test_the_days_of_a_case_follow_every_act(cast):
    case, ring = files.case(cast), cast.ring(cast.sokha)
    to_case = {"case": case, "by": cast.sokha, "ring": ring}
    add_note(text="She called.", on=LATER, **to_case)
    assert kept(case) == counted(case) == (LATER, None)
    task = add_task(case=case, title="call", due=LATER, by=cast.sokha)
    other = add_task(case=case, title="write", due=EARLIER, by=cast.sokha)
    assert kept(case) == counted(case) == (LATER, EARLIER)
    done = LATER + timedelta(days=2)
    finish_task(task=other, by=cast.sokha, version=other.version, on=done)
    assert kept(case) == counted(case) == (done, LATER)
    undo_task(task=other, by=cast.sokha, version=other.version)
    assert kept(case) == counted(case) == (LATER, EARLIER)
    reschedule_task(task=other, due=None, assignee=cast.sokha, by=cast.sokha, version=other.version)
    assert kept(case) == counted(case) == (LATER, LATER)
    on = LATER + timedelta(days=1)
    record_consent(person=case.people.get(), purpose="care", answer="given", on=on, **to_case)
    assert kept(case) == counted(case) == (on, LATER)
    reschedule_task(task=task, due=None, assignee=cast.sokha, by=cast.sokha, version=task.version)
    assert kept(case) == counted(case) == (on, None)


@pytest.fixture
def three(cast):
    """A case of somebody in danger, one of whom a sign is due, and one of whom nothing was said."""
    danger, due, quiet = (files.case(cast) for _ in range(3))
    by = cast.acting(cast.sokha)
    say_in_danger(case=danger, person=danger.people.get(), said_by="mother", said_at=None, **by)
    soon = timezone.localtime() + timedelta(hours=5)
    record_sign(case=due, person=due.people.get(), sign="message", said_at=None, next_by=soon, **by)
    return danger, due, quiet


def by_hand(cases, today):
    codes = codes_in([case.id for case in cases], today)
    return {id: code for id, code in codes.items() if code in URGENT}


@pytest.mark.parametrize("after", [0, 3])
def test_who_is_urgent_is_found_without_opening_all(three, after):
    today = timezone.localdate() + timedelta(days=after)
    assert urgent_in(Case.objects.all(), today) == by_hand(three, today)
    assert len(urgent_in(Case.objects.all(), today)) == (2 if after else 1)


def test_another_case_of_hers_is_urgent_too_also_of_a_file_found_to_be_hers(cast, three):
    danger, _due, _quiet = three
    her = danger.people.get()
    again, same = files.case(cast, people=[her]), files.case(cast)
    decide(
        keep=her,
        other=same.people.get(),
        same=True,
        reason="the same scar and mother",
        **cast.acting(cast.sokha),
    )
    today = timezone.localdate()
    found = urgent_in(Case.objects.all(), today)
    assert set(found) == {danger.id, again.id, same.id}
    assert found == by_hand([*three, again, same], today)


def test_a_watch_list_that_is_not_of_now_is_not_believed(three):
    row = WatchList.objects.get()
    before = {state.id for state in watched_states()}
    danger = StateCode.objects.get(case=three[0])
    # As after a backup of yesterday, or by whoever writes to the database.
    row.held = {"ids": [], "of": [0, 0]}
    row.save()
    assert {state.id for state in watched_states()} == before
    renew_watch_list()
    assert danger.id.hex in WatchList.objects.get().held["ids"]


def test_the_watch_list_is_written_anew_also_where_nothing_is_to_be_watched(cast, three):
    before = WatchList.objects.get().version
    quiet = three[2]
    record_sign(
        case=quiet,
        person=quiet.people.get(),
        sign="message",
        said_at=None,
        **cast.acting(cast.sokha),
    )
    assert WatchList.objects.get().version > before
