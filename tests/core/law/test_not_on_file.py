"""A text of which parts were not read cannot say that an element is absent."""

from datetime import date

import pytest

from fanal.core.data_files.toml_tables import shipped_text
from fanal.core.errors import BadInput
from fanal.core.law.applying import without_instrument
from fanal.core.law.assess import LawFinding, assess
from fanal.core.law.catalogue import instrument, instruments
from fanal.core.law.compare import differences
from fanal.core.law.deciding_unknowns import deciding_codes
from fanal.core.law.explain import because, tree
from fanal.core.law.facts import Certainty, FactAnswer, FactSource, LawFacts, Observation, gather
from fanal.core.law.reading import read_instrument
from fanal.core.law.report import as_lines
from fanal.core.law.review import is_ground
from fanal.core.law.vocabulary import vocabulary
from fanal.core.law.wording import confidence, not_read
from tests.core.law.build import case, found, read, recorded

TODAY = date(2026, 11, 27)
EVERYTHING_DENIED = LawFacts(0, (1 << len(vocabulary())) - 1)
INCOMPLETE = [
    (text, version)
    for text in instruments().values()
    for version in text.versions
    if any(not element.complete for element in version.elements().values())
]


def doubtful(*codes, answer=FactAnswer.YES):
    return [
        Observation(code, answer, FactSource.PARTNER, f"partner {n}", TODAY, Certainty.DOUBTFUL)
        for n, code in enumerate(codes)
    ]


@pytest.mark.parametrize("text", instruments().values(), ids=lambda text: text.id)
def test_an_element_that_was_not_wholly_read_is_never_said_to_be_absent(text):
    for version in text.versions:
        day = version.first or version.last or TODAY
        read_so = assess(text, case(when=day.isoformat()), EVERYTHING_DENIED)
        for name, element in read_so.version.elements().items():
            if not element.complete:
                assert getattr(read_so, name) is not LawFinding.NOT_MET


def test_a_text_that_was_not_opened_has_no_complete_element():
    assert {v.sure for _, v in INCOMPLETE} >= {"S", "X", "K"}
    for text in instruments().values():
        for version in text.versions:
            parts = [e for e in version.elements().values() if e.required]
            assert version.sure == "S" or not any(e.complete for e in parts), text.id


def test_a_file_cannot_call_complete_what_was_not_seen():
    text = shipped_text("fanal.core.law", "instruments/mm-2022.toml")
    wrong = text.replace(
        '[version.act]\narticle = "Law 41/2022"', '[version.act]\narticle = "x"\ncomplete = true'
    )
    with pytest.raises(BadInput, match="only a text that was seen"):
        read_instrument("mm-2022.toml", wrong)


def test_a_woman_sold_between_compounds_in_cambodia_without_any_means_is_not_told_no():
    """Arts 13 to 16 may punish sale without means; they are known by their titles alone."""
    about = {"where": "KH", "when": "2023-01-01"}
    assert read("kh-2008", "sold forced_labour", "*means", **about).overall == "not_on_file"


def test_thai_forced_labour_with_no_act_is_not_told_no_after_2019():
    """Section 6/1 asks for no act; its wording is not on file."""
    about = {"where": "TH", "when": "2022-01-01"}
    assert found(read("th-2551", "forced_labour debt_bondage", "*act", **about)).startswith(
        "no not_on_file"
    )


def test_a_girl_of_16_in_viet_nam_is_not_told_no_by_a_code_that_was_changed():
    girl = {"who": "f 16", "where": "VN"}
    asked = ("recruited prostitution_of_others", "*means")
    assert read("vn-pc-150-151", *asked, when="2024-01-01", **girl).overall == "not_met"
    assert read("vn-pc-150-151", *asked, when="2026-01-01", **girl).overall == "not_on_file"


def test_what_is_absent_in_a_part_that_was_read_is_still_absent():
    """The Chinese act was not wholly read; its purpose was, and a sale is denied."""
    about = {"where": "VN>CN", "when": "2018-06-01"}
    read_so = read("cn-240", "recruited", "profit_from_sale sold bought", **about)
    assert (read_so.purpose, read_so.overall) == ("not_met", "not_met")


def test_nothing_settles_what_was_not_read_and_no_difference_between_texts_is_made_of_it():
    about = {"where": "KH", "when": "2023-01-01"}
    one = read("palermo-2000", "transferred fraud forced_labour", **about)
    other = read("kh-2008", "sold forced_labour", "*means", **about)
    assert deciding_codes(other) == []
    assert differences([one, other]) == []


@pytest.mark.parametrize(("text", "version"), INCOMPLETE, ids=lambda x: getattr(x, "id", ""))
def test_the_confidence_says_what_was_not_seen_and_that_no_lawyer_looked(text, version):
    said = " ".join(map(str, confidence(version)))
    assert "not yet checked by a lawyer" in said
    assert version.sure != "S" or "not wholly read" in said
    assert not_read(version)


def test_it_stands_beside_the_finding_on_the_command_line_too():
    lines = "\n".join(as_lines(read("mm-2022", where="MM", when="2024-01-01")))
    assert "secondary source" in lines
    assert "not yet checked by a lawyer" in lines


def test_three_doubtful_words_are_no_certainty():
    facts = gather(doubtful("recruited", "force", "forced_labour"), today=TODAY)
    read_so = assess(instrument("palermo-2000"), case(), facts)
    assert found(read_so) == "no undetermined undetermined undetermined undetermined"
    assert any("marked as doubtful: force" in str(line) for line in because(read_so))
    leaves = {leaf.code: leaf.recorded for branch in tree(read_so) for leaf in branch.leaves}
    assert leaves["force"] == "doubtful yes"


def test_a_doubtful_no_does_not_make_an_element_absent():
    acts = [one.name for one in vocabulary().values() if one.kind == "act"]
    facts = gather(doubtful(*acts, answer=FactAnswer.NO), today=TODAY)
    assert assess(instrument("palermo-2000"), case(), facts).act == "undetermined"


def test_one_firm_word_beside_a_doubtful_one_is_enough():
    firm = Observation("force", FactAnswer.YES, FactSource.INTERVIEW, "her", TODAY)
    facts = gather([*doubtful("force"), firm], today=TODAY)
    assert facts.surely_yes == vocabulary()["force"].bit


def test_what_was_said_with_doubt_can_still_settle_it():
    facts = gather(doubtful("force"), today=TODAY)
    firm = recorded("recruited forced_labour")
    both = LawFacts(firm.yes | facts.yes, 0, facts.doubtful, observations=facts.observations)
    assert ["force"] in deciding_codes(assess(instrument("palermo-2000"), case(), both))


def test_debt_bondage_is_a_practice_similar_to_slavery():
    """Supplementary Convention of 1956, art. 1(a)."""
    denied = " ".join(c.name for c in vocabulary().values() if c.kind == "purpose")
    assert read("palermo-2000", "recruited debt_bondage", denied).overall == "met"


@pytest.mark.parametrize("law", ["sg-2014", "fr-225-4-1"])
def test_a_vulnerability_by_poverty_is_left_to_a_lawyer_where_the_text_lists_its_kinds(law):
    where = {"sg-2014": "SG", "fr-225-4-1": "FR"}[law]
    about = {"where": where, "when": "2023-01-01"}
    read_so = read(law, "recruited abuse_of_vulnerability forced_labour", **about)
    assert (read_so.means, read_so.overall) == ("undetermined", "undetermined")


def test_a_country_whose_texts_begin_later_or_with_treaties_only_is_named():
    def gaps(where, when):
        return [str(one) for one in without_instrument(case(where=where, when=when))]

    assert gaps("VN>TH", "2011-06-01") == []
    assert gaps("VN>TH", "1999-06-01") == [
        "no law of TH on file that was in force at that time",
        "no law of VN on file that was in force at that time",
    ]
    assert gaps("ID>PH", "2023-06-01") == [
        "no law of its own on file for ID, treaties only",
        "no law of its own on file for PH, treaties only",
    ]
    assert gaps("JP", "2023-06-01") == ["no instrument on file for JP"]


def test_a_baby_that_was_sold_is_a_child_sold_without_any_exploitation():
    """CRC Optional Protocol, art. 2(a); Palermo asks for a purpose of exploitation."""
    baby = {"who": "f 0", "where": "KH", "when": "2023-01-01"}
    denied = ("sold", "*means *purpose debt_bondage")
    assert read("crc-opsc-2000", *denied, **baby).overall == "met"
    assert read("palermo-2000", *denied, **baby).overall == "not_met"


def test_a_treaty_on_a_wrong_beside_trafficking_grounds_no_review_of_a_refusal():
    beside = [one for one in instruments().values() if one.kind == "related treaty"]
    assert {one.id for one in beside} == {"crc-opsc-2000", "slavery-1956", "ilo-c29-1930"}
    everything = LawFacts((1 << len(vocabulary())) - 1)
    assert not any(is_ground(assess(one, case(who="f 12"), everything)) for one in beside)
