"""A claim in her name takes her yes to it; what a prosecutor claims by law is written as it is."""

import pytest
from django.urls import reverse

from fanal.justice.models import JusticeRecord
from tests.consents import ASK, CHANGED, NO, NONE, OTHERS_ASK, YES, form_for, says, takes_back
from tests.justice.scene import K, page_of

PURPOSE, WHAT = "compensation", "a claim for compensation"
AGAINST_HER = "the answer to a claim for compensation is no"
PAIN = {"head": "pain", "amount": "5,000", "currency": "THB", "against": "The owner of the boat"}


def form_of(here):
    return page_of(here, "write", here.trial.id, "claim")


def claims():
    return [record for record in JusticeRecord.objects.all() if record.record_kind is K.CLAIM]


def test_with_her_yes_it_is_claimed_and_nothing_is_asked(cast, here, sokha):
    says(cast, here, PURPOSE)
    page = sokha.get(form_of(here)).text
    assert YES.format(WHAT) in page
    assert form_for(here, PURPOSE) not in page
    saved = sokha.post(form_of(here), PAIN | {"claimed_by": "in_her_name"})
    assert YES.format(WHAT) in sokha.get(saved["Location"]).text


def test_while_nobody_asked_her_the_page_asks_and_the_claim_is_kept(here, sokha):
    page = sokha.get(form_of(here)).text
    assert NONE.format(WHAT, "not asked") in page
    assert form_for(here, PURPOSE) in page
    saved = sokha.post(form_of(here), PAIN)
    assert saved.status_code == 302
    page = sokha.get(saved["Location"]).text
    assert ASK in page
    assert form_for(here, PURPOSE) in page


@pytest.mark.parametrize("who", ["", "in_her_name"])
def test_against_her_no_nothing_is_claimed_in_her_name_and_nothing_is_lost(cast, here, sokha, who):
    says(cast, here, PURPOSE, "refused")
    page = sokha.get(form_of(here)).text
    assert NO.format(WHAT, "refused") in page
    assert ASK not in page  # she has answered
    assert CHANGED in page
    refused = sokha.post(form_of(here), PAIN | {"claimed_by": who})
    assert refused.status_code == 422
    assert AGAINST_HER in refused.context["form"].errors["claimed_by"][0]
    assert "The owner of the boat" in refused.text
    assert not claims()


def test_what_the_prosecutor_claims_by_law_stands_whatever_she_said(cast, here, sokha):
    says(cast, here, PURPOSE, "refused")
    saved = sokha.post(form_of(here), PAIN | {"claimed_by": "by_law"})
    assert saved.status_code == 302
    page = sokha.get(saved["Location"]).text
    assert "the prosecutor, as the law provides" in page
    assert NO.format(WHAT, "refused") not in page  # nothing is claimed in her name


def test_a_yes_that_she_took_back_is_a_no_to_what_is_claimed_too(cast, here, sokha):
    sokha.post(form_of(here), PAIN)
    takes_back(cast, here, PURPOSE)
    assert sokha.post(form_of(here), PAIN).status_code == 422
    page = sokha.get(page_of(here, "proceeding", here.trial.id)).text
    assert NO.format(WHAT, "withdrawn") in page
    assert len(claims()) == 1


def test_a_lawyer_who_writes_no_consents_learns_where_it_stands_and_who_asks(cast, here, mai):
    page = mai.get(form_of(here)).text
    assert NONE.format(WHAT, "not asked") in page
    assert OTHERS_ASK in page
    assert reverse("cases:consent", args=[here.case.id]) not in page
    says(cast, here, PURPOSE, "refused")
    page = mai.get(form_of(here)).text
    assert NO.format(WHAT, "refused") in page
    assert CHANGED not in page
    assert mai.post(form_of(here), PAIN).status_code == 422


@pytest.mark.parametrize(
    ("language", "why"), [("fr", "la réponse à une demande d’indemnisation"), ("vi", "bồi thường")]
)
def test_why_is_said_in_the_language_of_the_page(cast, here, language, why):
    says(cast, here, PURPOSE, "refused")
    sokha = cast.client(cast.sokha, headers={"accept-language": language})
    assert why in sokha.post(form_of(here), PAIN).text
