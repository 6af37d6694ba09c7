"""A risk that was found to be immediate is a danger on every page that says how she is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import say_in_danger, say_no_longer
from fanal.cases.models import CaseEntry
from fanal.cases.queries.present import states_of
from fanal.core.casework.present import DangerState
from fanal.core.protection.kinds import RecordKind
from fanal.protection.actions.recording import record
from tests import files
from tests.protection.scene import form_of

FOLLOWED = "a man follows her from the shelter"


@pytest.fixture
def here(cast):
    case = files.case(cast)
    return case, case.people.get(), {"case": case, **cast.acting(cast.sokha)}


def found_immediate(here, on=None):
    _case, woman, write = here
    told = {"level": "immediate", "dangers": FOLLOWED}
    return record(kind=RecordKind.RISK, person=woman, answers=told, on=on, **write)


def is_safe(here, at=None):
    _case, woman, write = here
    told = {"said_by": "colleague", "free": True, "what_changed": "she is with us"}
    say_no_longer(person=woman, said_at=at or timezone.localtime(), **told, **write)


def state(here, user=None):
    _case, woman, write = here
    return states_of([woman.id], write["by"], write["ring"])[woman.id].state


def test_whoever_was_safe_is_in_danger_on_every_page(cast, here):
    case, woman, _write = here
    is_safe(here, timezone.localtime() - timedelta(days=2))
    sokha, noi = files.browser(cast, cast.sokha), files.browser(cast, cast.noi)
    address = form_of(case, "risk", woman)
    assert sokha.post(address, {"level": "immediate", "dangers": FOLLOWED}).status_code == 302
    assert state(here).danger is DangerState.IN_DANGER
    assert FOLLOWED in sokha.get(reverse("cases:state", args=[case.id, woman.id])).text
    for user, name in ((sokha, "cases:today"), (noi, "cases:today"), (noi, "journeys:board")):
        assert f"{woman.code_name}" in user.get(reverse(name)).text
        assert "n danger" in user.get(reverse(name)).text


@pytest.mark.parametrize("level", ["low", "medium", "high"])
def test_another_level_says_nothing_of_a_danger_now(here, level):
    _case, woman, write = here
    record(kind=RecordKind.RISK, person=woman, answers={"level": level}, **write)
    assert state(here).danger is DangerState.UNKNOWN


def test_of_whom_it_is_known_already_it_is_not_said_twice(here):
    case, woman, write = here
    say_in_danger(person=woman, said_by="friend", said_at=None, **write)
    found_immediate(here)
    assert CaseEntry.objects.of_kinds([case.id], "state").count() == 1


def test_what_was_found_before_she_was_safe_and_is_written_down_later_leaves_her_safe(here):
    is_safe(here)
    found_immediate(here, on=timezone.localdate() - timedelta(days=3))
    assert state(here).danger is DangerState.SAFE
