"""Several texts at once: which apply, where they disagree, what to ask next."""

from datetime import date

import pytest

from fanal.core.law.applying import applying, reach, without_instrument
from fanal.core.law.assess import LawFinding, assess
from fanal.core.law.case import LawCase, Period
from fanal.core.law.catalogue import instrument, instruments
from fanal.core.law.compare import differences
from fanal.core.law.deciding_unknowns import age_decides
from fanal.core.law.explain import because, tree
from fanal.core.law.facts import FactAnswer, LawFacts, Observation, gather
from fanal.core.law.questions import next_questions
from tests.core.law.build import case, facts, places, read, recorded

BOTH_VN = ("vn-53-2024", "vn-pc-150-151")


def read_all(about, record, only=None):
    return [
        assess(i, about, record) for i in instruments().values() if only is None or i.id in only
    ]


def test_no_place_and_no_date_leave_only_the_texts_without_a_place():
    assert {i.id for i in applying(LawCase())} == {
        "palermo-2000",
        "un-sgb-2003-13",
        "fr-child-protection",
        *("crc-opsc-2000", "slavery-1956", "ilo-c29-1930", "smuggling-2000"),
    }


def test_the_wording_of_the_day_is_read():
    thai = instrument("th-2551")
    assert reach(thai, case(when="2016-01-01")).version.name == "2551"
    assert reach(thai, case(when="2018-01-01")).version.name == "2560"
    assert reach(thai, case(when="2020-01-01")).version.name == "2562"


def test_a_period_over_two_wordings_is_read_in_the_later_and_says_so():
    found = reach(instrument("th-2551"), case(when="2016-01-01 2018-01-01"))
    assert (found.version.name, found.also) == ("2560", ("2551",))
    assert any(
        "earlier in the period 2551" in str(s)
        for s in because(read("th-2551", when="2016-01-01 2018-01-01"))
    )


def test_the_law_that_was_replaced_applies_no_more_and_says_so():
    about = {"where": "MM>TH", "when": "2024-01-01"}
    assert not read("mm-2005", **about).applies
    assert read("mm-2022", **about).applies
    assert any("no longer in force" in str(s) for s in because(read("mm-2005", **about)))


def test_an_open_period_reaches_the_wording_in_force_now():
    about = LawCase(places=places("TH"), when=Period(date(2010, 1, 1), None))
    assert reach(instrument("th-2551"), about).version.name == "2562"


def test_countries_without_a_text_are_named_one_by_one():
    sentences = without_instrument(LawCase(places=places("RU>LA>JP")))
    assert [str(s) for s in sentences] == [
        "no instrument on file for JP",
        "no instrument on file for RU",
    ]


def test_nothing_to_compare_while_nothing_is_met():
    assert differences(read_all(case(), recorded())) == []


def test_met_in_thailand_and_not_in_china_because_the_person_is_a_man():
    about = case(who="m 25", where="MM>CN>TH", when="2018-06-01")
    found = differences(read_all(about, recorded("recruited abducted sold force forced_labour")))
    china = next(d for d in found if d.other == "cn-240")
    assert "th-2551" in china.met
    assert "the person is a man" in str(china.sentence())


def test_met_under_palermo_at_16_and_not_under_the_penal_code_of_viet_nam():
    about = case(who="f 16", where="VN>CN", when="2024-09-01")
    record = recorded("recruited prostitution_of_others", "*means")
    found = differences(read_all(about, record, ("palermo-2000", "vn-pc-150-151")))
    assert [(d.met, d.other) for d in found] == [(("palermo-2000",), "vn-pc-150-151")]
    assert "a means is needed from the age of 16" in str(found[0].sentence())


def test_a_code_whose_change_was_not_read_is_no_disagreement():
    """Law 53/2024 says 18; whether the Penal Code followed on 1 July 2025 is not on file."""
    about = case(who="f 16", where="VN>CN", when="2025-09-01")
    record = recorded("recruited prostitution_of_others", "*means")
    assert differences(read_all(about, record, BOTH_VN)) == []


@pytest.mark.parametrize(
    ("age", "means", "decides"),
    [
        ("16-19", "*means", True),
        ("16-19", "", True),
        ("?", "*means", True),
        ("25", "*means", False),
    ],
)
def test_the_age_is_named_where_it_decides(age, means, decides):
    record = ("recruited prostitution_of_others", means)
    assert age_decides(read("th-2551", *record, who=f"f {age}")) is decides


def test_the_age_is_not_named_where_it_decides_nothing():
    assert not age_decides(read("th-2551", "recruited", who="f 16-19"))


def test_nothing_is_asked_when_everything_is_decided():
    assert next_questions([read("palermo-2000", "recruited force prostitution_of_others")]) == []


def test_what_was_answered_is_not_asked_again():
    questions = next_questions([read("palermo-2000", "recruited", "force")], limit=99)
    assert {"recruited", "force"}.isdisjoint(q.code for q in questions)


def test_what_was_refused_or_is_in_conflict_or_harmful_is_not_asked():
    today = date(2026, 1, 1)
    told = [
        Observation("force", FactAnswer.REFUSED),
        Observation("deception", FactAnswer.YES),
        Observation("deception", FactAnswer.NO, said_by="b"),
    ]
    record = gather(
        [
            *told,
            Observation("recruited", FactAnswer.YES),
            Observation("prostitution_of_others", FactAnswer.YES),
        ],
        today=today,
    )
    questions = next_questions(
        [assess(instrument("palermo-2000"), case(), record)], harmful=["drugged"], limit=99
    )
    assert {"force", "deception", "drugged"}.isdisjoint(q.code for q in questions)
    assert {q.code for q in questions} >= {"debt_bondage", "confined"}


def test_consent_and_what_is_only_recorded_when_told_are_never_asked():
    questions = next_questions(read_all(case(who="f 15"), recorded()), limit=99)
    assert {"consented", "sexual_intrusion_forced", "child_pleasure_of_older"}.isdisjoint(
        q.code for q in questions
    )


def test_the_question_that_settles_most_texts_comes_first():
    about, record = case(where="VN>KH>MY", when="2018-01-01"), recorded("transported confined")
    questions = next_questions(read_all(about, record))
    assert list(questions) == sorted(
        questions, key=lambda q: (-len(q.settles), -len(q.brings_nearer))
    )
    assert len(questions[0].settles) >= 5


def test_a_leaf_names_the_article_the_sources_and_the_reason_it_counts():
    said = Observation("debt_bondage", FactAnswer.YES, said_by="mother", on=date(2025, 1, 1))
    assessment = assess(instrument("palermo-2000"), case(), gather([said], today=date(2026, 1, 1)))
    means = next(b for b in tree(assessment) if b.name == "means")
    leaf = next(leaf for leaf in means.leaves if leaf.code == "debt_bondage")
    assert (leaf.recorded, leaf.article, leaf.observations) == ("present", "art. 3(a)", (said,))
    assert [i.reason["en"] for i in leaf.because_of] == ["debt bondage is a form of coercion"]


def test_what_a_text_leaves_open_is_shown_as_open_and_not_as_absent():
    assessment = read("palermo-2000", "forced_marriage", "*act")
    purpose = next(b for b in tree(assessment) if b.name == "purpose")
    assert purpose.finding is LawFinding.UNDETERMINED
    assert "left open by the text, for a lawyer: forced_marriage" in str(purpose.says)


def test_recorded_consent_is_answered_by_the_rule():
    lines = [str(s) for s in because(read("th-2551", "consented"))]
    assert any("consent changes nothing" in line for line in lines)


def test_facts_from_plain_answers_and_from_one_source_are_the_same():
    plain = facts({"force": True, "fraud": False, "sold": None})
    assert (plain.yes, plain.no) == (recorded("force", "fraud").yes, recorded("force", "fraud").no)
    assert plain.conflicts == LawFacts().conflicts


def test_a_code_that_the_text_names_needs_no_reason():
    means = next(b for b in tree(read("th-2551", "confined")) if b.name == "means")
    leaf = next(leave for leave in means.leaves if leave.code == "confined")
    assert (leaf.recorded, leaf.because_of) == ("present", ())


def test_an_age_known_to_the_year_is_said_as_one_number():
    assert "aged 22 years, at or over the limit of 18 here" in str(
        tree(read("th-2551", who="f 22"))[0].says
    )
    assert "aged 15 to 17 years" in str(tree(read("th-2551", who="f 15-17"))[0].says)
