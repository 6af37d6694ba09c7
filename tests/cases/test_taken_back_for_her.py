"""A yes that somebody said for a child is taken back by that person or by herself: the file says by
whom, and which of both counts follows from her age. For an adult nobody is asked."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import carers, consents, entries
from fanal.cases.models import CarerDecision, Consent
from fanal.cases.queries.consent_answers import said_to
from fanal.core.casework.consent import ConsentPurpose, ConsentState
from fanal.core.errors import BadInput
from tests import files

MOTHER = "parent_or_caregiver"
REASONS = "Her mother is dead, and she wants to stay here."


def born(cast, years):
    year = timezone.localdate().year - years
    girl = files.person(cast, births=[("herself", year, 1, 1)])
    return girl, files.case(cast, people=[girl])


def said(cast, case, girl, given_by):
    by = cast.acting(cast.sokha)
    giver = None
    if given_by == MOTHER:
        told = {"name": "Dao", "relation": "mother", "safe": "safe"}
        giver = entries.add_entry(case=case, kind="around", answers=told, **by)
    return consents.record_consent(
        case=case, person=girl, purpose="shelter", answer="given", given_by=given_by,
        giver=giver, **by,
    )  # fmt: skip


def taken_back(cast, case, consent, who):
    address = reverse("cases:withdraw", args=[case.id, consent.id])
    return files.browser(cast, cast.sokha).post(address, {"who": who} if who else {})


def stands(girl):
    return said_to(ConsentPurpose.SHELTER, girl.pk, timezone.localdate())


def test_what_her_mother_takes_back_is_her_no_and_does_not_stop_a_girl_of_16(cast):
    girl, case = born(cast, 16)
    said(cast, case, girl, "herself")
    for_her = said(cast, case, girl, MOTHER)
    assert taken_back(cast, case, for_her, MOTHER).status_code == 302
    for_her.refresh_from_db()
    assert for_her.withdrawn_on is None
    assert [row.given_by for row in Consent.objects.all() if row.answer == "refused"] == [MOTHER]
    assert stands(girl) is ConsentState.GIVEN


def test_what_her_mother_takes_back_stops_what_a_girl_of_10_said_yes_to(cast):
    girl, case = born(cast, 10)
    said(cast, case, girl, "herself")
    for_her = said(cast, case, girl, MOTHER)
    assert stands(girl) is ConsentState.GIVEN
    taken_back(cast, case, for_her, MOTHER)
    assert stands(girl) is ConsentState.REFUSED


@pytest.mark.parametrize("years", [10, 16])
def test_what_she_takes_back_herself_counts_at_every_age(cast, years):
    girl, case = born(cast, years)
    said(cast, case, girl, "herself")
    for_her = said(cast, case, girl, MOTHER)
    assert taken_back(cast, case, for_her, "herself").status_code == 302
    assert stands(girl) is ConsentState.WITHDRAWN


def test_who_takes_it_back_has_to_be_said(cast):
    girl, case = born(cast, 10)
    for_her = said(cast, case, girl, MOTHER)
    assert taken_back(cast, case, for_her, None).status_code == 422
    hers = said(cast, case, girl, "herself")
    with pytest.raises(BadInput, match="she alone"):
        consents.take_back_for_her(consent=hers, **cast.acting(cast.sokha))


def test_for_an_adult_nobody_is_asked_and_the_page_leads_to_her_own_answer(cast):
    woman, case = born(cast, 30)
    with pytest.raises(BadInput, match="an adult"):
        carers.ask_carer_decision(
            case=case, person=woman, speaker=None, ground="absent", reasons=REASONS,
            **cast.acting(cast.sokha),
        )  # fmt: skip
    page = files.browser(cast, cast.sokha).get(reverse("cases:carer", args=[case.id]))
    assert page.url == reverse("cases:consent", args=[case.id])
    assert not CarerDecision.objects.exists()
