"""Whose consent an age needs: by interval, at eighteen, and in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars import AgeInterval, Interval
from fanal.core.casework.consent import (
    ConsentAnswer,
    ConsentPurpose,
    ConsentRecord,
    ConsentState,
    GivenBy,
    consent_state,
)
from fanal.core.casework.whose_consent import (
    BOTH,
    ConsentAge,
    NeededVoices,
    WhoAsks,
    consent_age,
    needed_voices,
)

HERS = NeededVoices(hers=True, carers=False)

TODAY = date(2026, 3, 2)
PARENT = GivenBy.PARENT_OR_CAREGIVER
CARERS = NeededVoices(hers=False, carers=True)


@pytest.mark.parametrize(
    ("age", "needed"),
    [
        (None, BOTH),
        (AgeInterval(0, 5), CARERS),
        (AgeInterval(5, 6), BOTH),
        (AgeInterval(14, 15), BOTH),
        (AgeInterval(15, 17), HERS),
        (AgeInterval(17, 21), HERS),
        (AgeInterval(0, 120), BOTH),
    ],
)
def test_an_interval_asks_for_what_any_of_its_ages_asks_for(age, needed):
    assert needed_voices(age) == needed


ages = st.tuples(st.integers(0, 120), st.integers(0, 120)).map(sorted)


@given(ages, st.data())
def test_a_closer_age_never_asks_for_more(age, data):
    youngest = data.draw(st.integers(*age))
    closer = needed_voices(AgeInterval(youngest, data.draw(st.integers(youngest, age[1]))))
    wide = needed_voices(AgeInterval(*age))
    assert wide.hers or not closer.hers
    assert wide.carers or not closer.carers


def test_an_unknown_age_is_shown_as_that_of_a_child_until_shown_otherwise():
    assert "treated as a child until shown otherwise" in str(ConsentAge().sentence())
    assert "treated as a child until shown otherwise" in str(
        ConsentAge(AgeInterval(17, 19)).sentence()
    )
    assert "child" not in str(ConsentAge(AgeInterval(18, 19)).sentence())
    assert str(ConsentAge(AgeInterval(24, 120)).sentence()) == "24 years or more"
    assert ConsentAge().as_child


@pytest.mark.parametrize(
    ("born", "since"),
    [(date(2008, 3, 2), date(2026, 3, 2)), (date(2008, 2, 29), date(2026, 3, 1))],
)
def test_eighteen_years_are_complete_on_the_day(born, since):
    found = consent_age(Interval(date(2007, 1, 1), born), TODAY)
    assert found.adult_since == since
    assert not found.as_child
    assert found.given_as_child(date(2026, 2, 28))
    assert not found.given_as_child(since)


def test_a_birth_that_is_still_to_come_says_nothing():
    assert consent_age(Interval(date(2030, 1, 1), date(2030, 1, 2)), TODAY) == ConsentAge()


def said(given_by=GivenBy.HERSELF, answer=ConsentAnswer.GIVEN, **more):
    told = {"on": date(2026, 3, 1), "needed": BOTH}
    return ConsentRecord(ConsentPurpose.INTERVIEW, answer, given_by=given_by, **(told | more))


@pytest.mark.parametrize(
    ("records", "state"),
    [
        ([said()], ConsentState.CARER_MISSING),
        ([said(PARENT)], ConsentState.HER_YES_MISSING),
        ([said(PARENT, assent=True)], ConsentState.GIVEN),
        ([said(PARENT), said()], ConsentState.GIVEN),
        ([said(PARENT), said(answer=ConsentAnswer.REFUSED)], ConsentState.REFUSED),
        ([said(PARENT, assent=False), said(PARENT)], ConsentState.DISSENT),
        ([said(PARENT, doubtful=True, assent=True), said()], ConsentState.CARER_MISSING),
        ([said(needed=HERS)], ConsentState.GIVEN),
        ([said(needed=HERS, as_child=True)], ConsentState.GIVEN_AS_CHILD),
        ([said(PARENT, needed=CARERS)], ConsentState.GIVEN),
        ([said(PARENT), said(withdrawn_on=TODAY)], ConsentState.WITHDRAWN),
    ],
)
def test_consent_stands_once_everybody_was_heard_whom_the_age_asks_for(records, state):
    assert consent_state(records, ConsentPurpose.INTERVIEW, today=TODAY) is state


def test_every_word_for_who_is_asked_is_there():
    assert all(str(who_asks.sentence()) for who_asks in WhoAsks)


@pytest.mark.parametrize(
    ("years", "state"),
    [(18, ConsentState.GIVEN), (16, ConsentState.GIVEN), (14, ConsentState.REFUSED)],
)
def test_from_fifteen_on_the_no_of_whoever_answered_for_her_stops_nothing(years, state):
    born = TODAY.replace(year=TODAY.year - years)
    needed = consent_age(Interval(born, born), TODAY).needed
    purpose = ConsentPurpose.LEGAL_ACTION
    hers = ConsentRecord(purpose, ConsentAnswer.GIVEN, TODAY, needed=needed)
    no = ConsentRecord(purpose, ConsentAnswer.REFUSED, TODAY, given_by=PARENT, needed=needed)
    assert consent_state([hers, no], purpose, today=TODAY) is state
    alone = ConsentState.HER_YES_MISSING if years > 14 else ConsentState.REFUSED
    assert consent_state([no], purpose, today=TODAY) is alone
