"""A case that is opened again after months: what was said of her before is not what holds now."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.present import opened_again_of_before
from fanal.cases.actions.stages import agree_closure, ask_closure, record_move, reopen
from fanal.cases.actions.states import say_in_danger, say_no_longer
from fanal.cases.models import Case, StateCode, Task
from fanal.cases.queries.codes import codes_in, codes_of
from fanal.cases.queries.present import states_in
from fanal.core.casework.present import DangerState
from fanal.core.casework.stages import CaseStage
from fanal.core.roles import Role
from fanal.journeys.models import MailDue
from fanal.journeys.queries.tonight import board
from tests import closing, files
from tests.kept import kept

DAY = timedelta(days=1)
BEFORE = "before her case was opened again"


@pytest.fixture
@kept
def case(cast):
    """She said that she is safe two hundred days ago, and her case was closed."""
    case = files.case(cast, people=[files.person(cast)])
    write = {"case": case, **cast.acting(cast.sokha)}
    add_entry(kind="safety", answers={"carry": "papers"}, **write)
    record_consent(person=case.people.get(), purpose="care", answer="given", **write)
    closing.answered(person=case.people.get(), **write)
    says_that_she_is_safe(cast, case, ago=200)
    asked = ask_closure(reason="her_wish", words="", on=day(200), **write)
    agree_closure(closure=asked, **cast.acting(cast.noi), version=version(case), on=day(200))
    return Case.objects.get(pk=case.pk)


def version(case):
    return Case.objects.get(pk=case.pk).version


def day(ago):
    return timezone.localdate() - ago * DAY


def says_that_she_is_safe(cast, case, ago):
    say_no_longer(
        case=case,
        person=case.people.get(),
        said_by="herself",
        free=True,
        said_at=timezone.now() - ago * DAY,
        what_changed="Home.",
        **cast.acting(cast.sokha),
    )


def opened_again(cast, case, ago):
    case.refresh_from_db()
    why = {"why": "She called again.", "version": case.version, "on": day(ago)}
    reopen(case=case, **cast.acting(cast.noi), **why)


def page(cast, case):
    return files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])).text


def without_tags(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def stored(case):
    return codes_of([case.people.get().id])[case.people.get().id]


def test_what_was_said_before_does_not_stand_there_as_safe(cast, case):
    opened_again(cast, case, ago=1)
    shown = page(cast, case)
    assert "Not known whether she is in danger" in shown
    assert BEFORE in shown
    assert "Safe since" not in shown
    assert "state--ok" not in shown
    assert reverse("cases:no_longer", args=[case.id, case.people.get().id]) in shown


def test_no_list_calls_her_safe_before_anybody_has_looked(cast, case):
    assert stored(case) is DangerState.SAFE
    opened_again(cast, case, ago=1)
    assert stored(case) is DangerState.UNKNOWN
    assert codes_in([case.id]) == {case.id: DangerState.UNKNOWN}
    (line,) = board(cast.sokha, timezone.localtime()).lines
    assert line.state is DangerState.UNKNOWN
    shown = without_tags(files.browser(cast, cast.sokha).get(reverse("journeys:board")).text)
    assert "It is not known whether she is safe" in shown
    assert "since" not in shown.partition("It is not known whether she is safe")[2][:200]


def test_who_reads_what_was_said_stores_the_same(cast, case):
    opened_again(cast, case, ago=1)
    before = StateCode.objects.get(case=case).stored
    found = states_in(case, cast.sokha, cast.ring(cast.sokha))[case.people.get().id]
    assert (found.code, found.state.outdated) == (DangerState.UNKNOWN, True)
    assert StateCode.objects.get(case=case).stored == before


def test_in_another_case_of_hers_it_is_as_old(cast, case):
    other = files.case(cast, people=[case.people.get()])
    page(cast, other)
    opened_again(cast, case, ago=1)
    assert codes_in([other.id]) == {other.id: DangerState.UNKNOWN}
    assert BEFORE in page(cast, other)


def test_a_case_that_was_opened_again_before_this_was_stored_is_found_by_the_sweep(cast, case):
    record_move(case, CaseStage.REOPENED, cast.noi, case.version, day(1))
    assert stored(case) is DangerState.SAFE
    opened_again_of_before()
    assert stored(case) is DangerState.UNKNOWN


def test_once_she_was_asked_again_it_is_safe(cast, case):
    opened_again(cast, case, ago=1)
    case.refresh_from_db()
    says_that_she_is_safe(cast, case, ago=0)
    shown = page(cast, case)
    assert "Safe since" in shown
    assert BEFORE not in shown
    opened_again_of_before()
    assert stored(case) is DangerState.SAFE


def test_danger_stays_danger(cast, case):
    write = {"case": case, **cast.acting(cast.sokha)}
    opened_again(cast, case, ago=1)
    case.refresh_from_db()
    say_in_danger(person=case.people.get(), said_by="mother", said_at=timezone.now(), **write)
    opened_again_of_before()
    assert stored(case) is DangerState.IN_DANGER


def test_while_it_is_closed_it_says_what_held_at_its_end(cast, case):
    assert "Safe since" in page(cast, case)


def test_whoever_agreed_to_the_closing_is_told_that_it_was_opened_again_and_who_works_on_it(
    cast, case
):
    opener = cast.join("nok", "Nok Chai", Role.CASE_WORKER, "Bangkok")
    reopen(case=case, why="She called.", version=version(case), **cast.acting(opener))
    told = {task.assignee: task.heading for task in Task.objects.filter(case=case, done_on=None)}
    assert told[cast.noi] == "You closed this case with a colleague; it was opened again: read why"
    assert told[cast.sokha] == "Opened again: read why, and ask whether she is in danger now"
    assert opener not in told
    assert told[cast.noi] in files.browser(cast, cast.noi).get(reverse("cases:today")).text


def opened_by_dara(cast, case):
    """Neither Sokha, whose case it was, nor Noi is there any more: Dara opens it again."""
    dara = cast.join("dara", "Dara Lim", Role.CASE_WORKER, "Bangkok")
    User.objects.filter(pk__in=[cast.sokha.pk, cast.noi.pk]).update(is_active=False)
    case.refresh_from_db()
    why = {"why": "She called again.", "version": case.version}
    reopen(case=case, **cast.acting(dara), **why)
    return dara


def test_a_lead_is_asked_to_give_it_to_somebody_where_its_worker_and_who_closed_it_have_left(
    cast, case
):
    lead = cast.join("mali", "Mali", Role.TEAM_LEAD, "Bangkok")
    dara = opened_by_dara(cast, case)
    tasks = Task.objects.filter(case=case, done_on=None)
    assert [(task.assignee, task.heading) for task in tasks] == [
        (lead, "Opened again, and nobody works on it: give it to a colleague")
    ]
    assert MailDue.objects.filter(to=lead).exists()
    text = files.start_page(cast, lead)
    assert reverse("cases:assign", args=[case.id]) in text
    assert not Task.objects.filter(assignee=dara).exists()


def test_where_no_lead_is_left_either_a_director_reads_it_without_a_name(cast, case):
    opened_by_dara(cast, case)
    text = files.start_page(cast, cast.claire)
    assert "Bangkok: 1 open case without a worker, and no lead to give it to one" in text
    assert case.code_name not in text
    assert MailDue.objects.filter(to=cast.claire).exists()
