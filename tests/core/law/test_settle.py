"""What would settle it, against trying every completion."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.law.assess import LawFinding, assess
from fanal.core.law.case import LawCase, LawPerson, Sex
from fanal.core.law.catalogue import instruments
from fanal.core.law.deciding_unknowns import codes_that_settle, deciding_codes
from fanal.core.law.vocabulary import names, vocabulary
from tests.core.law.build import facts, read
from tests.examples import examples

FEW = {
    "palermo-2000",
    "th-2551",
    "cn-240",
}  # unlike each other; the others are tried in the long form
TEXTS = [
    text if text.id in FEW else pytest.param(text, marks=pytest.mark.long)
    for text in instruments().values()
]
CODES = list(vocabulary())
LARGEST = 12
# That a text was not wholly read is no finding about her, so no answer can settle it.
UNDECIDED = {LawFinding.UNDETERMINED, LawFinding.NOT_ON_FILE}


def finding(text, case, known, answers):
    return assess(text, case, facts({**known, **answers})).overall


def always_decided(text, case, known, open_codes, answers):
    """Whether every completion of the codes still open gives one and the same decided finding."""
    rest = [c for c in open_codes if c not in answers]
    ends = {
        finding(text, case, known, {**answers, **dict(zip(rest, values, strict=True))})
        for values in product([True, False], repeat=len(rest))
    }
    return len(ends) == 1 and not ends & UNDECIDED


def brute_force(text, case, known, open_codes):
    """The smallest sets for which some answers decide the finding in every completion."""
    for size in range(len(open_codes) + 1):
        sets = [
            sorted(codes)
            for codes in combinations(open_codes, size)
            if any(
                always_decided(text, case, known, open_codes, dict(zip(codes, values, strict=True)))
                for values in product([True, False], repeat=size)
            )
        ]
        if sets:
            return sorted(sets) if size else []
    return []


@st.composite
def nearly_known(draw, text, most):
    """A record in which at most `most` codes are open, all of them named by the text."""
    version = text.versions[-1]
    relevant = list(
        names(version.act.maybe | version.means.maybe | version.purpose.maybe | version.child.maybe)
    )
    open_codes = draw(st.lists(st.sampled_from(relevant), unique=True, max_size=most))
    likely_absent = st.sampled_from([False, False, False, False, False, False, True])
    values = draw(st.lists(likely_absent, min_size=len(CODES), max_size=len(CODES)))
    known = {c: v for c, v in zip(CODES, values, strict=True) if c not in open_codes}
    age = draw(st.sampled_from([(10, 12), (15, 15), (16, 17), (15, 19), (30, 30), (0, 120)]))
    return LawCase(LawPerson(draw(st.sampled_from(Sex)), *age)), known, open_codes


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t.id)
@examples(6)
@given(data=st.data())
def test_the_smallest_sets_agree_with_trying_every_completion(text, data):
    case, known, open_codes = data.draw(nearly_known(text, 5))
    assessment = assess(text, case, facts(known))
    wanted = brute_force(text, case, known, open_codes)
    assert deciding_codes(assessment) == (
        wanted if assessment.overall is LawFinding.UNDETERMINED else []
    )


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t.id)
def test_with_twelve_open_codes_every_completion_agrees(text):
    """All 4,096 completions once; a set decides when those that share its answers agree."""
    version, case = text.versions[-1], LawCase(LawPerson(Sex.FEMALE, 25, 25))
    relevant = list(names(version.act.maybe | version.means.maybe | version.purpose.maybe))
    open_codes = relevant[:: max(1, len(relevant) // LARGEST)][:LARGEST]
    known = {c: False for c in CODES if c not in open_codes}
    ends = [
        finding(text, case, known, dict(zip(open_codes, values, strict=True)))
        for values in product([False, True], repeat=len(open_codes))
    ]
    places = [1 << n for n in reversed(range(len(open_codes)))]

    def decides(chosen, answers):
        mask = sum(places[n] for n in chosen)
        seen = {end for place, end in enumerate(ends) if place & mask == (mask if answers else 0)}
        return len(seen) == 1 and not seen & UNDECIDED

    expected = []
    for size in range(1, len(open_codes) + 1):
        expected = sorted(
            sorted(open_codes[n] for n in chosen)
            for chosen in combinations(range(len(open_codes)), size)
            if decides(chosen, True) or decides(chosen, False)
        )
        if expected:
            break
    assessment = assess(text, case, facts(known))
    assert deciding_codes(assessment) == (
        expected if assessment.overall is LawFinding.UNDETERMINED else []
    )


def test_a_decided_finding_needs_nothing_more():
    assert deciding_codes(read("palermo-2000", "recruited force prostitution_of_others")) == []


def test_one_open_means_settles_it_either_way():
    rest = "*means"
    assessment = read("th-2551", "recruited prostitution_of_others", rest)
    assert assessment.overall is LawFinding.NOT_MET
    open_one = " ".join(
        c.name for c in vocabulary().values() if c.kind == "means" and c.name != "force"
    )
    assert deciding_codes(read("th-2551", "recruited prostitution_of_others", open_one)) == [
        ["force"]
    ]


def test_only_the_age_can_settle_it_when_every_code_is_answered():
    assessment = read("th-2551", "recruited prostitution_of_others", "*means", who="f 16-19")
    assert assessment.overall is LawFinding.UNDETERMINED
    assert deciding_codes(assessment) == []


def test_the_sex_must_be_known_before_the_chinese_text_can_be_met():
    assessment = read("cn-240", "abducted sold", who="? 30")
    assert deciding_codes(assessment) == []


def test_with_nothing_recorded_the_list_is_whole_and_quick():
    assessment = read("my-670", who="? ?")
    sets = deciding_codes(assessment)
    assert len(sets) == len({tuple(s) for s in sets}) > 1000
    assert {c for s in sets for c in s} == set(names(codes_that_settle(assessment)))
