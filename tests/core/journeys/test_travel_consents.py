"""Consent to a journey: what she said no to herself is lifted by nobody but her."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.consent import (
    ConsentAnswer,
    ConsentPurpose,
    ConsentRecord,
    ConsentState,
    GivenBy,
)
from fanal.core.casework.whose_consent import NeededVoices
from fanal.core.journeys.consents import ASKED, travel_consent

TODAY = date(2026, 11, 28)
kinds = st.sampled_from(sorted(ASKED))
records = st.builds(
    ConsentRecord,
    purpose=st.sampled_from(ConsentPurpose),
    answer=st.sampled_from(ConsentAnswer),
    on=st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=30)),
    given_by=st.sampled_from(GivenBy),
    data_class=st.sampled_from([None, "legal"]),
    recipient=st.sampled_from([None, "Lotus"]),
    assent=st.sampled_from([None, True, False]),
    doubtful=st.booleans(),
    needed=st.builds(NeededVoices, st.booleans(), st.booleans()),
)


def said(kind, answer=ConsentAnswer.GIVEN, **more):
    return ConsentRecord(ASKED[kind][0], answer, **{"on": TODAY} | more)


@given(kinds, st.lists(records))
def test_nobody_goes_on_the_day_on_which_she_said_no_herself(kind, others):
    her_no = said(kind, ConsentAnswer.REFUSED)
    found = travel_consent([*others, her_no], kind, TODAY)
    assert found.her_no
    assert not found.allows


@given(kinds, st.lists(records.filter(lambda one: one.given_by is not GivenBy.HERSELF)))
def test_no_yes_that_is_given_for_her_lifts_her_no(kind, others):
    others = [other for other in others if other.assent is None]
    first = said(kind, ConsentAnswer.REFUSED, on=TODAY - timedelta(days=500))
    assert not travel_consent([first, *others], kind, TODAY).allows


@given(kinds, st.lists(records), records)
def test_a_further_no_never_makes_a_journey_allowed(kind, others, more):
    no = ConsentRecord(more.purpose, ConsentAnswer.REFUSED, more.on, given_by=more.given_by)
    before, after = (travel_consent(some, kind, TODAY) for some in (others, [*others, no]))
    assert before.allows or not after.allows or before.purpose is not after.purpose


@given(kinds)
def test_who_was_not_asked_does_not_go_and_who_said_yes_as_an_adult_does(kind):
    assert travel_consent([], kind, TODAY).state is ConsentState.NOT_ASKED
    adult = NeededVoices(hers=True, carers=False)
    assert travel_consent([said(kind, needed=adult)], kind, TODAY).allows
    assert not travel_consent([said(kind)], kind, TODAY).allows  # of an age that nobody knows
