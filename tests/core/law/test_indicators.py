"""The ILO indicators as a second reading."""

import pytest

from fanal.core.errors import BadInput, Refused
from fanal.core.law.indicators import (
    dimensions,
    forced_labour_indicators,
    forced_labour_says,
    is_positive,
    read,
)

COERCED = {
    "coercion_destination.debt_bondage": True,
    "coercion_destination.confiscation_of_documents": True,
}
EXPLOITED = {
    "exploitation.excessive_working_days_or_hours": True,
    "exploitation.bad_living_conditions": True,
}
DECEIVED = {
    "deceptive_recruitment.deceived_about_the_nature_of_the_job": True,
    "deceptive_recruitment.deceived_about_wages_earnings": True,
}


def everything(answer):
    return {f"{d.key}.{i.code}": answer for d in dimensions("labour") for i in d.indicators}


def test_nothing_recorded_decides_nothing():
    assert read("labour", "adult", {}).overall == "undetermined"


def test_everything_absent_is_negative():
    assert read("labour", "adult", everything(False)).overall == "negative"


@pytest.mark.parametrize(
    ("strong", "medium", "weak", "positive"),
    [(0, 0, 0, False), (1, 0, 0, False), (0, 2, 0, False), (0, 1, 5, False), (0, 0, 9, False),
     (2, 0, 0, True), (1, 1, 0, True), (1, 0, 1, True), (0, 3, 0, True), (0, 2, 1, True)],
)  # fmt: skip
def test_the_rule_of_a_positive_dimension(strong, medium, weak, positive):
    assert is_positive({"strong": strong, "medium": medium, "weak": weak}) is positive


def test_the_lists_are_as_long_as_published():
    lengths = {
        g: [sum(g in i.weights for i in d.indicators) for d in dimensions("labour")]
        for g in ("adult", "child")
    }
    assert lengths["adult"] == [10, 10, 16, 9, 15, 7]
    assert sum(lengths["child"]) == 65


def test_the_child_list_holds_no_weak_indicator():
    assert all(i.weights.get("child") != "weak" for d in dimensions("labour") for i in d.indicators)


def test_an_adult_needs_recruitment_exploitation_and_coercion():
    assert read("labour", "adult", DECEIVED | EXPLOITED | COERCED).overall == "positive"
    without = everything(False) | DECEIVED | EXPLOITED
    assert read("labour", "adult", without).overall == "negative"
    assert "without coercion" in str(read("labour", "adult", without).says)
    assert (
        str(read("labour", "adult", everything(False) | EXPLOITED).says)
        == "indicators of exploitation only"
    )


def test_a_child_needs_exploitation_only():
    assert read("labour", "child", everything(False) | EXPLOITED).overall == "positive"


def test_an_unknown_indicator_is_named():
    with pytest.raises(BadInput, match=r"exploitation\.singing"):
        read("labour", "adult", {"exploitation.singing": True})


def test_the_sexual_exploitation_list_refuses_until_it_is_filled_in():
    with pytest.raises(Refused, match="WCMS_105023"):
        read("sexual", "adult", {})


# ── The eleven indicators of forced labour ───────────────────────────────────
def test_the_eleven_indicators_are_counted_and_conclude_nothing():
    eleven = list(forced_labour_indicators())
    assert len(eleven) == 11
    assert all(set(words) == {"en", "fr", "vi"} for words in forced_labour_indicators().values())
    assert forced_labour_says({"exploitation.something": True}) is None
    said = {eleven[0]: True, eleven[1]: False, eleven[2]: True, eleven[3]: None}
    assert str(forced_labour_says(said)) == (
        "Forced labour: 2 of 11 indicators recorded as present, 8 not known"
    )
