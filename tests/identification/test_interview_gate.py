"""Before the first question: her age, whose consent, how often, in which language and words."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.cases.actions import consents, entries
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.states import say_in_danger
from fanal.cases.models import Consent
from fanal.core.errors import BadInput, Refused
from fanal.core.law.asking_children import NEVER_OF_A_CHILD
from fanal.core.law.interview import RULES
from fanal.identification.actions.repeat_interviews import ask_again_request, decide_repeat
from fanal.identification.actions.sittings import begin_interview, end_interview
from fanal.identification.actions.statements import keep_answers
from fanal.identification.models import Interview, RepeatRequest, VictimStatement
from fanal.identification.sittings import sitting_of
from fanal.people.actions.births import add_birth
from fanal.people.models import AgeForConsent
from tests import files
from tests.refused import says_no

BEFORE = {"rules": list(RULES), "language": "fr"}


def aged(cast, person, youngest, oldest=None):
    AgeForConsent.objects.filter(person=person).delete()
    add_birth(
        person=person,
        source="herself",
        ages=(youngest, oldest or youngest),
        **cast.acting(cast.sokha),
    )


def begin(cast, concern, by=None, **more):
    by = by or cast.sokha
    given = {"rules": list(RULES), "language": "fr", **cast.acting(by)}
    return begin_interview(concern=concern, **(given | more))


@pytest.mark.parametrize("name", ["before", "start"])
def test_who_is_about_to_ask_her_reads_that_she_is_in_danger(cast, sokha, go, case, person, name):
    files.agrees_to_interview(cast, case, person)
    write = {"case": case, **cast.acting(cast.sokha)}
    say_in_danger(person=person, said_by="mother", said_at=None, **write)
    assert 'role="alert"' in sokha.get(go(name)).text


def test_nobody_is_interviewed_without_recorded_consent(cast, sokha, go, concern, case, person):
    """Findings, F4."""
    page = sokha.get(go("before")).text
    assert "There is no consent to an interview that counts" in page
    assert 'name="rules"' not in page
    assert sokha.post(go("before"), BEFORE).status_code == 422
    assert not Interview.objects.exists()
    asks = f"?purpose=interview&amp;person={person.id}&amp;next={go('before')}"
    assert asks in page
    form = sokha.get(reverse("cases:consent", args=[case.id]) + asks.replace("&amp;", "&"))
    assert [form.context["form"][name].value() for name in ("purpose", "person")] == [
        "interview",
        str(person.id),
    ]
    files.agrees_to_interview(cast, case, person)
    assert 'name="rules"' in sokha.get(go("before")).text
    assert sokha.post(go("before"), BEFORE).status_code == 302


@pytest.mark.parametrize("more", [{"purpose": "care"}, {"answer": "refused"}])
def test_a_yes_to_something_else_or_a_no_is_no_consent_to_an_interview(
    cast, concern, case, person, more
):
    files.agrees_to_interview(cast, case, person)
    Consent.objects.all().delete()
    given = {"purpose": "interview", "answer": "given"} | more
    consents.record_consent(case=case, person=person, **cast.acting(cast.sokha), **given)
    with pytest.raises(BadInput, match="no consent to an interview"):
        begin(cast, concern)


def test_a_baby_is_asked_nothing_whoever_agreed(cast, sokha, go, concern, case, person):
    """Findings, F4: an interview could be begun on a child of 0 years."""
    aged(cast, person, 0)
    files.agrees_to_interview(cast, case, person, given_by="parent_or_caregiver")
    assert "who may be under 6 is not interviewed" in sokha.get(go("before")).text
    with pytest.raises(BadInput, match="not interviewed"):
        begin(cast, concern)


def test_an_age_that_nobody_recorded_is_recorded_first(cast, sokha, go, concern, case, person):
    AgeForConsent.objects.all().delete()
    page = sokha.get(go("before")).text
    assert "Age not known: treated as a child until shown otherwise" in page
    with pytest.raises(BadInput, match="Record how old she is first"):
        begin(cast, concern)


def test_a_girl_of_fourteen_is_asked_with_her_mother_in_the_words_of_a_child(
    cast, sokha, go, concern, case, person
):
    """Findings, F4: she got the questions of an adult."""
    aged(cast, person, 14)
    files.agrees_to_interview(cast, case, person)
    with pytest.raises(BadInput, match="no consent to an interview"):
        begin(cast, concern)
    mother = entries.add_entry(
        case=case,
        kind="around",
        answers={"name": "Malee", "relation": "mother", "safe": "safe"},
        **cast.acting(cast.sokha),
    )
    files.agrees_to_interview(
        cast, case, person, given_by="parent_or_caregiver", giver=mother, answers={"assent": True}
    )
    interview = begin(cast, concern)
    sitting = sitting_of(interview, cast.ring(cast.sokha))
    assert sitting.asking.youngest == 14
    asked = {code for page in sitting.pages for code in page.codes}
    assert not asked & NEVER_OF_A_CHILD
    page = sokha.get(go("page", interview_id=interview.id, number=1)).text
    assert "Did someone ask you to come with them?" in page
    assert "Est-ce que quelqu’un t’a demandé de venir avec lui\u202f?" in page
    assert "At most 15 questions and 40 minutes" in page


def test_a_child_who_said_no_is_not_interviewed(cast, concern, case, person):
    aged(cast, person, 14)
    files.agrees_to_interview(
        cast, case, person, given_by="parent_or_caregiver", answers={"assent": False}
    )
    with pytest.raises(BadInput, match="no consent to an interview"):
        begin(cast, concern)


def told_once(cast, concern, case, person, kolok):
    files.agrees_to_interview(cast, case, person)
    interview = begin(cast, concern)
    keep_answers(
        concern=concern,
        sitting=sitting_of(interview, cast.ring(cast.sokha)),
        answers={"force": "yes"},
        **cast.acting(cast.sokha),
    )
    return interview


def test_she_is_not_asked_again_without_a_reason_that_a_lead_accepts(
    cast, sokha, go, concern, case, person, kolok
):
    interview = told_once(cast, concern, case, person, kolok)
    end_interview(interview=interview, stopped=False, by=cast.sokha)
    assert "Give a reason to ask again" in sokha.get(go("before")).text
    with pytest.raises(BadInput, match="interviewed before"):
        begin(cast, concern)
    assert sokha.post(go("again"), {"reason": "short"}).status_code == 422
    reason = "The court asks for the day; no paper says it and nobody else knows."
    assert sokha.post(go("again"), {"reason": reason}).status_code == 302
    row = RepeatRequest.objects.get()
    assert sokha.get(go("accept", repeat_id=row.id)).status_code == 404
    lead = files.browser(cast, cast.noi)
    assert reason in lead.get(go("accept", repeat_id=row.id)).text
    assert lead.post(go("accept", repeat_id=row.id), {"answer": "yes"}).status_code == 302
    again = begin(cast, concern)
    end_interview(interview=again, stopped=False, by=cast.sokha)
    with pytest.raises(BadInput, match="interviewed before"):
        begin(cast, concern)


def test_a_lead_who_says_no_leaves_it_closed(cast, sokha, go, concern, case, person, kolok):
    interview = told_once(cast, concern, case, person, kolok)
    end_interview(interview=interview, stopped=False, by=cast.sokha)
    sokha.post(go("again"), {"reason": "Another office wants its own account of it."})
    row = RepeatRequest.objects.get()
    lead = files.browser(cast, cast.noi)
    says_no(lead, "interview_again", row.id)
    with pytest.raises(BadInput, match="interviewed before"):
        begin(cast, concern)


def test_of_two_leads_who_answer_whether_she_is_asked_again_the_first_counts(
    cast, concern, case, person
):
    reason = "Another office wants its own account of what happened at the border."
    with pytest.raises(BadInput, match="at least"):
        ask_again_request(concern=concern, reason="short", **cast.acting(cast.noi))
    row = ask_again_request(concern=concern, reason=reason, **cast.acting(cast.noi))
    with pytest.raises(Refused, match="somebody other than whoever asked"):
        decide_repeat(row=row, accepted=True, by=cast.noi)
    decide_repeat(row=row, accepted=False, by=cast.sokha)
    with pytest.raises(Refused, match="decided already"):
        decide_repeat(row=row, accepted=True, by=cast.huong)
    row.refresh_from_db()
    assert (row.accepted_on, row.declined_by) == (None, cast.sokha)


def test_nobody_accepts_that_she_is_asked_again_for_who_has_left_meanwhile(cast, concern):
    reason = "Another office wants its own account of what happened at the border."
    row = ask_again_request(concern=concern, reason=reason, **cast.acting(cast.sokha))
    end_account(user=cast.sokha, by=cast.anan)
    with pytest.raises(Refused, match="has left"):
        decide_repeat(row=row, accepted=True, by=cast.noi)
    decide_repeat(row=row, accepted=False, by=cast.noi)


def test_nobody_accepts_that_she_is_asked_again_for_who_was_kept_out_meanwhile(cast, concern, case):
    """He may be tied to who exploited her, and want to know what she said."""
    reason = "Another office wants its own account of what happened at the border."
    row = ask_again_request(concern=concern, reason=reason, **cast.acting(cast.sokha))
    keep_out(case=case, user=cast.sokha, reason="His cousin.", by=cast.noi)
    with pytest.raises(Refused, match="kept out of this case"):
        decide_repeat(row=row, accepted=True, by=cast.noi)
    decide_repeat(row=row, accepted=False, by=cast.noi)
    assert ask_again_request(concern=concern, reason=reason, **cast.acting(cast.noi))


def test_an_interview_that_was_stopped_is_gone_on_with(cast, concern, case, person, kolok):
    interview = told_once(cast, concern, case, person, kolok)
    end_interview(interview=interview, stopped=True, by=cast.sokha)
    assert begin(cast, concern)
    Interview.objects.update(
        on=timezone.localdate() - timedelta(days=31), ended_on=date(2026, 1, 1)
    )
    with pytest.raises(BadInput, match="interviewed before"):
        begin(cast, concern)


def test_through_an_interpreter_the_questions_are_in_the_language_of_the_worker(
    cast, sokha, go, case, person, kolok, agreed
):
    """Findings, F4: her language had to be Vietnamese, French or English."""
    sent = BEFORE | {"language": "interpreted"}
    page = sokha.post(go("before"), sent)
    assert page.status_code == 422
    assert "Say which language she speaks." in page.text
    assert "Say who interprets, by code." in page.text
    began = sokha.post(go("before"), sent | {"spoken": "Thai", "interpreter": "I-7"})
    question = sokha.get(began["Location"], follow=True).text
    assert "No reviewed text in Thai: read it to the interpreter." in question


def test_whoever_speaks_her_language_asks_without_an_interpreter(
    cast, sokha, go, case, person, kolok, agreed
):
    sent = BEFORE | {"language": "spoken"}
    page = sokha.post(go("before"), sent)
    assert page.status_code == 422
    assert "Say which language she speaks." in page.text
    assert "Say who interprets, by code." not in page.text
    # One named before she chose this interprets nothing, and stands in no file that a court reads.
    began = sokha.post(go("before"), sent | {"spoken": "Khmer", "interpreter": "T-4"})
    assert Interview.objects.get().unseal(cast.ring(cast.sokha))["interpreter"] == ""
    question = sokha.get(began["Location"], follow=True).text
    assert "No reviewed text in Khmer: put it into her language yourself." in question


def test_a_statement_that_was_taken_is_a_record_and_counts_as_told(
    cast, sokha, go, concern, case, person, agreed
):
    sent = {
        "on": "2026-03-01",
        "taken_by": "police",
        "taken_by_name": "Ubon",
        "language": "Lao",
        "interpreter": "I-7",
        "read_back": "not_signed",
        "text": "She said what happened.",
        "not_asked": "Nothing about money.",
    }
    wrong = sokha.post(go("victim_statement"), sent | {"on": "2999-01-01"})
    assert wrong.status_code == 422
    assert "She said what happened." in wrong.text
    assert sokha.post(go("victim_statement"), sent).status_code == 302
    page = sokha.get(go("said")).text
    for words in ("Police", "Ubon", "Lao", "I-7", "read back, not signed", "Nothing about money."):
        assert words in page
    assert VictimStatement.objects.count() == 1
    with pytest.raises(BadInput, match="interviewed before"):
        begin(cast, concern)


def test_who_said_what_names_the_language_and_the_interpreter(cast, sokha, go, concern, agreed):
    ring = cast.ring(cast.sokha)
    interview = begin(cast, concern, language="", spoken="Hmong", interpreter="INT-2")
    answers = {"recruited": "yes"}
    sitting = sitting_of(interview, ring)
    keep_answers(concern=concern, sitting=sitting, answers=answers, by=cast.sokha, ring=ring)
    page = sokha.get(go("said")).text
    assert "Hmong" in page
    assert "INT-2" in page
