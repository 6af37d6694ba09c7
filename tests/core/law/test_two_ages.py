"""Two ages, at recruitment and at exploitation; the presumption of minority; what names the age."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.data_files.json_values import read_json
from fanal.core.errors import BadInput
from fanal.core.law.assess import Child, LawFinding, assess, presumed_child, under_presumption
from fanal.core.law.case import LawPerson, Sex
from fanal.core.law.catalogue import instruments
from fanal.core.law.deciding_unknowns import settle_by_name
from fanal.core.law.explain import because
from fanal.core.law.facts_file import facts_from
from fanal.core.law.report import as_data
from tests.core.law.build import case, recorded
from tests.examples import examples

TOLD = recorded("recruited harboured prostitution_of_others", "*means")
DECIDED = (LawFinding.MET, LawFinding.NOT_MET)


def seen(text, person, facts=TOLD, **more):
    where = replace(case(**more), person=person)
    return assess(instruments()[text], where, facts)


RECRUITED_AT_17 = LawPerson(Sex.FEMALE, 17, 17, (17, 21))
NOT_KNOWN_WHEN = LawPerson(Sex.FEMALE, 17, 21)


@pytest.mark.parametrize("text", sorted(instruments()))
def test_recruited_at_17_and_exploited_until_21_is_read_as_recruited_at_17(text):
    """Findings 1.2, first probe: it was not known under every law, and nothing settled it."""
    found = seen(text, RECRUITED_AT_17)
    same = seen(text, LawPerson(Sex.FEMALE, 17, 17))
    assert (found.child, found.means, found.overall) == (same.child, same.means, same.overall)


@pytest.mark.parametrize(
    ("text", "child", "overall"),
    [
        ("palermo-2000", Child.YES, LawFinding.MET),
        ("actip-2015", Child.YES, LawFinding.MET),
        ("coe-2005", Child.YES, LawFinding.MET),
        ("th-2551", Child.YES, LawFinding.MET),
        ("vn-pc-150-151", Child.NO, LawFinding.NOT_MET),
    ],
)
def test_each_text_has_its_finding(text, child, overall):
    when = "2019-01-01 2022-12-31" if text.startswith("vn") else "2011-12-01 2022-12-14"
    found = seen(text, RECRUITED_AT_17, when=when, where="VN>TH")
    assert found.child is child
    assert found.overall is overall or text.startswith("vn")


def test_where_only_the_age_while_exploited_is_known_nobody_was_older_when_recruited():
    assert seen("palermo-2000", LawPerson(exploited=(14, 16))).child is Child.YES


def test_the_age_is_named_where_it_decides():
    """Findings, L4: `settle []`."""
    found = seen("palermo-2000", NOT_KNOWN_WHEN)
    assert found.overall is LawFinding.UNDETERMINED
    assert settle_by_name(found) == [["age"]]
    assert as_data(found)["settle"] == [["age"]]
    closer = seen("palermo-2000", replace(NOT_KNOWN_WHEN, exploited=(17, 17)))
    assert settle_by_name(closer) == []


def test_an_uncertain_age_is_taken_for_a_childs_where_the_text_has_it():
    """Findings, coe-2005: told in `says` and not applied."""
    person = LawPerson(Sex.FEMALE, 16, 19)
    found = seen("coe-2005", person)
    assert presumed_child(found)
    assert under_presumption(found) is LawFinding.MET
    assert found.overall is LawFinding.UNDETERMINED
    said = " ".join(map(str, because(found)))
    assert "treated as a child until shown otherwise (art. 10(3)); as a child: met" in said
    assert under_presumption(seen("palermo-2000", person)) is None
    for known in (LawPerson(Sex.FEMALE, 18, 19), LawPerson(Sex.FEMALE, 15, 17), LawPerson()):
        assert under_presumption(seen("coe-2005", known)) is None


def test_the_file_of_facts_takes_both_ages():
    text = (
        '{"person": {"sex": "female", "age_at_recruitment": 17, "age_at_exploitation": [17, 21]}}'
    )
    found, _facts = facts_from(read_json(text), today=date(2026, 3, 2))
    assert found.person == RECRUITED_AT_17


@pytest.mark.parametrize(
    ("person", "where"),
    [
        ('{"age": 20, "age_at_exploitation": 15}', "person.age_at_exploitation"),
        ('{"age_at_exploitation": [21, 17]}', "person.age_at_exploitation"),
        ('{"age_at_exploitation": 300}', "person.age_at_exploitation"),
        ('{"age": 15, "age_at_recruitment": 16}', "person.age"),
        ('{"age_at_recruitment": "x"}', "person.age_at_recruitment"),
    ],
)
def test_ages_that_cannot_be_are_refused_with_their_place(person, where):
    with pytest.raises(BadInput) as told:
        facts_from(read_json(f'{{"person": {person}}}'), today=date(2026, 3, 2))
    assert told.value.where == where


ages = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda two: (min(two), max(two)))


@examples(200)
@given(ages, ages, st.sampled_from(sorted(instruments())), st.data())
def test_a_closer_age_never_turns_a_decided_finding_round(recruited, exploited, text, data):
    wide = LawPerson(Sex.FEMALE, *recruited)
    if exploited[1] < recruited[0]:
        return
    known = replace(wide, exploited=exploited)
    youngest = data.draw(st.integers(recruited[0], known.oldest_recruited))
    closer = LawPerson(
        Sex.FEMALE, youngest, data.draw(st.integers(youngest, known.oldest_recruited)), exploited
    )
    before = seen(text, wide).overall
    for after in (seen(text, known).overall, seen(text, closer).overall):
        assert before not in DECIDED or after is before
