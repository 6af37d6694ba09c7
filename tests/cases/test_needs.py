"""What she needs, one question at a time."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.cases.actions.entries import add_entry
from fanal.cases.models import CaseEntry, Task
from fanal.core.casework.choices import ASKED_DOMAINS, domain_at, next_number, number_of
from tests import files


def at(case, name="need", **more):
    return reverse(f"cases:{name}", kwargs={"case_id": case.id, **more})


def needs(cast, case):
    ring = cast.ring(cast.sokha)
    return [
        row.unseal(ring) for row in CaseEntry.objects.of_kinds([case.id], "need").order_by("number")
    ]


def test_each_domain_has_its_number_and_the_next_is_the_first_nobody_asked():
    assert [number_of(code) for code, _ in ASKED_DOMAINS] == list(range(1, len(ASKED_DOMAINS) + 1))
    assert domain_at(0) is None
    assert domain_at(len(ASKED_DOMAINS) + 1) is None
    assert next_number(()) == 1
    assert next_number({code for code, _ in ASKED_DOMAINS}) is None


def test_the_section_leads_to_the_first_question(sokha, case):
    page = sokha.get(at(case, "section", section="needs"))
    assert at(case, "needs") in page.text
    assert sokha.get(at(case, "needs"))["Location"] == at(case, number=1)


def test_a_page_has_one_question_and_at_most_six_answers(sokha, case):
    page = sokha.get(at(case, number=1)).text
    assert page.count("<h1") == 1
    assert len(re.findall(r'class="big[^"]*"', page)) == 5
    assert 'value="not_known"' not in page


def test_a_tap_keeps_an_entry_and_goes_on(cast, sokha, case):
    sent = sokha.post(at(case, number=1), {"answer": "today"})
    assert sokha.get(sent["Location"])["Location"] == at(case, number=2)
    (kept,) = needs(cast, case)
    assert (kept["domain"], kept["urgency"]) == ("safety", "today")


def test_a_gap_has_its_reason_and_is_not_asked_again(cast, sokha, case):
    left = sokha.get(at(case, "need_left", number=1)).text
    assert re.findall(r'name="answer" value="(\w+)"', left) == [
        "not_known",
        "does_not_want_to_say",
        "not_asked",
    ]
    sokha.post(at(case, "need_left", number=1), {"answer": "does_not_want_to_say", "again": "on"})
    assert sokha.get(at(case, "needs"))["Location"] == at(case, number=2)
    assert Task.objects.get().title == "Ask again what she needs"


def test_the_answer_before_is_changed_and_her_words_stay(cast, sokha, case):
    told = {"domain": "safety", "urgency": "later", "words": "A place where nobody asks."}
    add_entry(case=case, kind="need", answers=told, **cast.acting(cast.sokha))
    page = sokha.get(at(case, number=1))
    assert "answered before" in page.text
    version = re.search(r'name="version" value="(\d+)"', page.text)[1]
    sent = sokha.post(at(case, number=1), {"answer": "none", "version": version})
    assert sent["Location"] == at(case, number=2)
    (kept,) = needs(cast, case)
    assert (kept["urgency"], kept["words"]) == ("none", "A place where nobody asks.")
    again = sokha.post(at(case, number=1), {"answer": "today", "version": version})
    assert again.status_code == 409


def test_once_all_were_asked_the_page_leads_to_her_words_and_to_a_goal(sokha, case):
    for number in range(1, len(ASKED_DOMAINS) + 1):
        sokha.post(at(case, number=number), {"answer": "today" if number == 4 else "none"})
    page = sokha.get(at(case, "needs")).text
    assert page.count("Add her words") == 1
    assert at(case, "write", kind="goal") in page


@pytest.mark.parametrize("answer", ["", "tomorrow", "yes"])
def test_a_forged_answer_keeps_nothing(cast, sokha, case, answer):
    assert sokha.post(at(case, number=1), {"answer": answer}).status_code == 422
    assert needs(cast, case) == []


def test_there_is_no_question_of_another_number(sokha, case):
    assert sokha.get(at(case, number=0)).status_code == 404
    assert sokha.get(at(case, number=99)).status_code == 404


def test_whoever_may_not_write_here_is_asked_nothing(cast, case):
    assert files.browser(cast, cast.linh).get(at(case, number=1)).status_code == 404
    files.let_in_lawyer(cast, case)
    mai = files.browser(cast, cast.mai)
    assert mai.get(at(case, number=1)).status_code == 404
    assert mai.get(at(case, "needs")).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_needs(sokha, case):
    def count():
        with CaptureQueriesContext(connection) as made:
            sokha.get(at(case, number=9))
        return len(made)

    sokha.post(at(case, number=1), {"answer": "later"})
    before = count()
    for number in range(2, 9):
        sokha.post(at(case, number=number), {"answer": "later"})
    assert count() <= before


def test_who_said_it_is_kept_and_proposed_for_the_next_question(cast, sokha, case):
    page = sokha.get(at(case, number=1)).text
    assert "Who says so?" in page
    sent = sokha.post(at(case, number=1), {"answer": "today", "said_by": "mother"})
    onward = sokha.get(sent["Location"])["Location"]
    asked = sokha.get(onward).text
    assert re.search(r'value="mother"\s+selected', asked)
    assert '<span class="from">her mother</span>' in asked
    sokha.post(onward, {"answer": "none", "said_by": ""})
    assert next(need["said_by"] for need in needs(cast, case)) == "mother"
    assert "selected" not in sokha.get(at(case, number=3)).text.partition('value="mother"')[2][:12]


def test_several_at_once_say_who_said_them(cast, sokha, case):
    told = {"urgency_safety": "today", "words_safety": "A lock", "said_by": "herself"}
    sokha.post(at(case, "several_needs"), told)
    (kept,) = needs(cast, case)
    assert kept["said_by"] == "herself"
