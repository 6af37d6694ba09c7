"""Whether she could speak freely is asked once, after her return or after her case was closed: what
was answered stands in her case as it was said, and ends no danger by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import edit_entry
from fanal.cases.actions.states import say_in_danger
from fanal.cases.models import CaseEntry
from fanal.cases.queries.present import states_of
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import StatementSource
from fanal.core.protection.kinds import RecordKind
from fanal.protection.actions.recording import record
from tests import files
from tests.reintegration.scene import page_of
from tests.reintegration.scene import scene as with_plan
from tests.retention.scene import close, settled

NOBODY_SAID = "Nobody has said that she could speak freely"
NOT_FREE = "She could not speak freely"
NO_WORD = "Nobody met her, and no agreed word was said"
NO_END = "Nobody has said what ended the danger"


@pytest.fixture
def here(cast):
    here = with_plan(cast)
    then = timezone.localtime() - timedelta(hours=2)
    told = {"said_by": "mother", "said_at": then, "words": "He is here.", **cast.acting(cast.sokha)}
    say_in_danger(case=here.case, person=here.person, **told)
    return here


def answered(cast, here, **told):
    """What the case says after a contact in which she says that she is safe."""
    at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    told = {"way": "call", "result": "reached", "safe": "yes", "at": at} | told
    sokha = files.browser(cast, cast.sokha)
    assert sokha.post(page_of(here, "contact"), told).status_code == 302
    return sokha.get(reverse("cases:case", args=[here.case.id])).text


def state(cast, here):
    return states_of([here.person.id], **_as_sokha(cast))[here.person.id].state


def _as_sokha(cast):
    return {"user": cast.sokha, "ring": cast.ring(cast.sokha)}


def safe_word(cast, here):
    """The answer of hers that does not agree with the danger."""
    (contradiction,) = state(cast, here).contradictions
    return contradiction.safe


@pytest.mark.parametrize(
    ("told", "says", "silent"),
    [
        ({"way": "call", "freely": "yes"}, {NO_WORD, NO_END}, {NOBODY_SAID, NOT_FREE}),
        ({"way": "visit", "freely": "yes"}, {NO_END}, {NOBODY_SAID, NOT_FREE, NO_WORD}),
        ({"way": "call", "freely": "no"}, {NOT_FREE, NO_WORD}, {NOBODY_SAID}),
        ({"way": "call", "freely": ""}, {NOBODY_SAID, NO_WORD}, {NOT_FREE}),
    ],
)
def test_the_case_says_what_was_answered_and_why_it_ends_no_danger(cast, here, told, says, silent):
    """Asked and answered with a yes, her case said that nobody had said so."""
    shown = answered(cast, here, **told)
    assert {line for line in (*says, *silent) if line in shown} == says
    assert state(cast, here).danger is DangerState.DISPUTED


@pytest.mark.parametrize(("freely", "free"), [("yes", True), ("no", False), ("", None)])
def test_what_she_says_is_hers_whether_she_is_overheard_or_not(cast, here, freely, free):
    answered(cast, here, freely=freely)
    word = safe_word(cast, here)
    assert (word.source, word.free) == (StatementSource.HERSELF, free)


def test_what_a_safe_person_says_is_not_her_word(cast, here):
    answered(cast, here, way="safe_person", freely="no")
    assert safe_word(cast, here).source is StatementSource.NOT_SAID


def test_that_she_was_overheard_is_known_later_and_stands_in_her_case(cast, here):
    answered(cast, here, freely="yes")
    entry = CaseEntry.objects.of_kinds([here.case.id], "visit").get()
    for free in (False, True):
        told = {"how": "call", "safe": True, "said_by": "herself", "free": free}
        entry.refresh_from_db()
        edit_entry(entry=entry, answers=told, version=entry.version, **cast.acting(cast.sokha))
        assert safe_word(cast, here).free is free


@pytest.mark.parametrize("free", [True, False])
def test_a_follow_up_after_closing_says_the_same(cast, free):
    here = with_plan(cast)
    settled(cast, here.case)
    close(cast, here.case)
    here.case.refresh_from_db()
    told = {"reached": "reached", "safe": True, "spoke_freely": free, "words": "All is well."}
    acting = cast.acting(cast.sokha)
    record(kind=RecordKind.FOLLOW_UP, case=here.case, person=here.person, answers=told, **acting)
    holds = state(cast, here).holds
    assert holds.source is StatementSource.HERSELF
    row = CaseEntry.objects.of_kinds([here.case.id], "visit").get()
    assert row.unseal(cast.ring(cast.sokha))["free"] is free
