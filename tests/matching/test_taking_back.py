"""A mistaken answer is taken back by who gave it, with a reason, and stands beside the new one."""

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from fanal.audit.models import JournalEntry
from fanal.cases.actions.consents import withdraw_consent
from fanal.cases.actions.emergencies import keep_out
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.matching.actions.confirmers import confirm as confirmed
from fanal.matching.actions.tracing import end, take_back, tell
from fanal.matching.models import FamilyNotice, TracingAnswer, WithdrawnAnswer
from tests import files
from tests.journal import the_entry
from tests.matching.test_tracing import LATIN, asked, confirm, sought, two_of_them

WHY = "I looked at the wrong photograph"


@pytest.fixture
def colleagues(cast):
    return [cast.noi, cast.join("dara", "Dara Keo", Role.CASE_WORKER, "Bangkok")]


@pytest.fixture
def doubted(cast, colleagues):
    """Noi has confirmed, Dara has said by mistake that it is somebody else."""
    request, person = two_of_them(cast)
    return request, person, confirm(cast, request, person, colleagues[1], "visit", agrees=False)


def took_back(cast, answer, by=None, reason=WHY):
    by = by or answer.by
    return take_back(answer=answer, reason=reason, **cast.acting(by), on=files.TODAY)


def told(cast, request, person):
    return tell(request=request, person=person, by=cast.sokha, on=files.TODAY)


def place(request, person, name="finding"):
    return reverse(f"matching:{name}", args=[request.id, person.id])


def test_a_mistaken_no_is_taken_back_and_a_new_yes_is_the_second_of_two(cast, colleagues, doubted):
    request, person, no = doubted
    took_back(cast, no)
    with pytest.raises(Refused, match="1 of two"):
        told(cast, request, person)
    confirm(cast, request, person, colleagues[1], "visit")
    assert told(cast, request, person)
    assert list(request.answers.filter(by=colleagues[1]).values_list("agrees", flat=True)) == [
        False,
        True,
    ]
    kept = request.answers.get(agrees=False)
    assert kept.unseal(cast.ring(cast.noi)) == {"words": "as told"}
    assert kept.taken_back.unseal(cast.ring(cast.noi)) == {"reason": WHY}


def test_a_yes_taken_back_is_one_confirmation_less(cast, colleagues):
    request, person = two_of_them(cast)
    yes = confirm(cast, request, person, colleagues[1], "visit")
    took_back(cast, yes)
    with pytest.raises(Refused, match="1 of two"):
        told(cast, request, person)


def test_one_colleague_counts_once_however_often_she_answers(cast):
    request, person = two_of_them(cast)
    took_back(cast, request.answers.get())
    confirm(cast, request, person, cast.noi, "document")
    with pytest.raises(BadInput, match="already"):
        confirm(cast, request, person, cast.noi, "visit")
    with pytest.raises(Refused, match="1 of two"):
        told(cast, request, person)


def test_two_answers_of_one_colleague_never_stand_beside_each_other(cast, doubted):
    request, person, no = doubted
    again = TracingAnswer(
        request=request,
        person=person,
        by=no.by,
        on=files.TODAY,
        agrees=True,
        ground="visit",
        folder=request.case_id,
    )
    again.seal(cast.ring(no.by), {"words": "as told"})
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


@pytest.mark.parametrize("reason", ["", "  \n", "\u200b", "x" * 100_000])
def test_nothing_is_taken_back_without_a_reason(cast, doubted, reason):
    _, _, no = doubted
    with pytest.raises(BadInput, match="reason"):
        took_back(cast, no, reason=reason)
    assert not WithdrawnAnswer.objects.exists()


def test_nobody_takes_back_what_another_answered(cast, doubted):
    _, _, no = doubted
    for other in (cast.noi, cast.sokha):
        with pytest.raises(Refused, match="by who gave"):
            took_back(cast, no, by=other)
    no.refresh_from_db()
    assert no.taken_back_on is None


def test_it_is_taken_back_once(cast, doubted):
    _, _, no = doubted
    took_back(cast, no)
    with pytest.raises(Refused, match="already"):
        took_back(cast, no)


def test_once_somebody_was_told_what_was_found_stands(cast, colleagues):
    request, person = two_of_them(cast)
    yes = confirm(cast, request, person, colleagues[1], "visit")
    told(cast, request, person)
    with pytest.raises(Refused, match="told already"):
        took_back(cast, yes)
    page = files.browser(cast, colleagues[1])
    assert "Take it back" not in page.get(place(request, person)).text
    assert page.post(place(request, person, "take_back"), {"reason": WHY}).status_code == 422
    assert FamilyNotice.objects.exists()


def test_in_a_search_that_ended_what_was_found_stands(cast, doubted):
    request, person, no = doubted
    end(request=request, by=cast.sokha, on=files.TODAY)
    with pytest.raises(Refused, match="ended"):
        took_back(cast, no)
    page = files.browser(cast, no.by).get(place(request, person))
    assert "Take it back" not in page.text


def test_the_reason_is_sealed_and_the_journal_says_that_it_was_taken_back(cast, doubted):
    request, _, no = doubted
    took_back(cast, no)
    assert WHY.encode() not in bytes(WithdrawnAnswer.objects.get().sealed)
    assert not any(WHY in str(row) for row in JournalEntry.objects.values_list())
    entry = the_entry("tracing.taken_back")
    assert entry.about == str(request.case_id)


def test_on_the_page_from_the_mistake_to_the_telling(cast, colleagues, doubted):
    request, person, _ = doubted
    dara, noi = (files.browser(cast, one) for one in (colleagues[1], cast.noi))
    here, back = place(request, person), place(request, person, "take_back")
    assert back in dara.get(here).text
    assert dara.post(back, {"reason": " "}).status_code == 422
    assert dara.post(back, {"reason": WHY}).url == here
    page = dara.get(here).text
    assert 'name="agrees"' in page
    assert page.count("as told") == 1  # her own; what Noi found is closed until she has answered
    assert WHY in page
    assert "1 colleague answered" in page
    assert dara.get(back).status_code == 404
    seen = noi.get(here).text
    assert WHY in seen
    assert "answer taken back" in seen
    dara.post(here, {"agrees": "yes", "ground": "visit", "words": "her scar"})
    assert "her scar" in noi.get(here).text
    assert WHY in noi.get(here).text
    files.browser(cast, cast.sokha).post(place(request, person, "note_told"))
    assert FamilyNotice.objects.exists()


def test_who_has_no_answer_that_stands_finds_nothing_to_take_back(cast, doubted):
    request, person, _ = doubted
    other = files.person(cast, [LATIN])
    absent = sought(cast)
    for user, where in (
        (cast.sokha, (request, person)),
        (cast.linh, (request, person)),
        (cast.claire, (request, person)),
        (cast.noi, (request, other)),
        (cast.noi, (absent, person)),
    ):
        page = files.browser(cast, user)
        for answer in (page.get, page.post):
            assert answer(place(*where, "take_back")).status_code == 404


def test_a_file_that_closed_to_her_takes_its_answers_along(cast, doubted):
    request, person, no = doubted
    keep_out(case=person.cases.get(), user=no.by, reason="a cousin", by=cast.noi)
    page = files.browser(cast, no.by)
    assert page.get(place(request, person, "take_back")).status_code == 404


def asked_of_elsewhere(cast):
    request, person = two_of_them(cast)
    row = asked(cast, request, person, cast.huong)
    confirmed(
        asked=row,
        **cast.acting(cast.huong),
        agrees=False,
        ground="document",
        words="her school book",
        on=files.TODAY,
    )
    return request, person, row


def test_who_was_asked_from_elsewhere_takes_hers_back_and_answers_again(cast):
    request, person, row = asked_of_elsewhere(cast)
    huong = files.browser(cast, cast.huong)
    here, back = (reverse(f"matching:{one}", args=[row.id]) for one in ("confirm", "unconfirm"))
    assert back in huong.get(here).text
    assert huong.post(back, {"reason": WHY}).url == here
    assert person.code_name in huong.get(reverse("web:decisions")).text
    page = huong.get(here).text
    assert "closed to you again" in page
    assert LATIN not in page
    huong.post(here, {"agrees": "yes", "ground": "document", "words": "her school book"})
    assert told(cast, request, person)
    assert WithdrawnAnswer.objects.get().unseal(cast.ring(cast.noi)) == {"reason": WHY}
    assert back not in huong.get(here).text
    assert huong.post(back, {"reason": WHY}).status_code == 422


def test_a_question_that_closed_to_her_closes_its_answer_too(cast):
    _, person, row = asked_of_elsewhere(cast)
    withdraw_consent(consent=person.cases.get().consents.get(), by=cast.sokha)
    back = reverse("matching:unconfirm", args=[row.id])
    for user in (cast.huong, cast.linh, cast.noi):
        page = files.browser(cast, user)
        assert page.post(back, {"reason": WHY}).status_code == 404
    assert not WithdrawnAnswer.objects.exists()


def test_what_is_taken_back_is_said_in_three_languages(cast, doubted):
    request, person, no = doubted
    took_back(cast, no)
    page = files.browser(cast, cast.noi)
    for language, words in (("fr", "réponse retirée"), ("vi", "câu trả lời đã rút lại")):
        page.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        assert words in page.get(place(request, person)).text
