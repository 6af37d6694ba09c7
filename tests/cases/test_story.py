"""Her story on the first screen of a case, for each who may open it."""

import re
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.emergencies import break_glass
from fanal.cases.actions.entries import add_entry, add_note
from fanal.cases.actions.stages import agree_closure
from fanal.cases.actions.states import say_in_danger
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case
from fanal.core.casework.codes import EmergencyGround
from fanal.core.sealing.compartments import IDENTITY, LEGAL
from fanal.intake.actions import make_case, take_signal
from fanal.keys.actions import grant
from tests import files
from tests.case_with_a_story import NEVER, PLACE, closing_asked, told
from tests.files import TODAY, WHY
from tests.journal import entries
from tests.kept import kept


def page_of(cast, user, case):
    return files.browser(cast, user).get(reverse("cases:case", args=[case.id])).text


def questions(page):
    return re.findall(r"<dt>\s*(?:<a[^>]*>)?([^<]+?)(?:</a>)?\s*</dt>", page)


def line(page, question):
    """The answer that stands beside a question of the story, without its tags."""
    found = re.search(
        rf"<dt>\s*(?:<a[^>]*>)?{question}(?:</a>)?\s*</dt>\s*<dd>(.*?)</dd>", page, re.S
    )
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


@pytest.fixture
@kept
def here(cast):
    return told(cast)


def test_her_story_stands_in_ten_lines_in_order(cast, here):
    page = page_of(cast, cast.sokha, here.case)
    assert questions(page) == [
        "Where she is",
        "Last sign of life",
        "Before you call",
        "Next dates",
        "To review",
        "Consent",
        "Referrals and shared files",
        "Her goals",
        "Law",
        "Other cases",
    ]
    assert line(page, "Where she is") == f"{PLACE}. Held by the owner of the bar."
    assert "no proof" in line(page, "Last sign of life")
    assert "Next due" in line(page, "Last sign of life")
    assert line(page, "Before you call").startswith(f"{NEVER}. Her mother, 18:00 to 20:00")
    assert "Today Call the mother" in line(page, "Next dates")
    assert "sign of life" in line(page, "Next dates")
    assert "Being interviewed: refused" in line(page, "Consent")
    assert "A parent or caregiver:" in line(page, "Consent")
    assert "Lotus Transit Centre" in line(page, "Referrals and shared files")
    assert "Be home before New Year" in line(page, "Her goals")
    assert 'aria-label="1 of 2 steps"' in page
    assert "questions would settle it" in line(page, "Law")
    assert here.other.code_name in line(page, "Other cases")
    assert "Sokha Chea" in line(page, "Other cases")


def test_a_task_with_an_hour_is_shown_with_its_hour(cast):
    case, day = files.case(cast), timezone.localdate() + timedelta(days=1)
    add_task(case=case, title="Call the mother", due=day, hour=time(18), by=cast.sokha)
    page = page_of(cast, cast.sokha, case)
    assert "Tomorrow 18:00 Call the mother" in line(page, "Next dates")
    assert "<b>Tomorrow 18:00</b>" in page[page.index("<h2>") :]


def test_what_is_empty_is_left_out_but_for_four_lines(cast):
    page = page_of(cast, cast.sokha, files.case(cast))
    assert questions(page)[:3] == ["Where she is", "Last sign of life", "Before you call"]
    assert {"Next dates", "Referrals and shared files", "Her goals", "Other cases"}.isdisjoint(
        questions(page)
    )
    assert line(page, "Where she is").startswith("Not known.")
    assert line(page, "Last sign of life") == "None known."
    assert "do not call" in line(page, "Before you call")
    assert line(page, "Consent") == "Not asked"
    assert "not started" not in page.lower()


def test_opening_the_page_is_written_down_once_with_all_its_parts(cast, here):
    before = len(entries("case.opened"))
    page_of(cast, cast.sokha, here.case)
    (*_older, last) = entries("case.opened")
    assert len(entries("case.opened")) == before + 1
    assert "whereabouts" in str(last.detail)
    assert "narrative" in str(last.detail)


def test_a_yes_that_does_not_count_hides_none_that_does_and_each_word_stands_once(cast):
    girl = files.person(cast, births=[("herself", TODAY.year - 15)])
    case = files.case(cast, people=[girl])
    write = {"case": case, **cast.acting(cast.sokha)}
    answers = {"name": "Somchai", "relation": "father", "safe": "suspect"}
    father = add_entry(kind="around", answers=answers, **write)
    say = {"person": girl, "answer": "given", "on": TODAY, **write}
    for _once in range(3):
        record_consent(purpose="interview", given_by="parent_or_caregiver", giver=father, **say)
    record_consent(purpose="interview", **say)
    for part in ("identity", "whereabouts"):
        record_consent(purpose="return", data_class=part, **say)
    said = line(page_of(cast, cast.sokha, case), "Consent")
    assert "does not count" not in said
    assert said.count("Being interviewed") == 1
    assert said.count("Going back") == 1


def test_she_stands_before_her_children(cast):
    case = files.case(cast)
    her = case.people.get()
    for _child in range(5):
        add_person(case=case, person=files.person(cast, ("ນ້ອຍ",)), by=cast.sokha, role="child")
    page = page_of(cast, cast.sokha, case)
    codes = [page.index(person.code_name) for person in case.people.all()]
    assert page.index(her.code_name) == min(codes)
    tab = re.search(r'href="([^"]*/state/[^"]*/)"[^>]*>\s*Safety', page)[1]
    assert tab == reverse("cases:state", args=[case.id, her.id])


def test_who_may_not_open_a_line_is_told_whom_to_ask(cast):
    page = page_of(cast, cast.sokha, told_by_noi(cast))
    assert "Not part of your access. Ask Noi Saetang." in line(page, "Where she is")
    assert PLACE not in page


def told_by_noi(cast):
    """A case that the lead opened: where she is, is not for the worker."""
    case = files.case(cast, by=cast.noi)
    write = {"case": case, **cast.acting(cast.noi)}
    add_entry(kind="whereabouts", answers={"place": PLACE}, **write)
    return case


def test_the_lawyer_reads_her_part_and_whom_to_call(cast, here):
    keep = {"compartments": [LEGAL], "to": cast.mai, **cast.acting(cast.noi)}
    grant(folder=here.case.id, reason="her complaint", **keep)
    add_entry(kind="legal", answers={"matter": "complaint prepared"}, **here.write)
    page = page_of(cast, cast.mai, here.case)
    assert "In danger: call Sokha Chea" in page
    assert line(page, "Proceedings").startswith("complaint prepared")
    assert "where she is" in line(page, "Kept from you")
    assert "Ask Noi Saetang for a part." in line(page, "Kept from you")
    assert "Law" in questions(page)
    assert "Nobody has said" not in page
    assert "age not known" not in page
    assert PLACE not in page
    assert NEVER not in page
    assert "New Year" not in page
    assert "Call the mother" not in page
    assert "No open tasks" not in page
    assert "Proceedings" in page[page.index('class="tabs"') :]


def test_her_lawyer_reads_that_she_is_a_child_without_the_file_of_her_names(cast, here):
    keep = {"to": cast.mai, "by": cast.noi, "ring": cast.ring(cast.noi), "reason": "her complaint"}
    grant(folder=here.case.id, compartments=[LEGAL, IDENTITY], **keep)
    page = page_of(cast, cast.mai, here.case)
    assert line(page, "Her age") == "15 to 16 years · child"


def test_a_case_opened_in_an_emergency_shows_what_tonight_needs(cast, here):
    break_glass(case=here.case, ground=EmergencyGround.SHE_ASKS, reason=WHY, by=cast.linh)
    page = page_of(cast, cast.linh, here.case)
    assert "Opened in an emergency" in page
    assert WHY in page
    assert "You may open it until" in page
    assert {"Next dates", "Consent", "Her goals", "Law"}.isdisjoint(questions(page))
    assert "Sokha Chea" in line(page, "Who knows her")
    # Without an emergency key nothing that is sealed may look as if nobody had said it.
    assert "You see that she is in danger and whom to call." in page
    assert "Nobody has said" not in page
    assert "age not known" not in page
    for question in ("Where she is", "Last sign of life", "Contact"):
        assert line(page, question) == "Not part of your access. Ask Noi Saetang."


def test_a_new_case_asks_whether_she_is_in_danger_with_three_answers(cast):
    answers = {"where": "Si Racha, over a shop"}
    call = take_signal(team=cast.bangkok, answers=answers, urgent=True, by=cast.sokha)
    case = make_case(signal=call, kinds=["at_risk"], **cast.acting(cast.sokha))
    page = page_of(cast, cast.sokha, getattr(case, "case", None) or Case.objects.get())
    assert "Not known whether she is in danger" in page
    assert "The call could not wait" in page
    for answer in ("She is in danger", "She is safe", "Asked, not known"):
        assert answer in page
    assert "Confirm what the call said" in page
    assert "May we help? Ask her, or who calls" in page


def test_a_closed_case_is_read_only_and_opens_again_in_one_tap(cast):
    case, closure = closing_asked(cast)
    agree_closure(closure=closure, by=cast.noi, version=case.version, ring=cast.ring(cast.noi))
    page = page_of(cast, cast.sokha, case)
    assert "Safe since today" in page
    assert "Said by herself, to Sokha Chea." in page
    assert "asked by Sokha Chea, agreed by Noi Saetang: she asked to stop" in page
    assert {"Where she is", "Before you call"}.isdisjoint(questions(page))
    assert "Open this case again" in page
    assert 'class="quick"' not in page
    assert "She was heard from" not in page


def test_a_closed_case_says_when_she_is_to_be_asked_how_she_is(cast):
    case, closure = closing_asked(cast)
    write = {"case": case, **cast.acting(cast.sokha)}
    day = timezone.localdate() + timedelta(days=1)
    add_entry(kind="visit", answers={"how": "message"}, due=day, **write)
    assert "Follow-up agreed with her" not in questions(page_of(cast, cast.sokha, case))
    agree_closure(closure=closure, by=cast.noi, version=case.version, ring=cast.ring(cast.noi))
    page = page_of(cast, cast.sokha, case)
    assert line(page, "Follow-up agreed with her") == "Tomorrow message"


def test_the_closing_that_waits_stands_on_the_case(cast):
    case, _closure = closing_asked(cast)
    noi = files.browser(cast, cast.noi)
    assert "Closing asked by Sokha Chea" in noi.get(reverse("cases:case", args=[case.id])).text
    page = noi.get(reverse("cases:agree", args=[case.id])).text
    assert "What speaks against it" in page
    assert "No rule says how to reach her" in page
    assert reverse("cases:section", args=[case.id, "contact"]) in page
    assert "What is in order" in page
    assert "No journey that has not ended" in page


# ── Many ─────────────────────────────────────────────────────────────────────
LONG = "ບົວຄຳ" * 30 + "Nguyễn " * 20 + "ธิดา" * 10


def with_eleven_more(cast, here):
    for number in range(11):
        add_person(case=here.case, person=files.person(cast, names=[f"{number}"]), by=cast.sokha)


def test_of_twelve_people_those_in_danger_stand_open_and_the_others_folded(cast, here):
    with_eleven_more(cast, here)
    page = page_of(cast, cast.sokha, here.case)
    assert page.count('class="state state--') == 12
    assert page.index("state--danger") < page.index("state--unknown")
    assert "9 more people" in page


def number_of(client, address):
    """Of the questions to the database, those of the journal apart."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum(1 for query in asked.captured_queries if not JOURNAL.search(query["sql"]))


JOURNAL = re.compile(r"audit_|SAVEPOINT|FOR UPDATE")
LOCKS = re.compile(r"SAVEPOINT|FOR UPDATE")


def test_the_first_screen_asks_as_often_for_one_as_for_many(cast, here):
    client, page = files.browser(cast, cast.sokha), reverse("cases:case", args=[here.case.id])
    add_person(case=here.case, person=files.person(cast, names=["Noy"]), by=cast.sokha)
    number_of(client, page)
    one = number_of(client, page)
    with_eleven_more(cast, here)
    for number in range(20):
        add_note(text=f"{LONG} {number}", **here.write)
        add_task(case=here.case, title=LONG[:100], by=cast.sokha)
        add_entry(kind="goal", answers={"words": LONG}, **here.write)
        record_consent(person=here.her, purpose="care", answer="refused", **here.write)
    number_of(client, page)
    assert number_of(client, page) == one


def test_the_usual_case_takes_few_questions(cast):
    case = files.case(cast)
    write = {"case": case, **cast.acting(cast.sokha)}
    say_in_danger(
        person=case.people.get(),
        said_by="mother",
        said_at=timezone.now() - timedelta(hours=1),
        **write,
    )
    add_note(text="They have a bed.", **write)
    client = files.browser(cast, cast.sokha)
    page, empty = reverse("cases:case", args=[case.id]), reverse("web:help")
    counted = [number_of(client, address) for address in (page, page, empty, empty)]
    # One asks whether what stands in the case is what was written in it (`was_changed`).
    # Another asks whose telephone may be in other hands: nobody is told to call her; and one which
    # teams are not hers, for the database looks up what is named to it.
    assert counted[1] - counted[3] <= 13


@pytest.mark.usefixtures("process_remembers")
def test_a_case_with_a_whole_story_takes_few_questions(cast, here):
    """All of them: those of the session, the menu and the journal as well."""
    client, page = files.browser(cast, cast.sokha), reverse("cases:case", args=[here.case.id])
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    # One asks for the calls of the case that were taken twice: who of several called is to be said.
    # Three of them are asked only within a transaction, as a test is: where the ledger ends now. One
    # asks which tables have a row about her cases, in place of some that have none. Two ask whose
    # telephone may be in other hands: of who works on the case, and of her other case.
    assert sum(1 for query in asked.captured_queries if not LOCKS.search(query["sql"])) <= 27


def test_who_holds_her_is_said_in_words_where_nobody_named_them(cast):
    case = files.case(cast, people=[files.person(cast)])
    say_in_danger(
        case=case,
        person=case.people.get(),
        said_by="mother",
        **cast.acting(cast.sokha),
        with_whom="holder",
        said_at=timezone.now(),
    )
    page = page_of(cast, cast.sokha, case)
    assert "With people who hold her against her will." in line(page, "Where she is")


def answered_for(cast, age, assent):
    """The case of a child of this age for whom a guardian said yes."""
    born = timezone.localdate().year - age
    child = files.person(cast, births=[("family", born, 1, 1)])
    case = files.case(cast, people=[child])
    told = {} if assent is None else {"assent": assent}
    files.agrees_to_interview(cast, case, child, given_by="legal_guardian", answers=told)
    return case


@pytest.mark.parametrize("assent", [True, False])
def test_a_child_who_agreed_or_not_with_her_guardian_was_asked_herself(cast, assent):
    page = page_of(cast, cast.sokha, answered_for(cast, 8, assent))
    assert "not asked yet" not in line(page, "Consent")


def test_a_child_whose_guardian_alone_answered_is_still_to_be_asked(cast):
    page = page_of(cast, cast.sokha, answered_for(cast, 8, None))
    assert re.search(r"Herself\s?:\s+not asked yet", line(page, "Consent"))


def test_a_baby_is_not_to_be_asked(cast):
    page = page_of(cast, cast.sokha, answered_for(cast, 1, None))
    assert "not asked yet" not in line(page, "Consent")
