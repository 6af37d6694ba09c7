"""Observations from several sources, and what they come to."""

from datetime import date

import pytest

from fanal.core.errors import BadInput
from fanal.core.law.facts import FactAnswer, FactSource, Observation, gather
from fanal.core.law.facts_file import answer

TODAY = date(2026, 1, 15)
JUNE, JULY = date(2025, 6, 1), date(2025, 7, 1)


def said(code, value, source=FactSource.INTERVIEW, who="", on=JUNE):
    return Observation(code, FactAnswer(value), source, who, on)


def weigh(*observations):
    return gather(observations, today=TODAY)


def test_nothing_said_is_unknown():
    assert weigh().value("force") is FactAnswer.UNKNOWN


def test_two_sources_that_agree_are_known():
    assert (
        weigh(said("force", "yes"), said("force", "yes", FactSource.COURT)).value("force")
        is FactAnswer.YES
    )


def test_two_sources_that_disagree_are_in_conflict_and_count_as_unknown():
    facts = weigh(said("force", "yes"), said("force", "no", FactSource.DOCUMENT))
    assert facts.value("force") is FactAnswer.UNKNOWN
    assert facts.conflicts == {"force"}
    assert len(facts.by_code["force"]) == 2


def test_two_partners_are_two_sources():
    facts = weigh(
        said("force", "yes", FactSource.PARTNER, "a"), said("force", "no", FactSource.PARTNER, "b")
    )
    assert facts.conflicts == {"force"}


def test_one_source_may_correct_itself_later_and_nothing_is_lost():
    facts = weigh(said("force", "no"), said("force", "yes", on=JULY))
    assert facts.value("force") is FactAnswer.YES
    assert len(facts.observations) == 2


def test_the_order_of_the_observations_does_not_matter():
    assert (
        weigh(said("force", "yes", on=JULY), said("force", "no")).value("force") is FactAnswer.YES
    )


def test_one_source_that_says_both_on_one_day_is_refused_by_name():
    with pytest.raises(
        BadInput, match=r"observations\[1\].force: interview says yes and no on the same day"
    ):
        weigh(said("force", "yes"), said("force", "no"))


def test_a_source_that_takes_back_its_answer_leaves_the_other():
    facts = weigh(
        said("force", "no"),
        said("force", "yes", FactSource.COURT),
        said("force", "unknown", on=JULY),
    )
    assert facts.value("force") is FactAnswer.YES


def test_a_refused_answer_is_unknown_and_remembered():
    facts = weigh(said("force", "refused"))
    assert facts.value("force") is FactAnswer.UNKNOWN
    assert facts.refused == {"force"}


def test_an_observation_from_the_future_is_refused():
    with pytest.raises(BadInput, match="lies in the future"):
        weigh(said("force", "yes", on=date(2027, 1, 1)))


def test_an_unknown_code_is_named():
    with pytest.raises(BadInput, match=r"observations\[0\].beaten"):
        weigh(said("beaten", "yes"))


def test_five_hundred_observations_on_one_case_are_all_kept():
    facts = weigh(*(said("force", "yes", FactSource.PARTNER, str(n)) for n in range(500)))
    assert facts.value("force") is FactAnswer.YES
    assert len(facts.by_code["force"]) == 500


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("oui", "yes"),
        ("Có", "yes"),
        ("Không.", "no"),
        ("non", "no"),
        ("không biết", "unknown"),
        (True, "yes"),
        (None, "unknown"),
        ("từ chối", "refused"),
    ],
)
def test_an_answer_in_another_language_is_understood(word, value):
    assert answer(word, "facts.force") == FactAnswer(value)


@pytest.mark.parametrize("word", ["perhaps", "ได้", 1, 0.5, [], {}])
def test_an_answer_not_understood_is_shown_back_with_its_place(word):
    with pytest.raises(BadInput) as problem:
        answer(word, "facts.force")
    assert problem.value.where == "facts.force"
    assert repr(word) in str(problem.value.why)
