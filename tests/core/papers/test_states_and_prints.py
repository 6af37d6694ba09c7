from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars import Interval, PartialDate
from fanal.core.errors import BadInput
from fanal.core.papers.kinds import Keeper, Owner, PaperKind, carried
from fanal.core.papers.prints import PRINTS
from fanal.core.papers.states import PaperDays, PaperState
from fanal.core.sealing.compartments import Compartment
from fanal.core.trust.vocabulary import DataClass

TODAY = date(2026, 11, 27)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
BORN = Interval(date(2001, 1, 1), date(2003, 12, 31))


def test_every_kind_state_owner_and_place_has_its_words():
    for code in (*PaperKind, *PaperState, *Owner, *Keeper):
        assert str(code.sentence())


def test_a_paper_that_is_carried_is_one_of_those_that_are_filed():
    assert carried("passport") is PaperKind.IDENTITY_PAPER
    with pytest.raises(BadInput) as refused:
        carried("map")
    assert refused.value.where == "kind"


def test_the_papers_that_we_write_have_a_print_and_those_of_others_have_none():
    others = {PaperKind.IDENTITY_PAPER, PaperKind.IDENTIFICATION, PaperKind.OTHER}
    assert set(PaperKind) - set(PRINTS) == others
    assert PRINTS.get(PaperKind.OTHER) is None


def test_health_is_under_the_key_of_health_and_the_rest_opens_to_the_lawyer():
    assert PaperKind.MEDICAL_CERTIFICATE.part is Compartment.MEDICAL
    assert PaperKind.POWER_OF_ATTORNEY.part is Compartment.LEGAL


def test_a_print_lets_out_the_part_of_the_file_that_it_is_of():
    for kind, text in PRINTS.items():
        assert kind is PaperKind.IMAGE_REMOVAL or DataClass.IDENTITY in text.classes
        assert len(set(text.classes)) == len(text.classes)


@given(DAYS, DAYS)
def test_no_day_of_ours_lies_in_the_future_and_no_answer_before_its_request(sent, answered):
    days = PaperDays(sent=sent, answered=answered)
    if max(sent, answered) <= TODAY and sent <= answered:
        days.check(PaperState.SENT, TODAY)
    else:
        with pytest.raises(BadInput):
            days.check(PaperState.SENT, TODAY)


@given(st.integers(1900, 2026))
def test_a_paper_is_refused_only_where_it_is_surely_older_than_she(year):
    days = PaperDays(dated=PartialDate(year))
    if year < BORN.earliest.year:
        with pytest.raises(BadInput, match="before she was born"):
            days.check(PaperState.RECEIVED, TODAY, BORN)
    else:
        days.check(PaperState.RECEIVED, TODAY, BORN)


def test_a_year_alone_ends_with_its_last_day():
    days = PaperDays(until=PartialDate(2026))
    assert not days.has_ended(date(2026, 12, 31))
    assert days.has_ended(date(2027, 1, 1))


def test_what_was_sent_is_no_longer_to_be_made():
    with pytest.raises(BadInput) as refused:
        PaperDays(sent=TODAY).check(PaperState.TO_MAKE, TODAY)
    assert refused.value.where == "state"
