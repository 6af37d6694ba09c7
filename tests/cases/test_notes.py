"""A note in two taps: the field is there, Save; who said it and when only for who opens that."""

from datetime import timedelta

import pytest
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.entries import add_note
from fanal.cases.actions.removed_people import take_off
from fanal.cases.models import CaseEntry
from fanal.core.casework.answers import load
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import LEGAL, NARRATIVE
from fanal.keys.actions import grant
from tests import files
from tests.keys.drafts import filled_in, kept_while_typing


def url(case, name="note", **more):
    return reverse(f"cases:{name}", kwargs={"case_id": case.id, **more})


def test_a_note_is_written_and_saved_and_leads_back_to_the_case(cast, sokha, case):
    page = sokha.get(url(case)).text
    assert "What happened?" in page
    assert "Save note" in page
    saved = sokha.post(url(case), {"text": "They have a bed from noon."})
    assert saved["Location"] == url(case, "case")
    assert "Note saved." in sokha.get(saved["Location"]).text
    told = CaseEntry.objects.get().unseal(cast.ring(cast.sokha))
    assert told["text"] == "They have a bed from noon."
    assert load(told["said_by"]) == "not_asked"


def test_who_said_it_and_when_is_kept_and_shown(sokha, case):
    said = timezone.localtime() - timedelta(days=1)
    told = {"text": "The door is locked.", "said_by": "mother", "who": "Mali", "how": "call"}
    sokha.post(url(case), told | {"said_at": said.strftime("%Y-%m-%dT%H:%M")})
    line = sokha.get(url(case, "timeline")).text
    assert "her mother (Mali), call" in line
    assert f"{said:%H:%M}" in line
    assert "Yesterday, " in line
    assert "written" in line
    assert "her mother (Mali), call" in sokha.get(url(case, "section", section="notes")).text


def test_the_further_questions_are_folded_until_one_is_answered(sokha, case):
    assert "<details" in sokha.get(url(case)).text
    assert '<details class="care" open>' not in sokha.get(url(case)).text
    wrong = sokha.post(url(case), {"text": "", "said_by": "mother"})
    assert wrong.status_code == 422
    assert '<details class="care" open>' in wrong.text


def test_nothing_was_said_in_the_future(sokha, case, cast):
    later = timezone.localtime() + timedelta(days=1)
    sent = sokha.post(url(case), {"text": "x", "said_at": later.strftime("%Y-%m-%dT%H:%M")})
    assert sent.status_code == 422
    assert "in the future" in sent.text
    with pytest.raises(BadInput):
        add_note(case=case, text="x", said_at=later, **cast.acting(cast.sokha))


def test_an_empty_note_is_refused_and_nothing_typed_is_lost(sokha, case):
    sent = sokha.post(url(case), {"text": "  ", "who": "a neighbour"})
    assert sent.status_code == 422
    assert "a neighbour" in sent.text
    assert not CaseEntry.objects.exists()


def test_with_several_people_whom_it_is_about_is_asked(cast, sokha, case):
    assert "Who it is about" not in sokha.get(url(case)).text
    sister = files.person(cast, names=("Noy Two",))
    add_person(case=case, person=sister, by=cast.sokha)
    page = sokha.get(url(case)).text
    assert "Everybody in this case" in page
    assert sister.code_name in page
    sokha.post(url(case), {"text": "Only her", "about": str(sister.id)})
    sokha.post(url(case), {"text": "Both", "about": ""})
    assert [entry.about_id for entry in CaseEntry.objects.order_by("number")] == [sister.id, None]


def test_a_note_about_somebody_keeps_nobody_in_a_case_by_mistake(cast, case):
    sister = files.person(cast, names=("Noy Two",))
    add_person(case=case, person=sister, by=cast.sokha)
    acts = {"case": case, **cast.acting(cast.sokha)}
    add_note(text="Only her", about=sister, **acts)
    take_off(person=sister, reason="another Noy", **acts)
    assert not case.concerns.filter(person=sister).exists()


def test_a_note_carries_a_draft(sokha, case):
    assert "Leave, keep the draft" in sokha.get(url(case)).text
    kept_while_typing(sokha, filled_in(sokha, url(case)), text="half of it")
    again = sokha.get(url(case)).text
    assert "half of it" in again
    assert "Here is what you had written" in again


def test_who_may_not_write_her_story_has_no_such_page(cast, case):
    for part, who in ((LEGAL, cast.mai), (NARRATIVE, cast.mai)):
        grant(folder=case.id, compartments=[part], to=who, **cast.acting(cast.noi), reason="court")
        assert files.browser(cast, who).get(url(case)).status_code == 404
    assert files.browser(cast, cast.kham).get(url(case)).status_code == 404


def test_the_next_number_is_one_more_than_the_last_of_this_case_alone(cast, case):
    other, ring = files.case(cast), cast.ring(cast.sokha)
    made = [
        add_note(case=one, text="She called.", by=cast.sokha, ring=ring).number
        for one in (case, other, case, case)
    ]
    assert made == [1, 1, 2, 3]
    assert CaseEntry.objects.filter(case=case).aggregate(last=Max("number"))["last"] == 3
