"""Further worked cases: the fact patterns that the first ones left out, each with its source.

Boats, compounds, surrogates, brides, adoption, begging, debts, men, smuggling: what each text says,
and what it may not say because nobody has read it whole.
"""

import pytest

from fanal.core.law.catalogue import instruments
from tests.core.law.build import found, read
from tests.core.law.test_worked_cases import FURTHER, spelled

PROBE = "review of the rules, section 1.2"
SIX_ONE = "Thai Act B.E. 2551 s.6/1 [general knowledge]"
BOATS = "review of the rules: men on fishing boats"
COMPOUND = "OHCHR, 29 August 2023: people held and resold between compounds"
VN_1999 = "Penal Code 1999 art. 119, 120 [general knowledge]"
VN_2011 = "Law 66/2011/QH12 art. 3 [general knowledge]"
RETURNS = "AAT, repatriations to Viet Nam of 2001 to 2017"
SURROGATES = "AAT, Bangkok 2011: Vietnamese women held as surrogates"
SMUGGLING = "Smuggling Protocol art. 3(a) [general knowledge]"
OPSC = "CRC Optional Protocol on the sale of children art. 2(a) [general knowledge]"
SLAVERY = "Supplementary Convention of 1956 art. 1 [general knowledge]"
C29 = "ILO Convention 29 art. 2(1) [general knowledge]"
PALERMO = "Palermo Protocol art. 3"
LAO = "Lao Law on Anti-Trafficking 2015 art. 2"
KHMER = "Cambodian Law of 2008 art. 8, 10"
BRIDES = "GHRP 2017, 10.1186/s41256-017-0049-4: women sold as brides"

T2003, T2006, T2011 = "2003-03-01 2003-05-01", "2006-03-01 2006-05-01", "2011-02-01 2011-03-01"
T2014, T2016, T2021 = "2014-06-01 2014-08-01", "2016-06-01 2016-09-01", "2021-03-01 2021-06-01"
T2023, T2025 = "2023-03-01 2023-06-01", "2025-09-01 2025-10-01"

# law, who, where, when, yes, no, child act means purpose overall, source
CASES = [
    # Thailand, section 6/1: no act of recruiting is asked for.
    ("th-6-1", "m 30", "MM>TH", T2021, "forced_labour documents_withheld", "*act",
     "n 0 + + +", SIX_ONE + ": forced labour, papers and debt, no act recorded"),
    ("th-6-1", "m 30", "MM>TH", T2021, "forced_labour debt_bondage", "", "n 0 + + +", SIX_ONE),
    ("th-6-1", "m 30", "MM>TH", T2021, "forced_labour", "*means", "n 0 o + o", SIX_ONE),
    ("th-6-1", "m 30", "MM>TH", T2021, "force", "", "n 0 + - -", SIX_ONE),
    ("th-6-1", "m 30", "MM>TH", T2021, "", "", "n 0 - - -", SIX_ONE),
    ("th-6-1", "f 16", "LA>TH", T2023, "forced_labour threat_of_force", "", "y 0 + + +", SIX_ONE),
    ("th-6-1", "f 16", "LA>TH", T2023, "forced_labour", "", "y 0 - + -", SIX_ONE),
    ("th-6-1", "f 25", "LA>TH", T2023, "forced_labour earnings_taken", "", "n 0 - + -", SIX_ONE),
    ("th-6-1", "f 25", "LA>TH", T2023, "begging threat_of_force", "", "n 0 + - -", SIX_ONE),
    ("th-6-1", "m 40", "KH>TH", T2021, "forced_labour confined", "", "n 0 + + +", BOATS),
    # Viet Nam before 2018: women and children only, then anyone.
    ("vn-pc-1999", "f 20", "VN>KH", T2003, "sold", "", "n + 0 0 +", RETURNS),
    ("vn-pc-1999", "f 20", "VN>KH", T2003, "", "sold bought", "n - 0 0 -", VN_1999),
    ("vn-pc-1999", "f 20", "VN>KH", T2003, "", "*act", "n o 0 0 o", VN_1999),
    ("vn-pc-1999", "m 30", "VN>MY", T2006, "sold", "", "n + 0 0 x", VN_1999 + ": a man"),
    ("vn-pc-1999", "m 12", "VN>CN", T2006, "sold", "", "y + 0 0 +", VN_1999 + ": a boy"),
    ("vn-pc-1999", "m 30", "VN>MY", T2014, "sold", "", "n + 0 0 +", VN_1999 + ", since 2010"),
    ("vn-pc-1999", "f 17", "VN>CN", T2014, "bought", "", "n + 0 0 +", VN_1999),
    ("vn-pc-1999", "f 20", "VN>CN", T2014, "recruited transported", "", "n - 0 0 -", VN_1999),
    ("vn-pc-1999", "f 0", "VN", T2014, "sold", "", "y + 0 0 +", VN_1999 + ": a baby"),
    ("vn-66-2011", "f 20", "VN>CN", T2014, "sold deception profit_from_sale", "",
     "n + + + +", BRIDES),
    ("vn-66-2011", "f 20", "VN>KH", T2016, "transferred other_sexual_exploitation", "",
     "n + - + -", VN_2011),
    ("vn-66-2011", "f 20", "VN>KH", T2016, "transferred other_sexual_exploitation", "*means",
     "n + o + o", VN_2011),
    ("vn-66-2011", "m 25", "VN>KH", T2023, "recruited force forced_labour", "",
     "n + + + +", COMPOUND),
    ("vn-66-2011", "m 25", "VN>KH", T2023, "recruited force", "*purpose", "n + + - -", VN_2011),
    ("vn-66-2011", "f 30", "VN>TH", T2014, "recruited force surrogacy", "", "n + + - -", SURROGATES),
    ("vn-66-2011", "f 30", "VN>TH", T2014, "", "", "n - - - -", VN_2011),
    # For contrast: smuggled, and also trafficked or not.
    ("smuggling-2000", "m 25", "VN>MY", T2023, "illegal_entry_procured benefit_for_entry", "",
     "n + 0 + +", SMUGGLING),
    ("smuggling-2000", "m 25", "MM>TH", T2023, "illegal_entry_procured", "benefit_for_entry",
     "n + 0 o o", SMUGGLING + ": helped for nothing, in a text not opened"),
    ("smuggling-2000", "f 17", "MM>TH", T2023, "", "illegal_entry_procured",
     "y o 0 - o", SMUGGLING),
    ("smuggling-2000", "f 17", "MM>TH", T2023, "recruited deception forced_labour", "",
     "y - 0 - -", SMUGGLING + ": trafficked says nothing of smuggled"),
    ("palermo-2000", "m 25", "VN>MY", T2023, "illegal_entry_procured benefit_for_entry", "",
     "n - - - -", PALERMO + ": smuggled says nothing of trafficked"),
    ("palermo-2000", "m 25", "VN>MY", T2023,
     "illegal_entry_procured benefit_for_entry transported deception forced_labour", "",
     "n + + + +", PALERMO + ": smuggled, and also trafficked"),
    # Debts, slavery, forced labour as wrongs of their own.
    ("slavery-1956", "m 30", "MM>TH", T2021, "debt_bondage", "", "n 0 0 + +", SLAVERY + "(a)"),
    ("slavery-1956", "f 20", "VN>CN", T2014, "forced_marriage", "", "n 0 0 - -",
     SLAVERY + "(c): only where she was given for a payment"),
    ("ilo-c29-1930", "m 30", "MM>TH", T2021, "forced_labour threat_of_force", "",
     "n 0 0 + +", C29),
    ("ilo-c29-1930", "m 30", "MM>TH", T2021, "", "forced_labour", "n 0 0 - -", C29),
    # Babies and adoption: a sale without exploitation.
    ("crc-opsc-2000", "f 0", "TH", T2023, "sold", "", "y + 0 0 +", OPSC + ": a newborn"),
    ("crc-opsc-2000", "m 3", "VN>CN", T2014, "bought", "", "y + 0 0 +", OPSC + ": sham adoption"),
    ("crc-opsc-2000", "f 10", "KH", T2021, "recruited", "sold bought", "y o 0 0 o", OPSC),
    ("palermo-2000", "f 0", "TH", T2023, "sold", "*purpose", "y + 0 - -", PALERMO),
    ("palermo-2000", "m 3", "VN>CN", T2014, "sold illegal_adoption", "", "y + 0 - -", PALERMO),
    # Surrogates.
    ("palermo-2000", "f 28", "VN>TH", T2011, "recruited deception confined surrogacy", "",
     "n + + - -", SURROGATES),
    ("th-2551", "f 28", "VN>TH", T2011, "detained deception surrogacy", "", "n + + - -", SURROGATES),
    ("th-2551", "f 28", "VN>TH", T2011, "detained deception surrogacy forced_labour", "",
     "n + + + +", SURROGATES),
    # Compounds and boats.
    ("kh-2008", "f 25", "VN>KH", T2023, "sold bought", "*means", "n + o - o", COMPOUND),
    ("kh-2008", "f 15", "KH", T2021, "", "*means", "y - - - -", PROBE),
    ("palermo-2000", "m 25", "VN>KH", T2023, "sold confined forced_criminality", "",
     "n + + - -", COMPOUND),
    ("palermo-2000", "m 35", "KH>TH", T2014, "recruited debt_bondage forced_labour", "",
     "n + + + +", BOATS),
    ("palermo-2000", "m 35", "KH>TH", T2014, "recruited confined forced_labour", "",
     "n + + + +", BOATS),
    ("th-2551", "m 35", "KH>TH", T2014, "recruited deception forced_labour", "",
     "n + + + +", BOATS),
    ("my-670", "m 30", "VN>MY", T2023, "recruited force forced_labour", "", "n + + + +", BOATS),
    # Children: no means is asked for, and an age that is not known decides nothing.
    ("palermo-2000", "f 14", "LA>TH", T2011, "recruited begging", "", "y + 0 + +",
     PALERMO + "; EU Directive 2011/36 recital 11: begging for others"),
    ("palermo-2000", "f 14", "LA>TH", T2011, "recruited forced_labour", "*means",
     "y + 0 + +", PALERMO + "(c)"),
    ("palermo-2000", "? ?", "LA>TH", T2011, "recruited forced_labour", "*means",
     "- + - + -", PALERMO + "(c): the age decides"),
    ("palermo-2000", "? ?", "LA>TH", T2011, "recruited force forced_labour", "",
     "- + + + +", PALERMO + ": with a means her age decides nothing"),
    ("palermo-2000", "f 16-19", "LA>TH", T2011, "recruited other_sexual_exploitation", "*means",
     "- + - + -", PALERMO + "(c): 16 to 19"),
    ("la-2015", "f 15", "LA>TH", T2021, "recruited forced_labour", "*means",
     "y + - + -", LAO + ": the child rule is not known"),
    ("vn-53-2024", "f 17", "VN>KH", T2025, "recruited other_sexual_exploitation", "*means",
     "y + 0 + +", "Law 53/2024/QH15 art. 2(1)"),
    ("un-sgb-2003-13", "f 16", "TH", T2021, "other_sexual_exploitation", "*means",
     "y 0 - + -", "ST/SGB/2003/13 s.3.2"),
    # Brides.
    ("palermo-2000", "f 20", "VN>CN", T2014, "transported deception forced_marriage", "",
     "n + + - -", BRIDES),
    ("cn-240", "f 20", "VN>CN", T2014, "sold", "", "n + 0 + +", BRIDES),
    ("palermo-2000", "f 20", "VN>CN", T2014, "sold deception forced_marriage servitude", "",
     "n + + + +", BRIDES),
]  # fmt: skip


@pytest.mark.parametrize(("law", "who", "where", "when", "yes", "no", "expected", "source"), CASES)
def test_the_elements_are_found_as_the_source_says(
    law, who, where, when, yes, no, expected, source
):
    assessment = read(law, yes, no, who=who, where=where, when=when)
    assert assessment.applies, source
    assert found(assessment) == spelled(expected), source


def test_there_are_at_least_sixty_further_cases_each_with_its_source():
    assert len(CASES) >= 60
    assert all(row[-1] for row in CASES)
    assert {row[0] for row in CASES} >= FURTHER


def test_nothing_absent_is_said_of_a_text_that_nobody_has_opened():
    """Whatever is denied: "not on file", never "not met"."""
    for law in ("th-6-1", "vn-pc-1999", "vn-66-2011"):
        for version in instruments()[law].versions:
            elements = version.elements().values()
            assert not any(element.complete and element.required for element in elements)
