from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars import AgeInterval
from fanal.core.casework.consent import (
    ConsentAnswer,
    ConsentPurpose,
    ConsentRecord,
    ConsentState,
    GivenBy,
    consent_state,
)
from fanal.core.casework.whose_consent import NeededVoices, WhoAsks, who_is_asked

HERS = NeededVoices(hers=True, carers=False)

TODAY = date(2026, 3, 2)
near = st.dates(TODAY - timedelta(days=30), TODAY + timedelta(days=30))
records = st.builds(
    ConsentRecord,
    purpose=st.sampled_from([ConsentPurpose.REFERRAL, ConsentPurpose.RETURN]),
    answer=st.sampled_from(ConsentAnswer),
    on=near,
    recipient=st.sampled_from([None, "shelter", "police"]),
    data_class=st.sampled_from([None, "medical", "legal"]),
    until=st.none() | near,
    withdrawn_on=st.none() | near,
    needed=st.just(HERS),
)


def yes(**more):
    told = {
        "purpose": ConsentPurpose.REFERRAL,
        "answer": ConsentAnswer.GIVEN,
        "on": date(2026, 3, 1),
        "needed": HERS,
    }
    return ConsentRecord(**(told | more))


def state(*known, **about):
    return consent_state(known, ConsentPurpose.REFERRAL, today=TODAY, **about)


def test_what_nobody_asked_is_not_refused_and_not_given():
    assert state() is ConsentState.NOT_ASKED
    assert not ConsentState.NOT_ASKED.allows


def test_a_yes_for_one_recipient_is_none_for_another():
    known = yes(recipient="shelter")
    assert state(known, recipient="shelter") is ConsentState.GIVEN
    assert state(known, recipient="police") is ConsentState.NOT_ASKED
    assert state(known) is ConsentState.NOT_ASKED


def test_a_yes_about_one_class_of_data_is_none_about_another():
    assert state(yes(data_class="legal"), data_class="medical") is ConsentState.NOT_ASKED


def test_a_yes_ends_with_its_last_day():
    assert state(yes(until=TODAY)) is ConsentState.GIVEN
    assert state(yes(until=TODAY - timedelta(days=1))) is ConsentState.EXPIRED


def test_a_withdrawal_counts_from_its_day():
    assert state(yes(withdrawn_on=TODAY)) is ConsentState.WITHDRAWN
    assert state(yes(withdrawn_on=TODAY + timedelta(days=1))) is ConsentState.GIVEN


def test_an_older_yes_taken_back_is_a_newer_word_than_a_yes_of_between():
    back = yes(on=date(2026, 2, 10), withdrawn_on=date(2026, 2, 20))
    assert state(back, yes(on=date(2026, 2, 15))) is ConsentState.WITHDRAWN
    assert state(back, yes(on=date(2026, 2, 20))) is ConsentState.WITHDRAWN
    assert state(back, yes(on=date(2026, 2, 21))) is ConsentState.GIVEN


def test_the_newest_word_counts_and_on_the_same_day_the_narrower():
    no = yes(answer=ConsentAnswer.REFUSED)
    later = yes(on=TODAY)
    assert state(no, later) is ConsentState.GIVEN
    assert state(yes(), no) is ConsentState.REFUSED
    assert state(no, yes()) is ConsentState.REFUSED


@given(st.lists(records, max_size=6))
def test_nothing_is_allowed_without_a_living_yes(known):
    for recipient in (None, "shelter", "police"):
        if state(*known, recipient=recipient, data_class="legal").allows:
            assert any(
                r.recipient == recipient
                and r.answer is ConsentAnswer.GIVEN
                and r.on <= TODAY
                and (r.withdrawn_on is None or r.withdrawn_on > TODAY)
                for r in known
            )


@given(st.lists(records, max_size=6), records)
def test_a_refusal_today_closes_that_way_whatever_was_said_before(known, last):
    no = ConsentRecord(last.purpose, ConsentAnswer.REFUSED, TODAY, recipient=last.recipient)
    after = consent_state([*known, no], last.purpose, today=TODAY, recipient=last.recipient)
    assert not after.allows


@given(st.lists(records, max_size=6), st.randoms())
def test_the_order_of_the_records_does_not_matter(known, random):
    shuffled = list(known)
    random.shuffle(shuffled)
    assert state(*shuffled, recipient="shelter") is state(*known, recipient="shelter")


@pytest.mark.parametrize(
    ("age", "who"),
    [
        (AgeInterval(4, 5), WhoAsks.CAREGIVER),
        (AgeInterval(6, 11), WhoAsks.CAREGIVER_AND_ORAL_ASSENT),
        (AgeInterval(12, 14), WhoAsks.CAREGIVER_AND_WRITTEN_ASSENT),
        (AgeInterval(16, 20), WhoAsks.HERSELF_CAREGIVER_IF_SHE_AGREES),
        (AgeInterval(18, 18), WhoAsks.HERSELF),
        (AgeInterval(10, 20), WhoAsks.CAREGIVER_AND_HERSELF),
        (None, WhoAsks.CAREGIVER_AND_HERSELF),
    ],
)
def test_who_is_asked_follows_what_every_possible_age_asks_for(age, who):
    assert who_is_asked(age) is who


def test_every_answer_has_its_words():
    for code in (*ConsentPurpose, *ConsentState, *GivenBy, *WhoAsks):
        assert str(code.sentence())
