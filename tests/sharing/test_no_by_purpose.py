"""A no is about what was asked: after a no to a court every other help goes on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.cases.actions.consents import record_consent
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.trust.consent import NO
from fanal.core.trust.situation import ServiceNeed, Situation
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose, PartnerType
from fanal.partners.actions.partners import add_partner
from fanal.partners.queries.disclosure_facts import around
from fanal.sharing.queries.consents import kept_from_others
from fanal.sharing.queries.facts import facts_of
from tests.sharing.scene import scene

LEGAL_NO = {DataClass.LEGAL, DataClass.FILES}
MEDICAL_NO = {DataClass.MEDICAL, DataClass.FILES}


@pytest.fixture
def here(cast):
    return scene(cast)


def said_yes_before(cast, here, partner):
    """She let this partner have all documents a week ago."""
    says(cast, here, "referral", "given", partner=partner.id, on=day(-7))


def says(cast, here, purpose, answer="refused", **more):
    given = {"case": here.case, "person": here.person, "by": cast.sokha, "ring": here.ring}
    return record_consent(purpose=purpose, answer=answer, **given | more)


def day(days):
    return timezone.localdate() + timedelta(days=days)


def kept_back(here, partner, purpose=PartnerPurpose.RECEIVE_DOCUMENTS):
    need = ServiceNeed(frozenset({purpose}))
    facts = facts_of(here.case, here.person)
    seen = Situation(timezone.localtime(), facts, around(partner, None).world, need)
    return {
        data_class
        for data_class in DataClass
        if seen.consent(str(partner.id), purpose, data_class).state in NO
    } - {DataClass.EXISTENCE}


def a(cast, type, **more):
    more = {"kind": "organisation", "name": f"{type} of the town", "by": cast.noi} | more
    return add_partner(type=type, **more)


@pytest.mark.parametrize(
    ("purpose", "type", "kept"),
    [
        ("legal_action", "hospital", LEGAL_NO),
        ("legal_action", "shelter", LEGAL_NO),
        ("legal_action", "womens_union", LEGAL_NO),
        ("medical", "police", MEDICAL_NO),
        ("medical", "court", MEDICAL_NO),
        ("medical", "shelter", MEDICAL_NO),
    ],
)
def test_a_no_keeps_that_part_alone_from_whoever_does_something_else(
    cast, here, purpose, type, kept
):
    partner = a(cast, type)
    said_yes_before(cast, here, partner)
    says(cast, here, purpose)
    assert kept_back(here, partner) == kept


OTHERS = {
    "legal_action": set(PartnerType) - {"hospital", "shelter", "womens_union"},
    "medical": set(PartnerType) - {"shelter", "womens_union", "police", "prosecution", "court"},
}


@pytest.mark.parametrize(
    ("purpose", "type"), [(one, two) for one, types in OTHERS.items() for two in sorted(types)]
)
def test_from_everybody_else_and_whoever_it_is_not_known_of_it_keeps_all(cast, here, purpose, type):
    partner = a(cast, type)
    said_yes_before(cast, here, partner)
    says(cast, here, purpose)
    assert kept_back(here, partner) == set(DataClass) - {DataClass.EXISTENCE}


def test_a_ward_of_the_police_is_the_police(cast, here):
    ward = a(cast, "hospital", kind="unit", within=here.station)
    said_yes_before(cast, here, ward)
    says(cast, here, "legal_action")
    assert DataClass.MEDICAL in kept_back(here, ward)


def test_a_no_that_names_the_clinic_keeps_all_from_it(cast, here):
    clinic = a(cast, "hospital")
    said_yes_before(cast, here, clinic)
    says(cast, here, "legal_action", partner=clinic.id)
    assert DataClass.MEDICAL in kept_back(here, clinic)


def test_a_no_to_referrals_is_a_no_to_all_of_them(cast, here):
    clinic = a(cast, "hospital")
    said_yes_before(cast, here, clinic)
    says(cast, here, "referral")
    assert DataClass.MEDICAL in kept_back(here, clinic)


def test_only_a_no_of_which_the_part_is_known_is_narrow():
    assert {purpose for purpose in ConsentPurpose if kept_from_others(purpose)} == {
        "legal_action",
        "medical",
    }
