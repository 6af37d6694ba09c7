"""What must hold for every text, whatever is recorded."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.law.applying import applying
from fanal.core.law.assess import Child, LawFinding, assess
from fanal.core.law.case import LawCase, LawPerson, Period, Places, Sex
from fanal.core.law.catalogue import instruments
from fanal.core.law.explain import because, tree
from fanal.core.law.vocabulary import names, vocabulary
from tests.core.law.build import facts
from tests.examples import examples

TEXTS = list(instruments().values())
CODES = list(vocabulary())
DECIDED = (LawFinding.MET, LawFinding.NOT_MET)
BIAS = st.sampled_from([True, False, None])

answers = st.dictionaries(st.sampled_from(CODES), BIAS, max_size=len(CODES))
rows = st.lists(BIAS, min_size=len(CODES), max_size=len(CODES)).map(
    lambda r: dict(zip(CODES, r, strict=True))
)
ages = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)
people = st.builds(lambda sex, age: LawPerson(sex, *age), st.sampled_from(Sex), ages)
days = st.dates(date(1990, 1, 1), date(2026, 1, 1))
periods = st.tuples(days, days).map(lambda d: Period(min(d), max(d)))
countries = st.frozensets(
    st.sampled_from(["LA", "TH", "VN", "KH", "MM", "CN", "MY", "SG", "FR", "RU"]), max_size=3
)
cases = st.builds(lambda p, c, w: LawCase(p, Places(recruited=c), w), people, countries, periods)
every_text = pytest.mark.parametrize("text", TEXTS, ids=lambda t: t.id)
quick = examples(15)


@every_text
@quick
@given(case=cases, known=answers | rows, code=st.sampled_from(CODES), answer=st.booleans())
def test_an_unknown_that_becomes_known_never_flips_a_decided_finding(
    text, case, known, code, answer
):
    known = {**known, code: None}
    before = assess(text, case, facts(known))
    after = assess(text, case, facts({**known, code: answer}))
    for name in ("act", "means", "purpose", "overall"):
        if getattr(before, name) in DECIDED and getattr(after, name) is not LawFinding.NOT_REQUIRED:
            assert getattr(after, name) is getattr(before, name)


@every_text
@quick
@given(case=cases, known=answers | rows, code=st.sampled_from(CODES))
def test_a_supporting_observation_never_makes_a_met_element_unmet(text, case, known, code):
    before = assess(text, case, facts(known))
    after = assess(text, case, facts({**known, code: True}))
    for name in ("act", "means", "purpose", "overall"):
        if getattr(before, name) is LawFinding.MET:
            assert getattr(after, name) in (LawFinding.MET, LawFinding.NOT_REQUIRED)


@every_text
@quick
@given(case=cases, known=rows, other=rows)
def test_below_the_child_age_the_means_never_matter_where_the_text_says_so(
    text, case, known, other
):
    version = assess(text, case, facts({})).version
    if version.child.means != "not_required" or version.child.when:
        return
    child = replace(case, person=replace(case.person, youngest=0, oldest=version.child.under - 1))
    shared = set(names(version.act.maybe | version.purpose.maybe))
    changed = {
        c: known[c] if c in shared or vocabulary()[c].kind != "means" else other[c] for c in CODES
    }
    before, after = assess(text, child, facts(known)), assess(text, child, facts(changed))
    assert before.means is after.means is LawFinding.NOT_REQUIRED
    assert before.overall is after.overall


@every_text
@quick
@given(case=cases, known=rows, consent=BIAS)
def test_consent_never_matters(text, case, known, consent):
    before = assess(text, case, facts(known))
    after = assess(text, case, facts({**known, "consented": consent}))
    assert (before.act, before.means, before.purpose, before.overall) == (
        after.act,
        after.means,
        after.purpose,
        after.overall,
    )


@every_text
@quick
@given(case=cases)
def test_outside_its_dates_or_places_a_text_does_not_apply(text, case):
    assessment = assess(text, case, facts({}))
    in_time = any(
        (v.first is None or v.first <= case.when.last)
        and (v.last is None or v.last >= case.when.first)
        for v in text.versions
    )
    in_place = text.everywhere or bool(text.places & case.places.all)
    assert assessment.applies is (in_time and in_place)
    assert (text in applying(case)) is assessment.applies


@every_text
@quick
@given(case=cases, known=rows)
def test_an_age_that_crosses_the_limit_decides_nothing_that_a_closer_age_could_turn(
    text, case, known
):
    recorded = facts(known)
    wide = assess(text, case, recorded)
    limit = wide.version.child.under
    decided = wide.overall in (LawFinding.MET, LawFinding.NOT_MET)
    if wide.child is not Child.UNDETERMINED or not decided:
        return
    for youngest, oldest in ((case.person.youngest, limit - 1), (limit, case.person.oldest)):
        closer = replace(case, person=replace(case.person, youngest=youngest, oldest=oldest))
        assert assess(text, closer, recorded).overall is wide.overall


@every_text
@quick
@given(case=cases, known=rows)
def test_every_finding_can_be_explained_leaf_by_leaf(text, case, known):
    assessment = assess(text, case, facts(known))
    assert all(str(sentence) for sentence in because(assessment))
    for branch in tree(assessment):
        if branch.finding is LawFinding.MET and branch.leaves:
            assert any(leaf.recorded == "present" and leaf.article for leaf in branch.leaves)
        if branch.finding is LawFinding.NOT_MET and branch.leaves:
            assert all(leaf.recorded == "absent" for leaf in branch.leaves)


@every_text
@quick
@given(case=cases, known=answers | rows)
def test_the_finding_is_never_surer_than_its_elements_together(text, case, known):
    """Kleene's conjunction: absent with one absent element, present with all of them present."""
    found = assess(text, case, facts(known))
    parts = {found.protected, found.act, found.means, found.purpose} - {LawFinding.NOT_REQUIRED}
    if LawFinding.NOT_MET in parts:
        assert found.overall is LawFinding.NOT_MET
    elif LawFinding.NOT_ON_FILE in parts:
        assert found.overall is LawFinding.NOT_ON_FILE
    else:
        open_one = LawFinding.UNDETERMINED in parts
        assert found.overall is (LawFinding.UNDETERMINED if open_one else LawFinding.MET)
