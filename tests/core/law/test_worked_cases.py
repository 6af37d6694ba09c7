"""Worked cases, those that must find nothing first. Each says where its facts or its rule stand.

Expected: child, act, means, purpose, overall. `-` is undetermined, `0` not required.
"""

import pytest

from fanal.core.law.instruments import instruments
from tests.core.law.build import found, read

WORDS = {"+": "met", "x": "not_met", "-": "undetermined", "0": "not_required"}
CHILD = {"y": "yes", "n": "no", "-": "undetermined"}

SATTAHIP = "AAT newsletter no. 2, 16 September 2011, Sattahip"
KOLOK = "AAT Flash News 7, 14 December 2011, Sungai Kolok"
SONGKHLA = "AAT advocacy page, 2003: Vietnamese women jailed as illegal migrants in Songkhla"
MANJUNG = "press, 5 January 2014, Seri Manjung: 108 Vietnamese women found in raids"
KAREN = "RFA, November 2018: 53 Lao women and girls in Narathiwat"
KACHIN = "Johns Hopkins and KWAT, December 2018: forced marriage and childbearing, Kachin to Yunnan"
BRIDES = "GHRP 2017, 10.1186/s41256-017-0049-4: 51 Vietnamese returnees sold as brides"
SCAM = "OHCHR, 29 August 2023; Bernama 2025: people held in scam compounds"
SEXTORTION = "lepetitjournal, dinner of 22 February 2026: girls from 12 threatened with images"
THAI_14 = "Thaiger, June 2023: a Lao girl of 14 in a karaoke bar"
SURROGACY = "founding text: cases of trafficking for surrogacy"
PALERMO = "Palermo Protocol art. 3"
COE = "Council of Europe Convention art. 4 [general knowledge]"
DIRECTIVE = "Directive 2011/36/EU art. 2 and its amendment 2024/1712 [secondary]"
FRANCE = "Code pénal art. 225-4-1"
LAW_53 = "Law 53/2024/QH15 art. 2(1)"
VN_PC = "Penal Code 2015 art. 150, 151; Resolution 02/2019 art. 4"
THAI = "Thai Act B.E. 2551 s.4, s.6"
KHMER = "Cambodian Law of 2008 art. 8, 10"
LAO = "Lao Law on Anti-Trafficking 2015 art. 2"
MM_2005 = "Myanmar Law 5/2005 s.3(a)"
MM_2022 = "US TIP report 2023 on Myanmar Law 41/2022"
CHINA = "Criminal Law art. 240, 241"
MALAYSIA = "Act 670 s.2, s.12 to 16"
SINGAPORE = "Prevention of Human Trafficking Act 2014 s.2, s.3"
BULLETIN = "ST/SGB/2003/13 s.1, s.3.2"
FRENCH_CHILD = "founding text, definition of the French child-protection associations"

T11, T18, T25 = "2011-12-01 2011-12-14", "2018-06-01 2018-09-01", "2025-09-01 2025-10-01"

NOTHING = [
    # law, who, where, when, yes, no, expected, source
    ("palermo-2000", "f ?", "LA>TH", T11, "", "", "- - - - -", "nothing recorded, nothing found"),
    ("th-2551", "f 25", "LA>TH", T11, "", "", "n - - - -", SATTAHIP + ": 13 charged unheard"),
    ("palermo-2000", "f 25", "LA>TH", T11, "", "*act", "n x - - x", PALERMO),
    ("palermo-2000", "f 25", "LA>TH", T11, "recruited", "*means", "n + x - x", PALERMO),
    ("palermo-2000", "f 25", "LA>TH", T11, "recruited force", "*purpose", "n + + x x", PALERMO),
    ("palermo-2000", "f 25", "LA>TH", T11, "consented", "", "n - - - -", PALERMO + "(b)"),
    ("palermo-2000", "f 17", "LA>TH", T11, "recruited", "*purpose", "y + 0 x x", PALERMO + "(c)"),
    ("palermo-2000", "f 16-19", "LA>TH", T11, "recruited prostitution_of_others", "*means", "- + x + -", KOLOK + ": passports with older birth dates"),
    ("palermo-2000", "f 25", "LA>TH", T11, "transported forced_marriage force", "*act *means *purpose", "n + + - -", "1956 Supplementary Convention art. 1(c): may be similar to slavery"),
    ("palermo-2000", "f 25", "LA>TH", T11, "recruited earnings_taken forced_labour", "*means", "n + - + -", "ILO 2009: withholding of wages is a medium indicator"),
    ("coe-2005", "m 40", "FR", T25, "received", "*means *purpose", "n + x x x", COE),
    ("eu-2011-36", "f 30", "DE", T18, "recruited force surrogacy", "*purpose", "n + + - -", DIRECTIVE + ": before 2024"),
    ("fr-225-4-1", "f 30", "FR", T25, "recruited force surrogacy", "*purpose", "n + + x x", FRANCE + ": surrogacy not named"),
    ("fr-225-4-1", "f 30", "FR", T25, "recruited force forced_marriage", "*purpose", "n + + x x", FRANCE + ": forced marriage not named"),
    ("fr-225-4-1", "f 30", "FR", T25, "recruited prostitution_of_others", "*means", "n + x + x", FRANCE),
    ("vn-53-2024", "m 18", "VN>KH", T25, "recruited forced_labour", "*means", "n + x + x", LAW_53),
    ("vn-53-2024", "f 20", "VN>CN", T25, "recruited deception forced_marriage", "*purpose sold", "n + + - -", LAW_53 + ": other inhumane purposes"),
    ("vn-pc-150-151", "f 16", "VN>CN", T25, "recruited prostitution_of_others", "*means", "n + x + x", VN_PC + ": 16 and 17 need means"),
    ("vn-pc-150-151", "f 15-16", "VN>CN", T25, "recruited prostitution_of_others", "*means", "- + x + -", VN_PC),
    ("th-2551", "f 25", "LA>TH", T11, "recruited abuse_of_vulnerability prostitution_of_others", "*means", "n + x + x", THAI + ": vulnerability not named"),
    ("th-2551", "m 30", "MM>TH", T11, "recruited force documents_withheld debt_bondage", "*purpose", "n + + x x", THAI + ": before 2017"),
    ("kh-2008", "f 15", "KH", T18, "recruited prostitution_of_others", "*means taken_from_custody", "y + x + x", KHMER + ": only removal from custody needs no force"),
    ("kh-2008", "f 15", "KH", T18, "recruited prostitution_of_others", "*means", "y + x + -", KHMER),
    ("la-2015", "f 16", "LA>TH", T18, "recruited prostitution_of_others", "*means begging pornography", "y + x + -", LAO + ": child rule not seen"),
    ("la-2015", "f 20", "LA>TH", T18, "recruited prostitution_of_others", "*means begging pornography", "n + x + x", LAO),
    ("mm-2005", "f 15", "MM>TH", T11, "recruited prostitution_of_others", "*means", "y + x + x", MM_2005 + ": a child needs means too"),
    ("mm-2022", "m 15", "MM>TH", T25, "recruited forced_labour", "*means *purpose", "y + x + -", MM_2022 + ": sexual purposes only; some stay open"),
    ("cn-240", "m 25", "MM>CN", T18, "abducted sold profit_from_sale", "", "n + 0 + x", CHINA + ": women and children only"),
    ("cn-240", "m 14", "MM>CN", T18, "abducted sold", "", "n + 0 + x", CHINA + ": child under 14"),
    ("cn-240", "m 13-14", "MM>CN", T18, "abducted sold", "", "- + 0 + -", CHINA),
    ("cn-240", "? 25", "MM>CN", T18, "abducted sold", "", "n + 0 + -", CHINA + ": sex not recorded"),
    ("cn-240", "f 25", "VN>CN", T18, "abducted force prostitution_of_others", "sold profit_from_sale", "n + 0 x x", CHINA + ": exploitation without sale"),
    ("cn-240", "f 25", "VN>CN", T18, "recruited deception", "*act", "n x 0 - x", CHINA),
    ("my-670", "f 19", "VN>MY", T11, "transported prostitution_of_others", "*means", "n + x + x", MALAYSIA),
    ("sg-2014", "f 30", "VN>SG", T18, "recruited deception surrogacy", "*purpose debt_bondage", "n + + x x", SINGAPORE),
    ("un-sgb-2003-13", "f 16", "LA>TH", T18, "prostitution_of_others", "*means *circumstance sexual_intrusion_forced sexual_intrusion_unequal abuse_of_trust", "y 0 x + x", BULLETIN + ": no staff, no abuse of position recorded"),
    ("fr-child-protection", "f 25", "FR", T18, "child_pleasure_of_older", "", "n 0 0 + x", FRENCH_CHILD),
    ("fr-child-protection", "f 12", "FR", T18, "", "child_pleasure_of_older", "y 0 0 x x", FRENCH_CHILD),
    ("fr-child-protection", "f 17-18", "FR", T18, "child_pleasure_of_older", "", "- 0 0 + -", FRENCH_CHILD),
]

SOMETHING = [
    ("palermo-2000", "f 15-17", "LA>TH", T11, "recruited deception prostitution_of_others", "", "y + 0 + +", KOLOK),
    ("palermo-2000", "f 25", "LA>TH", "2011-09-01 2011-09-16", "recruited harboured confined prostitution_of_others", "", "n + + + +", SATTAHIP + ": a locked-in woman called"),
    ("palermo-2000", "f 25", "LA>TH", T11, "recruited deception prostitution_of_others consented", "", "n + + + +", PALERMO + "(b)"),
    ("palermo-2000", "f 17", "LA>TH", T18, "received prostitution_of_others consented", "*means", "y + 0 + +", KAREN),
    ("palermo-2000", "m 30", "MY>KH", "2023-01-01", "recruited deception confined forced_criminality forced_labour", "", "n + + + +", SCAM),
    ("palermo-2000", "f 22", "MM>CN", T18, "sold deception sexual_slavery", "", "n + + + +", KACHIN),
    ("palermo-2000", "f 16-19", "LA>TH", T11, "recruited debt_bondage prostitution_of_others", "", "- + + + +", KOLOK + ": the age no longer matters"),
    ("actip-2015", "f 14", "LA>TH", "2023-06-01", "received prostitution_of_others", "", "y + 0 + +", THAI_14),
    ("coe-2005", "f 20", "VN>FR", T25, "transported family_threatened prostitution_of_others", "", "n + + + +", COE),
    ("eu-2011-36", "f 30", "VN>FR", T25, "recruited deception surrogacy", "", "n + + + +", DIRECTIVE),
    ("eu-2011-36", "f 19", "DE", T25, "transferred payment_to_controller forced_marriage", "", "n + + + +", DIRECTIVE),
    ("eu-2011-36", "m 20", "DE", T18, "bought abuse_of_vulnerability begging", "", "n + + + +", DIRECTIVE),
    ("fr-225-4-1", "f 17", "VN>FR", T25, "harboured prostitution_of_others", "*means", "y + 0 + +", FRANCE + ", II"),
    ("fr-225-4-1", "m 25", "VN>FR", T25, "transported abuse_of_vulnerability forced_criminality", "", "n + + + +", FRANCE),
    ("fr-225-4-1", "f 25", "FR", T25, "recruited fraud sexual_slavery", "", "n + + + +", FRANCE + ": manœuvre dolosive, esclavage"),
    ("vn-53-2024", "f 16", "VN>CN", T25, "recruited prostitution_of_others", "*means", "y + 0 + +", LAW_53 + ": under 18 without means"),
    ("vn-53-2024", "m 30", "VN>KH", T25, "recruited deception forced_labour", "", "n + + + +", SCAM),
    ("vn-53-2024", "f 20", "VN>CN", T25, "transferred drugged sold", "", "n + + + +", BRIDES),
    ("vn-pc-150-151", "f 15", "VN>CN", T18, "received profit_from_sale", "*means", "y + 0 + +", VN_PC),
    ("vn-pc-150-151", "f 20", "VN>CN", T18, "sold deception profit_from_sale", "", "n + + + +", BRIDES),
    ("vn-pc-150-151", "f 16-17", "VN>CN", T25, "recruited deception prostitution_of_others", "", "n + + + +", SEXTORTION),
    ("th-2551", "f 15-17", "LA>TH", T11, "recruited prostitution_of_others", "", "y + 0 + +", KOLOK),
    ("th-2551", "f 30", "VN>KH>TH", "2008-07-01", "sent fraud prostitution_of_others", "", "n + + + +", SONGKHLA),
    ("th-2551", "m 30", "MM>TH", T18, "detained force documents_withheld", "", "n + + + +", THAI + ", amendment of 2017"),
    ("th-2551", "m 30", "MM>TH", T25, "bought threat_of_force debt_bondage", "", "n + + + +", THAI + ", amendment of 2017"),
    ("th-2551", "f 14", "LA>TH", "2023-06-01", "harboured prostitution_of_others consented", "*means", "y + 0 + +", THAI_14),
    ("kh-2008", "f 20", "KH", T18, "transported enticement forced_marriage", "", "n + + + +", KHMER + ": marriage against the will"),
    ("kh-2008", "f 8", "KH", T18, "taken_from_custody illegal_adoption", "*means", "y + 0 + +", KHMER),
    ("kh-2008", "m 30", "MY>KH", "2022-09-01", "received confined debt_bondage", "", "n + + + +", SCAM),
    ("la-2015", "f 22", "LA>CN", T18, "recruited disguised_marriage sexual_slavery", "", "n + + + +", LAO),
    ("la-2015", "f 22", "LA", T18, "hidden pregnancy_caused other_sexual_exploitation", "", "n + + + +", LAO + "; " + SURROGACY),
    ("mm-2005", "f 15", "MM>CN", T18, "sold deception sexual_slavery", "", "y + + + +", KACHIN),
    ("mm-2005", "m 25", "MM>TH", T11, "lent threat_of_force forced_labour", "", "n + + + +", MM_2005),
    ("mm-2022", "f 17", "MM>TH", T25, "recruited prostitution_of_others", "*means", "y + 0 + +", MM_2022),
    ("mm-2022", "m 25", "MM", T25, "transferred confined forced_labour", "", "n + + + +", SCAM),
    ("cn-240", "f 25", "VN>CN", T18, "abducted sold", "*means", "n + 0 + +", BRIDES),
    ("cn-240", "f 22", "MM>CN", T18, "fetched profit_from_sale", "", "n + 0 + +", KACHIN),
    ("cn-240", "m 10", "VN>CN", T18, "abducted sold", "", "y + 0 + +", CHINA + ": child under 14"),
    ("my-670", "f 25", "VN>MY", "2014-01-05", "harboured documents_withheld prostitution_of_others", "", "n + + + +", MANJUNG),
    ("my-670", "m 25", "MM>MY", T11, "transported deception forced_criminality", "", "n + + + +", MALAYSIA + ": any illegal activity"),
    ("my-670", "f 17", "VN>MY", T25, "received prostitution_of_others", "*means", "y + 0 + +", MALAYSIA + ": s.14"),
    ("sg-2014", "f 30", "VN>SG", T18, "recruited deception forced_marriage", "", "n + + + +", SINGAPORE + ": servile marriage"),
    ("sg-2014", "f 16", "VN>SG", T18, "harboured prostitution_of_others", "*means", "y + 0 + +", SINGAPORE),
    ("un-sgb-2003-13", "f 30", "TH", T18, "abuse_of_power other_sexual_exploitation", "", "n 0 + + +", BULLETIN),
    ("un-sgb-2003-13", "f 30", "TH", T18, "sexual_intrusion_forced", "", "n 0 + + +", BULLETIN),
    ("un-sgb-2003-13", "f 17", "TH", T18, "other_sexual_exploitation by_staff_of_aid", "*means", "y 0 0 + +", BULLETIN),
    ("fr-child-protection", "m 11", "FR", T18, "child_pleasure_of_older", "*means", "y 0 0 + +", FRENCH_CHILD),
]


def spelled(expected):
    child, *elements = expected.split()
    return " ".join([CHILD[child], *(WORDS[e] for e in elements)])


@pytest.mark.parametrize(("law", "who", "where", "when", "yes", "no", "expected", "source"), NOTHING + SOMETHING)
def test_the_elements_are_found_as_the_source_says(law, who, where, when, yes, no, expected, source):
    assessment = read(law, yes, no, who=who, where=where, when=when)
    assert assessment.applies, source
    assert found(assessment) == spelled(expected), source


def test_every_text_has_worked_cases_of_both_kinds():
    assert {row[0] for row in NOTHING} >= set(instruments()) - {"actip-2015"}
    assert {row[0] for row in SOMETHING} == set(instruments())
    assert len(NOTHING + SOMETHING) >= 60
