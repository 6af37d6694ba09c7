"""Papers about a case: what for, what is left out, who printed and when; each in the journal."""

import json
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.reauthentication import GIVEN
from fanal.audit.sentences import said
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry, add_note
from fanal.cases.actions.states import say_in_danger
from fanal.cases.actions.tasks import add_task
from fanal.core.casework.prints import PrintKind
from fanal.core.protection.kinds import RecordKind
from fanal.protection.actions.recording import record
from tests import files
from tests.journal import entries, the_entry

NUMBER, WORD, NAME = "+66 81 000 0000", "the weaving shop", "ບົວຄຳ ວົງສາ"


def url(case, what="summary"):
    return reverse("cases:print", args=[case.id, what])


@pytest.fixture
def full(case, her, write):
    """One of everything that stands on paper."""
    goal = add_entry(kind="goal", answers={"words": "Be home before New Year"}, **write)
    add_entry(kind="action", answers={"what": "Ask for a bus"}, under=goal, **write)
    rule = {"when": "18:00 to 20:00", "code_word": WORD, "number": NUMBER, "never": "not the uncle"}
    add_entry(kind="contact", answers=rule, **write)
    add_entry(kind="safety", answers={"safe_people": "her aunt", "carry": "her papers"}, **write)
    add_entry(kind="whereabouts", answers={"place": "Si Racha"}, **write)
    add_entry(kind="need", answers={"words": "A doctor for her back"}, **write)
    said_at = timezone.now() - timedelta(hours=3)
    say_in_danger(person=her, said_by="mother", said_at=said_at, **write)
    record_consent(person=her, purpose="care", answer="given", **write)
    add_task(case=case, title="Call the mother", by=write["by"])
    add_note(text="She says that two others are there", **write)
    return case


def show(client, case, what="summary", **told):
    return client.post(url(case, what), {"printed_for": "team"} | told)


def test_a_paper_is_asked_what_it_is_for_and_says_what_it_leaves_out(sokha, full):
    page = sokha.get(url(full)).text
    assert "What is it for?" in page
    assert "telephone numbers and code words, where she is" in page
    assert show(sokha, full, printed_for="").status_code == 422
    assert not entries("case.printed")


STANDS_ON = {
    "summary": ("In danger since", "18:00 to 20:00", "Be home before New Year", "Call the mother",
                "Being helped by us", "not the uncle"),
    "plan": ("Be home before New Year", "Ask for a bus", "A doctor for her back",
             "Call the mother"),
    "safety": ("In danger since", "her aunt", "her papers", "18:00 to 20:00"),
    "chronology": ("Case opened", "She says that two others are there", "Be home before New Year",
                   "Call the mother"),
}  # fmt: skip


@pytest.mark.parametrize("what", PrintKind)
def test_each_paper_says_who_printed_it_and_what_it_was_made_for(sokha, full, what):
    page = show(sokha, full, what)
    assert page.status_code == 200
    for words in STANDS_ON[what]:
        assert words in page.text, words
    assert "Printed by Sokha Chea" in page.text
    assert "for: a meeting of our team" in page.text
    assert full.code_name in page.text
    assert page["Cache-Control"] == "no-store"


@pytest.mark.parametrize("what", PrintKind)
def test_no_name_no_number_no_code_word_and_no_place_stands_on_it_unasked(sokha, full, what):
    page = show(sokha, full, what).text
    for hidden in (NAME, NUMBER, WORD, "Si Racha"):
        assert hidden not in page


def test_her_name_is_printed_where_it_is_asked_for_and_that_is_journalled(sokha, full, her):
    page = show(sokha, full, names="on").text
    assert NAME in page
    assert the_entry("person.name_shown").about == str(her.id)
    assert the_entry("case.printed").about == str(full.id)


@pytest.mark.parametrize("what", ["summary", "safety", "chronology"])
def test_where_she_is_is_printed_where_it_is_asked_for(sokha, full, what):
    page = show(sokha, full, what, where="on").text
    assert "Si Racha" in page
    parts = json.loads(the_entry("case.printed").detail)["compartments"]
    assert "whereabouts" in parts


def test_the_journal_says_what_was_printed_for_what(sokha, full):
    show(sokha, full, "safety", printed_for="herself")
    entry = the_entry("case.printed")
    told = said(entry, {})
    assert "Safety plan" in told["sentence"]
    assert "she asks for it herself" in told["sentence"]


@pytest.mark.parametrize("what", PrintKind)
def test_a_paper_that_she_keeps_does_not_say_that_she_is_in_danger(sokha, full, her, write, what):
    told = {"danger_now": True, "dangers": "her cousin", "carry": "her papers"}
    add_entry(kind="safety", answers=told, about=her, **write)
    record(kind=RecordKind.RISK, person=her, answers={"level": "high"}, **write)
    assert "In danger" in show(sokha, full, "summary").text
    page = show(sokha, full, what, printed_for="herself").text
    page = page.partition("<main")[2].partition("</main>")[0]
    assert full.code_name in page
    for hidden in (
        "In danger",
        "in danger now",
        "her cousin",
        "Risk level",
        "Still open",
        "resumed victim",
    ):
        assert hidden not in page, hidden
    assert "that she is in danger, from whom, and who said so" in page


def test_her_plan_stands_on_the_paper_that_she_keeps(sokha, full, her, write):
    plan = {"warning_signs": "he calls at night"}
    record(kind=RecordKind.SAFETY_PLAN, person=her, answers=plan, **write)
    page = show(sokha, full, "safety", printed_for="herself").text
    for words in ("he calls at night", "her papers", "her aunt", "18:00 to 20:00"):
        assert words in page


def test_printing_asks_for_the_passphrase_again(sokha, full):
    kept = sokha.session
    kept[GIVEN] = int(time.time()) - 6 * 60
    kept.save()
    assert sokha.get(url(full)).status_code == 200
    assert show(sokha, full)["Location"].startswith("/keys/unlock/?next=")
    assert not entries("case.printed")


def test_a_lawyer_prints_what_she_may_open_and_no_more(cast, full, write):
    add_entry(kind="legal", answers={"matter": "A hearing in May"}, **write)
    files.let_in_lawyer(cast, full)
    mai = files.browser(cast, cast.mai)
    for what in ("summary", "chronology"):
        page = show(mai, full, what).text
        assert "A hearing in May" in page
        for hidden in ("Be home", "Call the mother", "18:00", "two others", NAME):
            assert hidden not in page
    assert "Not part of your access" in show(mai, full, "chronology").text
    for what in ("plan", "safety"):
        assert mai.get(url(full, what)).status_code == 404
        assert show(mai, full, what).status_code == 404


def test_who_may_not_open_the_case_prints_nothing(cast, full):
    for who in (cast.kham, cast.claire, cast.duc):
        client = files.browser(cast, who)
        assert client.get(url(full)).status_code == 404
        assert show(client, full).status_code == 404


def test_there_is_no_other_paper(sokha, full):
    assert sokha.get(url(full, "everything")).status_code == 404
