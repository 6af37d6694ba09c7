from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.answers import (
    DOES_NOT_WANT_TO_SAY,
    NOT_ASKED,
    NOT_KNOWN,
    NoAnswer,
    dump,
    is_value,
    load,
)
from fanal.core.casework.sections import (
    NotApplicable,
    Progress,
    Section,
    SectionStatus,
    WaitingFor,
    section_state,
)
from fanal.core.casework.tasks import Due, when
from fanal.core.errors import BadInput

TODAY = date(2026, 3, 2)
due_days = st.none() | st.dates(TODAY - timedelta(days=9), TODAY + timedelta(days=9))
tasks = st.builds(Due, key=st.text(max_size=3), due=due_days, done=due_days)


def test_the_three_answers_that_are_not_values_stay_apart():
    kept = [dump(answer) for answer in NoAnswer]
    assert [load(one) for one in kept] == [NOT_KNOWN, DOES_NOT_WANT_TO_SAY, NOT_ASKED]
    assert len({str(answer.sentence()) for answer in NoAnswer}) == 3


@given(st.text(min_size=1) | st.integers() | st.booleans() | st.lists(st.text(), min_size=1))
def test_a_value_is_kept_as_it_is(value):
    assert is_value(value)
    assert load(dump(value)) == value


@pytest.mark.parametrize("nothing", [None, "", []])
def test_an_empty_field_means_that_nobody_asked(nothing):
    assert load(dump(nothing)) is NOT_ASKED
    assert load(None) is NOT_ASKED


def test_zero_and_no_are_answers():
    assert is_value(0)
    assert is_value(False)


def test_a_reason_nobody_knows_is_refused():
    with pytest.raises(BadInput, match="lost"):
        load({"no_answer": "lost"})


@pytest.mark.parametrize(
    ("progress", "state", "words"),
    [
        (Progress(), SectionStatus.NOT_STARTED, "not started"),
        (Progress(records=1), SectionStatus.IN_PROGRESS, "in progress"),
        (Progress(records=1, done=True), SectionStatus.DONE, "done"),
        (
            Progress(done=True, waiting_for=WaitingFor.COURT),
            SectionStatus.WAITING,
            "waiting for the court",
        ),
        (
            Progress(not_applicable=NotApplicable.NOT_NEEDED),
            SectionStatus.NOT_APPLICABLE,
            "not applicable because it is not needed",
        ),
    ],
)
def test_a_section_says_how_far_it_is(progress, state, words):
    found = section_state(Section.NEEDS, progress)
    assert (found.state, str(found.sentence())) == (state, words)


@pytest.mark.parametrize("section", [Section.SAFETY, Section.CONSENT])
def test_safety_and_consent_always_apply(section):
    progress = Progress(not_applicable=NotApplicable.NOT_NEEDED)
    assert section_state(section, progress).state is SectionStatus.NOT_STARTED


def test_every_section_and_code_has_its_words():
    for code in (*Section, *WaitingFor, *NotApplicable):
        assert str(code.sentence())


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (None, "no day set"),
        (TODAY, "today"),
        (TODAY - timedelta(days=1), "1 day late"),
        (TODAY - timedelta(days=3), "3 days late"),
        (TODAY + timedelta(days=3), "due 2026-03-05"),
    ],
)
def test_a_due_day_is_said_from_today(due, words):
    assert str(when(Due("a", due), TODAY)) == words
