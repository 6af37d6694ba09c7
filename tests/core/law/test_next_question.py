"""One question at a time, chosen by what it settles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.codes import CaseKind
from fanal.core.casework.topics import Topic
from fanal.core.law.applying import applying as texts_applying
from fanal.core.law.assess import LawFinding, assess
from fanal.core.law.catalogue import instrument
from fanal.core.law.interview import WordingState, offered, question_languages, state_of_wording
from fanal.core.law.questions import FITTING, FITTING_TOPICS, at_least, fitting_codes, in_turn
from fanal.core.law.vocabulary import vocabulary
from tests.core.law.build import case, recorded
from tests.core.law.test_reading_together import read_all

CODES = [code.name for code in vocabulary().values()]
SOME = st.lists(st.sampled_from(CODES), max_size=8, unique=True).map(" ".join)
MEANS = {code.name for code in vocabulary().values() if code.kind == "means"}
CHILD = case(who="f 15-17")


def applying(assessments):
    return [assessment for assessment in assessments if assessment.applies]


@given(SOME)
def test_a_question_comes_before_those_that_settle_less(told):
    weights = [one.weight for one in in_turn(applying(read_all(case(), recorded(told))))]
    assert weights == sorted(weights, reverse=True)


@given(SOME)
def test_means_are_never_asked_for_a_child_where_no_text_wants_them(told):
    read = [
        one
        for one in applying(read_all(CHILD, recorded(told)))
        if one.means is LawFinding.NOT_REQUIRED
    ]
    settled = {element.name for one in in_turn(read) for element in one.settles}
    assert "means" not in settled
    assert not any(one.code in MEANS and not one.settles for one in in_turn(read))


@given(SOME)
def test_what_is_shown_already_brings_up_no_question(told):
    read = applying(read_all(case(), recorded(told)))
    open_ones = {
        (one.instrument.id, name)
        for one in read
        for name in ("act", "means", "purpose")
        if getattr(one, name) is LawFinding.UNDETERMINED
    }
    asked = {
        (law, element.name)
        for one in in_turn(read)
        for element in one.settles
        for law in element.instruments
    }
    assert asked <= open_ones


@given(SOME, st.lists(st.sampled_from(CODES), max_size=5))
def test_what_was_asked_in_this_sitting_is_not_asked_twice(told, left_out):
    found = in_turn(applying(read_all(case(), recorded(told))), left_out=left_out)
    assert not {one.code for one in found} & set(left_out)


def test_when_everything_is_decided_nothing_is_asked_and_no_answer_is_missing():
    read = applying(read_all(CHILD, recorded("recruited prostitution_of_others force")))
    decided = [one for one in read if one.overall is not LawFinding.UNDETERMINED]
    assert decided
    assert in_turn(decided) == []
    assert at_least(decided) == 0


def test_an_act_a_means_and_a_purpose_take_three_answers_at_least():
    assert at_least(applying(read_all(case(), recorded()))) == 3


def test_a_language_is_offered_only_once_every_question_is_worded_in_it():
    rows = {code: {"name": code, "state": "reviewed"} for code in ("en", "lo")}
    assert [one.code for one in offered(rows, vocabulary())] == ["en"]
    assert {language.code for language in question_languages()} == {"vi", "fr", "en"}


def test_who_has_read_the_wording_is_said_of_each_language():
    assert state_of_wording("vi") is WordingState.AWAITS_REVIEW
    assert state_of_wording("lo") is None
    assert all(str(language.state.sentence()) for language in question_languages())


# ── What fits the case ───────────────────────────────────────────────────────
def texts_of(**about):
    about = case(**about)
    return [assess(text, about, recorded()) for text in texts_applying(about)]


def test_a_surrogate_is_asked_about_the_pregnancy_first():
    about = texts_of(who="f 28", where="VN>TH", when="2023-01-01")
    fitting = fitting_codes([CaseKind.SURROGACY])
    first = in_turn(about, fitting=fitting)[0].code
    assert first in fitting
    assert "surrogacy" in {one.code for one in in_turn(about, fitting=fitting)}
    assert "surrogacy" not in {one.code for one in in_turn(about)}


@pytest.mark.parametrize("kind", FITTING)
def test_what_a_case_is_about_is_asked_before_anything_else(kind):
    about = texts_of(who="f 28", where="VN>TH", when="2023-01-01")
    fitting = fitting_codes([kind])
    asked = [one.code in fitting for one in in_turn(about, fitting=fitting)]
    assert any(asked)
    assert asked == sorted(asked, reverse=True)


def test_what_an_answer_says_it_is_about_is_asked_first_as_well():
    about = texts_of(who="m 24", where="TH>KH", when="2023-01-01")
    fitting = fitting_codes([CaseKind.AT_RISK], [Topic.COMPOUND])
    assert in_turn(about, fitting=fitting)[0].code in fitting
    assert in_turn(about, fitting=fitting)[0].code != in_turn(about)[0].code


def test_every_question_that_fits_is_one_of_the_vocabulary():
    assert set().union(*FITTING.values(), *FITTING_TOPICS.values()) <= set(vocabulary())


def test_a_text_for_contrast_asks_nothing():
    about = case(who="f 28", where="VN>TH", when="2023-01-01")
    contrast = [assess(instrument("smuggling-2000"), about, recorded())]
    assert in_turn(contrast) == []
    assert at_least(contrast) == 0
