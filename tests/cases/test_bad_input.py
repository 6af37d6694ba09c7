"""What a tired colleague sends about a child: each told clearly, on the page, and nothing lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import add_person
from fanal.cases.models import CarerDecision, CaseEntry, Consent
from fanal.papers.models import TypedPaper
from fanal.partners.models import Pattern
from tests import files

REASONS = "She took her to school every day, and the child wants to stay."


@pytest.fixture
def girl(cast):
    year = timezone.localdate().year - 9
    return files.person(cast, births=[("herself", year, 1, 1)])


@pytest.fixture
def case(cast, girl):
    return files.case(cast, people=[girl], kinds=["labour"])


def writes(client, case, kind, under=None, **answers):
    ids = [case.id, *([under.id] if under else []), kind]
    name = "cases:write_under" if under else "cases:write"
    return client.post(reverse(name, args=ids), answers, follow=True)


def today(field):
    day = timezone.localdate()
    return {f"{field}_{part}": getattr(day, part) for part in ("day", "month", "year")}


def consents_page(client, case):
    return client.get(reverse("cases:section", args=[case.id, "consent"])).text


def says_yes(client, case, girl, giver, given_by):
    """Through the form: somebody else answers on her behalf, and she agrees too."""
    sent = {
        "person": girl.id,
        "purpose": "return",
        "answer": "given",
        "given_by": given_by,
        "giver": giver.id,
        "words": "Yes, she goes home.",
        "assent": "yes",
        "data_class": "every",
        **today("on"),
    }
    answer = client.post(reverse("cases:consent", args=[case.id]), sent)
    assert answer.status_code == 302
    return Consent.objects.latest("id")


def newest(case):
    return CaseEntry.objects.of_kinds([case.id], "around").latest("number")


def test_a_guardian_who_is_the_recruiter_stays_on_record_and_is_told_of_wherever_she_answers(
    sokha, case, girl
):
    writes(sokha, case, "around", name="Malee", relation="recruiter", safe="safe")
    aunt = newest(case)
    paper = {"role": "legal_guardian", "paper": "Court of Ubon, 12 January 2026"}
    page = writes(sokha, case, "guardianship", under=aunt, **paper).text
    assert "A yes from this person still does not count" in page
    said = says_yes(sokha, case, girl, aunt, "legal_guardian")
    page = consents_page(sokha, case)
    assert "This yes does not count: whoever gave it for her is part of the danger" in page
    assert "Yes, she goes home." in page
    assert said.giver == aunt
    sent = {"person": girl.id, "ground": "danger", "speaker": aunt.id, "reasons": REASONS}
    answer = sokha.post(reverse("cases:carer", args=[case.id]), sent)
    assert answer.status_code == 422
    assert REASONS in answer.text
    assert not CarerDecision.objects.exists()


def test_two_who_claim_to_be_her_mother_are_both_kept_and_two_colleagues_decide(
    cast, sokha, case, girl
):
    writes(sokha, case, "around", name="Malee", relation="mother", safe="safe")
    mother = newest(case)
    page = writes(sokha, case, "around", name="Somsri", relation="mother", safe="safe").text
    assert "Two people are recorded as her mother" in page
    says_yes(sokha, case, girl, mother, "parent_or_caregiver")
    page = consents_page(sokha, case)
    assert "two people claim to be the one who consents for her" in page
    assert reverse("cases:carer", args=[case.id]) in page
    people = sokha.get(reverse("cases:section", args=[case.id, "people"])).text
    assert "Malee" in people
    assert "Somsri" in people
    sent = {"person": girl.id, "ground": "disputed", "speaker": mother.id, "reasons": REASONS}
    assert sokha.post(reverse("cases:carer", args=[case.id]), sent).status_code == 302
    waits = CarerDecision.objects.get()
    agree = reverse("cases:agree_carer", args=[case.id, waits.id])
    assert files.browser(cast, cast.noi).post(agree).status_code == 302
    assert "the one who consents for her" not in consents_page(sokha, case)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"dated_day": "31", "dated_month": "2", "dated_year": "2026"}, "28 days, not 31"),
        ({"dated_year": "2090"}, "still to come"),
        ({"dated_year": "1960"}, "before she was born"),
        ({"dated_year": "2026", "until_year": "2025"}, "before the date on it"),
    ],
)
def test_a_paper_with_an_impossible_date_is_refused_at_its_question_and_kept(
    sokha, case, told, says
):
    sent = {"kind": "medical_certificate", "state": "received", "body": "Dr Keo", **told}
    answer = sokha.post(reverse("papers:new", args=[case.id]), sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert "Dr Keo" in answer.text
    typed = [one for one in told.values() if len(one) == 4]
    assert all(f'value="{one}"' in answer.text for one in typed)
    assert not TypedPaper.objects.exists()


def test_a_paper_of_another_person_is_refused_and_kept(cast, sokha, case, girl):
    sister, stranger = files.person(cast), files.person(cast)
    add_person(case=case, person=sister, role="concerned", by=cast.sokha)
    new = reverse("papers:new", args=[case.id])
    sent = {"kind": "identity_paper", "state": "received", "number": "N 123"}
    assert sokha.post(new, sent | {"person": sister.id}).status_code == 302
    answer = sokha.post(new, sent | {"person": girl.id})
    assert answer.status_code == 422
    assert "a paper of another person in this case has this number" in answer.text.casefold()
    assert 'value="N 123"' in answer.text
    answer = sokha.post(new, sent | {"person": stranger.id})
    assert answer.status_code == 422
    assert "This person is not in this case." in answer.text
    assert 'value="N 123"' in answer.text
    assert TypedPaper.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("debt", {"amount": "30,000", "to_whom": "the agent"}),
        ("work", {"agreed": "310", "employer": "a shrimp shed"}),
    ],
)
def test_an_amount_without_its_currency_is_refused_and_kept(sokha, case, kind, told):
    answer = sokha.post(reverse("cases:write", args=[case.id, kind]), told)
    assert answer.status_code == 422
    assert "an amount needs its currency" in answer.text.casefold()
    assert all(f'value="{one}"' in answer.text for one in told.values())
    assert not CaseEntry.objects.of_kinds([case.id], kind).exists()


def test_a_payment_that_was_demanded_needs_its_currency_too(sokha):
    sent = {"kind": "payment_demanded", "amount": "20,000", "words": "at the gate", **today("day")}
    answer = sokha.post(reverse("partners:new_pattern"), sent)
    assert answer.status_code == 422
    assert "Write the currency of the amount." in answer.text
    assert 'value="20,000"' in answer.text
    assert "at the gate" in answer.text
    assert not Pattern.objects.exists()
