"""One question at a time: a tap is an answer, a gap has its reason, and nothing else is typed."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.cases.models import Task
from fanal.core.law.interview import RULES
from fanal.core.law.vocabulary import vocabulary
from fanal.identification.models import Interview, Statement
from tests import files

pytestmark = pytest.mark.usefixtures("agreed")
BEFORE = {"rules": list(RULES), "language": "vi", "interpreter": "", "unread": "on"}


@pytest.fixture
def mother(sokha, go, kolok):
    """The address of the first question to her mother."""
    answer = sokha.post(go("start"), {"source": "relative", "said_by": "mother"})
    return sokha.get(answer["Location"])["Location"]


def code_on(page):
    return re.search(r'name="code" value="(\w+)"', page.text)[1]


def answered(browser, address, answer, **more):
    """The address of the question after this one was answered."""
    page = browser.get(address)
    sent = browser.post(address, {"code": code_on(page), "answer": answer, **more})
    assert sent.status_code == 302
    return browser.get(sent["Location"])["Location"]


def kept(cast):
    return [row.unseal(cast.ring(cast.sokha)) for row in Statement.objects.order_by("number")]


def test_a_page_has_one_question_and_at_most_six_answers(sokha, mother):
    page = sokha.get(mother).text
    assert page.count("<h1") == 1
    assert 2 <= len(re.findall(r'class="big[^"]*"', page)) <= 6
    assert "Why this question" in page
    assert "Stop here" in page


def test_a_tap_saves_and_goes_on_and_who_said_it_is_asked_once(cast, sokha, mother):
    second = answered(sokha, mother, "no")
    answered(sokha, second, "yes")
    told = kept(cast)[1:]
    assert [one["source"] for one in told] == ["relative", "relative"]
    assert {one["said_by"] for one in told} == {"mother"}
    assert [next(iter(one["answers"].values())) for one in told] == ["no", "yes"]
    assert Interview.objects.count() == 1


def test_the_answers_of_one_sitting_are_one_item_on_the_line(sokha, mother, case):
    answered(sokha, answered(sokha, mother, "no"), "yes")
    line = sokha.get(reverse("cases:timeline", args=[case.id])).text
    assert "Answers for the law: 2" in line
    assert "Answers for the law: 1" not in line


def test_the_reasons_stand_only_where_the_question_was_left(sokha, mother):
    assert 'value="refused"' not in sokha.get(mother).text
    left = sokha.get(f"{mother}left/").text
    assert re.findall(r'name="answer" value="(\w+)"', left) == ["unknown", "refused", "not_asked"]


def test_a_gap_is_kept_and_not_asked_again_in_this_sitting(cast, sokha, mother):
    asked = code_on(sokha.get(mother))
    after = answered(sokha, f"{mother}left/", "not_asked")
    assert kept(cast)[-1]["answers"] == {asked: "not_asked"}
    assert code_on(sokha.get(after)) != asked


def test_ask_next_time_makes_one_task_that_says_nothing_of_her(sokha, mother):
    after = answered(sokha, f"{mother}left/", "unknown", again="on")
    answered(sokha, f"{after}left/", "refused", again="on")
    task = Task.objects.get()
    assert not [one for one in vocabulary().values() if one.label["en"] in task.title]


def test_the_answer_before_can_be_taken_back_and_the_last_one_stands(sokha, go, mother, cast):
    asked = code_on(sokha.get(mother))
    second = answered(sokha, mother, "yes")
    page = sokha.get(second)
    assert f'href="{mother}"' in page.text
    assert code_on(sokha.get(mother)) == asked
    answered(sokha, mother, "no")
    assert [one["answers"][asked] for one in kept(cast) if asked in one["answers"]] == ["yes", "no"]
    assert "Sources disagree" not in sokha.get(go()).text


def test_what_is_not_needed_for_a_child_is_never_asked_and_the_page_says_so(sokha, mother):
    page, address, asked = sokha.get(mother), mother, []
    while 'name="code"' in page.text:
        asked.append(code_on(page))
        assert len(asked) == len(set(asked))
        address = answered(sokha, f"{address}left/", "unknown")
        page = sokha.get(address)
    assert "Nothing is left that should be asked" in page.text
    assert {vocabulary()[one].asked for one in asked} <= {"yes"}


def test_stopping_keeps_what_was_said_and_closes_the_sitting(sokha, go, mother):
    answered(sokha, mother, "yes")
    interview = Interview.objects.get()
    ended = sokha.post(go("stop", interview_id=interview.id))
    assert ended["Location"] == go()
    assert sokha.get(mother).status_code == 404
    assert Statement.objects.count() == 2


def test_she_herself_is_asked_after_the_rules_with_her_language_beside(sokha, go, kolok):
    assert sokha.post(go("before"), BEFORE | {"rules": []}).status_code == 422
    first = sokha.get(sokha.post(go("before"), BEFORE)["Location"])["Location"]
    page = sokha.get(first)
    code = code_on(page)
    assert vocabulary()[code].question["vi"] in unescape(page.text)
    assert 'class="lead" lang="vi"' in page.text
    assert "not yet read by a native speaker" in page.text
    stopped = sokha.post(go("stop", interview_id=Interview.objects.get().id))
    assert stopped["Location"] == go("stopped")


def test_questions_that_no_native_speaker_has_read_are_shown_to_who_was_told_so(sokha, go, kolok):
    page = unescape(sokha.get(go("before")).text)
    assert "Tiếng Việt – not yet read by a native speaker" in page
    refused = sokha.post(go("before"), {key: BEFORE[key] for key in ("rules", "language")})
    assert refused.status_code == 422
    assert "no native speaker has read these questions: confirm" in refused.text
    assert not Interview.objects.exists()
    sure = {"rules": BEFORE["rules"], "language": "fr"}
    assert sokha.post(go("before"), sure).status_code == 302


def test_a_language_without_all_questions_is_refused(sokha, go, kolok):
    answer = sokha.post(go("before"), BEFORE | {"language": "lo"})
    assert answer.status_code == 422
    assert not Interview.objects.exists()


def test_of_her_own_accord_is_a_list_and_never_a_question(sokha, go, kolok):
    told = sokha.post(go("statement"), {"source": "interview", "certainty": "sure"})
    ask = go("ask", interview_id=Interview.objects.get().id)
    assert sokha.get(ask)["Location"] == told["Location"]
    assert "Did someone" not in sokha.get(told["Location"]).text


@pytest.mark.parametrize(
    "wrong", [{"answer": "maybe"}, {"code": "stolen"}, {"answer": ""}, {"code": ""}]
)
def test_a_forged_answer_is_refused_and_keeps_nothing(sokha, mother, wrong):
    said = {"code": code_on(sokha.get(mother)), "answer": "yes"}
    assert sokha.post(mother, said | wrong).status_code == 422
    assert Statement.objects.count() == 1


def test_a_number_that_is_not_its_turn_leads_to_the_one_that_is(sokha, mother):
    far = re.sub(r"\d+/$", "999/", mother)
    assert sokha.get(far)["Location"] == mother
    assert sokha.get(re.sub(r"\d+/$", "0/", mother))["Location"] == mother


def test_without_a_text_that_applies_the_page_says_what_is_missing(sokha, go, concern):
    begun = sokha.post(go("start"), {"source": "caller"})
    page = sokha.get(sokha.get(begun["Location"])["Location"]).text
    assert "Age, days and places" in page or 'name="code"' in page


def test_the_law_page_leads_to_it_and_back_to_where_one_stopped(sokha, go, mother):
    page = sokha.get(go()).text
    assert go("ask", interview_id=Interview.objects.get().id) in page


def test_a_lawyer_with_the_legal_part_asks_and_gets_no_task(cast, case, go, kolok):
    files.let_in_lawyer(cast, case)
    mai = files.browser(cast, cast.mai)
    first = mai.get(mai.post(go("start"), {"source": "court"})["Location"])["Location"]
    assert "Ask next time" not in mai.get(f"{first}left/").text
    answered(mai, f"{first}left/", "unknown", again="on")
    assert not Task.objects.exists()


def test_another_sitting_is_its_askers_alone(cast, mother):
    assert cast.client(cast.noi).get(mother).status_code == 404
    assert cast.client(cast.linh).get(mother).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_answers(sokha, mother):
    with CaptureQueriesContext(connection) as few:
        sokha.get(mother)
    address = mother
    for _ in range(4):
        address = answered(sokha, address, "no")
    with CaptureQueriesContext(connection) as many:
        sokha.get(address)
    assert len(many) <= len(few)


def test_in_french_every_word_of_the_page_is_french(sokha, mother):
    sokha.cookies["django_language"] = "fr"
    page = sokha.get(mother, headers={"accept-language": "fr"}).text
    assert 'lang="fr"' in page


def test_the_page_of_the_case_leads_here(sokha, case, go):
    assert sokha.get(reverse("identification:case", args=[case.id]))["Location"] == go()
