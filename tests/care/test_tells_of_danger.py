"""A health worker who hears that somebody is in danger, or wants to die, tells her team that, and
nothing else: it counts at once, and stays until somebody says that it is over."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.care.actions import asking
from fanal.cases.actions.cases import assign
from fanal.cases.actions.states import record_sign, say_no_longer
from fanal.cases.queries.codes import codes_of
from fanal.cases.queries.present import states_of
from fanal.core.care.asking import CareState
from fanal.core.casework.present import DangerState
from fanal.core.sealing.compartments import NARRATIVE, WHEREABOUTS
from fanal.keys.actions import grant
from tests import files
from tests.care.scene import WORDS, again, asks, page, taken
from tests.journal import entries

pytestmark = pytest.mark.django_db
SAYS = "She is in danger. Call me: nothing more is written of it."
TASK = "Call the health worker about"


@pytest.fixture
def here(here, cast):
    assign(case=here.case, to=cast.sokha, by=cast.noi, version=here.case.version)
    here.case.refresh_from_db()
    return here


def told(cast, here, who=None):
    who = who or cast.ploy
    return files.browser(cast, who).post(page("danger", here.asked.id), {}, follow=True)


def seen(cast, here, who):
    return states_of([here.person.id], who, cast.ring(who))[here.person.id]


def test_it_counts_at_once_and_stays_when_it_was_read(cast, here):
    assert codes_of([here.person.id])[here.person.id] is DangerState.UNKNOWN
    assert told(cast, here).status_code == 200
    assert codes_of([here.person.id])[here.person.id] is DangerState.IN_DANGER
    for who in (cast.sokha, cast.noi):
        state = seen(cast, here, who).state
        assert (state.code, state.holds.by) == (DangerState.IN_DANGER, str(cast.ploy))
    assert codes_of([here.person.id])[here.person.id] is DangerState.IN_DANGER


def test_it_is_urgent_on_the_start_page_of_whoever_is_responsible(cast, here):
    before = files.browser(cast, cast.sokha).get(reverse("cases:today")).text
    assert TASK not in before
    assert "is-danger" not in before
    told(cast, here)
    text = files.browser(cast, cast.sokha).get(reverse("cases:today")).text
    assert TASK in text
    assert here.case.code_name in text
    assert "In danger" in text


def test_the_case_reads_that_it_is_so_and_whom_to_call_and_nothing_of_her_health(cast, here):
    told(cast, here)
    sokha = files.browser(cast, cast.sokha)
    assert SAYS in sokha.get(page("case", here.case.id)).text
    for address in ("cases:case", "cases:timeline"):
        text = sokha.get(reverse(address, args=[here.case.id])).text
        assert "In danger since" in text or SAYS in text, address
    state = sokha.get(reverse("cases:state", args=[here.case.id, here.person.id])).text
    assert "word of a health worker" in state.casefold()
    assert WORDS not in state


def test_it_ends_as_any_danger_does(cast, here):
    told(cast, here)
    said = {"said_by": "herself", "free": True, "what_changed": "She wants to live."}
    acting = {"case": here.case, "person": here.person, **cast.acting(cast.sokha)}
    say_no_longer(said_at=timezone.now(), **said, **acting)
    assert seen(cast, here, cast.sokha).code is DangerState.SAFE


def test_it_is_in_the_journal_without_a_word_of_why(cast, here):
    told(cast, here)
    (entry,) = entries("care.danger_told")
    assert entry.about == str(here.case.id)
    assert set(json.loads(entry.detail)) == {"at"}


def test_nobody_else_tells_it_and_who_was_asked_does_also_after_the_care(cast, here):
    for who in (cast.sokha, cast.mai, cast.claire):
        assert told(cast, here, who).status_code in (403, 404)
    file = taken(cast, here)
    done = {"to": CareState.ENDED, "by": cast.ploy, "ring": cast.ring(cast.ploy)}
    asking.answer(request=again(here.asked), **done)
    there = page("danger", here.asked.id)
    assert there in files.browser(cast, cast.ploy).get(page("file", file.id)).text
    told(cast, here)
    assert codes_of([here.person.id])[here.person.id] is DangerState.IN_DANGER


@pytest.mark.parametrize("danger", [False, True])
def test_who_cannot_read_what_was_released_reads_all_else_and_learns_of_the_danger(
    cast, here, danger
):
    """Whoever opened the case in an emergency, say: the keys of what is asked are not of it."""
    for part in (NARRATIVE, WHEREABOUTS):
        grant(
            folder=here.case.id,
            compartments=[part],
            to=cast.huong,
            reason="She helps.",
            **cast.acting(cast.sokha),
        )
    heard = {"case": here.case, "person": here.person, "sign": "message"}
    record_sign(said_at=timezone.now(), **heard, **cast.acting(cast.sokha))
    taken(cast, here)
    acting = {"request": again(here.asked), **cast.acting(cast.ploy)}
    asking.release(words="She needs rest.", agreed="yes", **acting)
    if danger:
        asking.tell_danger(**acting)
    address = reverse("cases:state", args=[here.case.id, here.person.id])
    text = files.browser(cast, cast.huong).get(address).text
    holds = text[text.index("What holds now") : text.index("Everything that was said")]
    for words in ("Not known.", "Who is with her now?", "Last sign of life", "a message"):
        assert words in holds
    told_to_call = [one.code for one in seen(cast, here, cast.huong).to_call]
    assert told_to_call == [DangerState.IN_DANGER] * danger
    assert (f"call {cast.sokha}" in text) is danger
    assert seen(cast, here, cast.sokha).in_danger is danger


def test_of_two_in_a_case_it_is_said_of_one_alone(cast, here):
    other = files.person(cast, names=("Noy",))
    here.case = files.case(cast, people=[other, sister := files.person(cast, names=("Nang",))])
    here.person = other
    here.asked = asks(cast, here)
    told(cast, here)
    assert seen(cast, here, cast.sokha).in_danger
    here.person = sister
    assert not seen(cast, here, cast.sokha).in_danger
