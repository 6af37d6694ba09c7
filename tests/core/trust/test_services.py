"""What she needs, what follows from it, and what a partner can do."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.trust.grounds import Effect
from fanal.core.trust.services import (
    ANYBODY,
    SERVICES,
    PartnerCapacity,
    PartnerService,
    ServiceAsked,
    capacity_grounds,
    offers,
)
from fanal.core.trust.situation import ServiceNeed
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose

TODAY = date(2026, 11, 27)
SHELTER = PartnerService.SHELTER
ages = st.integers(0, 120)
intervals = st.tuples(ages, ages).map(lambda two: (min(two), max(two)))


def rules(capacity, asked, type="other", today=TODAY):
    return {ground.rule: ground.effect for ground in capacity_grounds(capacity, type, asked, today)}


@pytest.mark.parametrize("service", PartnerService)
def test_each_service_has_its_words_and_its_terms(service):
    assert service.label.template
    assert DataClass.EXISTENCE in SERVICES[service].tells


@pytest.mark.parametrize("service", PartnerService)
def test_nobody_looks_for_a_missing_person_by_a_referral(service):
    assert SERVICES[service].purpose is not PartnerPurpose.FIND_MISSING


@pytest.mark.parametrize("service", PartnerService)
def test_where_she_is_goes_out_with_no_service_that_does_not_take_her_there(service):
    terms = SERVICES[service]
    comes_to_be_known = ServiceNeed(frozenset({terms.purpose}), tells=terms.tells).told
    meets_her = {PartnerPurpose.HOLD_THE_PERSON, PartnerPurpose.ESCORT}
    assert (DataClass.WHEREABOUTS in comes_to_be_known) is (terms.purpose in meets_her)


@given(st.sampled_from(PartnerService), st.none() | intervals, st.sampled_from(["", "female"]))
def test_what_nobody_asked_a_partner_is_never_a_no(service, age, sex):
    found = rules(PartnerCapacity(), ServiceAsked(service, age, sex))
    assert Effect.BLOCK not in found.values()


@given(intervals, intervals)
def test_a_partner_takes_her_where_every_age_she_may_have_is_among_those_it_takes(hers, theirs):
    capacity = PartnerCapacity(ages=theirs)
    found = rules(capacity, ServiceAsked(PartnerService.LEGAL, hers))
    apart = hers[1] < theirs[0] or theirs[1] < hers[0]
    inside = theirs[0] <= hers[0] and hers[1] <= theirs[1]
    assert ("not_her_age" in found, "her_age" in found) == (apart, inside)


def test_a_free_place_counts_until_tomorrow():
    capacity = PartnerCapacity(places=2, said_on=TODAY)
    found = [
        rules(capacity, ServiceAsked(SHELTER), today=TODAY + timedelta(days=n)) for n in range(3)
    ]
    assert ["place_free" in one for one in found] == [True, True, False]
    assert found[2]["places_not_on_file"] is Effect.NOT_ON_FILE


def test_no_free_place_is_a_no_and_of_other_services_nobody_asks_for_a_bed():
    capacity = PartnerCapacity(places=0, said_on=TODAY)
    assert rules(capacity, ServiceAsked(SHELTER))["no_place"] is Effect.BLOCK
    assert "no_place" not in rules(capacity, ServiceAsked(PartnerService.LEGAL))


def test_a_shelter_offers_beds_by_what_it_is_until_somebody_says_otherwise():
    assert offers(PartnerCapacity(), "shelter", SHELTER) is True
    assert offers(PartnerCapacity(), "police", SHELTER) is None
    only_law = PartnerCapacity(services=frozenset({PartnerService.LEGAL}))
    assert offers(only_law, "shelter", SHELTER) is False


@pytest.mark.parametrize("service", sorted(ANYBODY))
def test_anybody_may_be_asked_for_what_no_partner_lists(service):
    only_law = PartnerCapacity(services=frozenset({PartnerService.LEGAL}))
    assert offers(only_law, "shelter", service) is True


@pytest.mark.parametrize(
    ("sex", "rule"), [("female", "her_sex"), ("male", "not_her_sex"), ("", "")]
)
def test_whom_it_takes(sex, rule):
    capacity = PartnerCapacity(sexes=frozenset({"female"}))
    found = rules(capacity, ServiceAsked(PartnerService.LEGAL, None, sex))
    assert (rule in found) is bool(rule)
