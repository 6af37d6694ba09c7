"""What a country says of care: never a figure that nobody read, and a wrong file is refused in one line."""

import pytest

from fanal.core.care.country_rules import (
    NO_RULE,
    RuleAbout,
    answers_of,
    read_rules,
    rules_in_file,
    shipped_rules,
    windows_in,
    with_own,
)
from fanal.core.care.windows import WindowKind, medical_windows
from fanal.core.errors import BadInput
from fanal.core.words import Sentence
from fanal.settings import kinds

OURS = ("TH", "VN", "KH", "LA", "MM", "MY", "CN", "FR")
ROW = (
    '[[rule]]\ncountry = "TH"\nabout = "hepatitis"\nhours = 300\nsource = "Zprotocol"\nsure = "S"\n'
)
WHO = 'who.en = "a physician"\nwho.fr = "un médecin"\nwho.vi = "bác sĩ"\n'


def row(about, said, country="TH", more=""):
    head = f'[[rule]]\ncountry = "{country}"\nabout = "{about}"\n'
    return f'{head}source = "Zprotocol"\nsure = "S"\n{said}\n{more}'


def of(text):
    return with_own(read_rules("care.toml", text))


def test_of_the_countries_of_our_work_nobody_has_read_a_rule_and_the_general_windows_hold():
    for country in OURS:
        assert windows_in([country], shipped_rules()) == medical_windows()
        for answer in answers_of(country, shipped_rules()):
            assert answer.rules == ()
            assert answer.none is NO_RULE


def test_each_rule_that_is_shipped_has_a_source_and_how_sure_it_is():
    (one,) = shipped_rules()
    assert (one.country, one.about, one.needed, one.basis.sure) == ("ZA", "report", False, "S")
    assert one.basis.source


def test_the_window_of_a_country_stands_in_place_of_the_general_one_there_and_nowhere_else():
    known = of(ROW)
    here = {one.kind: one for one in windows_in(["TH"], known)}
    assert (here[WindowKind.HEPATITIS].hours, here[WindowKind.HEPATITIS].country) == (300, "TH")
    assert here[WindowKind.HIV].country == ""
    assert windows_in(["VN"], known) == medical_windows()
    assert len(windows_in(["VN", "TH"], known)) == len(medical_windows())


def test_forensic_samples_have_a_window_for_each_site():
    sites = "".join(
        row("forensic", f'hours = {hours}\nsite.en = "{site}"\nsite.fr = "x"\nsite.vi = "y"')
        for site, hours in (("mouth", 24), ("skin", 48))
    )
    found = [one for one in windows_in(["TH"], of(sites)) if one.kind is WindowKind.FORENSIC]
    assert [(one.site["en"], one.hours, one.of_evidence) for one in found] == [
        ("mouth", 24, True), ("skin", 48, True)]  # fmt: skip


def test_who_may_examine_and_whether_a_report_is_needed_are_answers_of_a_country():
    known = of(row("examining", WHO) + row("report", "needed = true"))
    answers = {answer.about: answer.rules for answer in answers_of("TH", known)}
    assert answers[RuleAbout.EXAMINING][0].who["fr"] == "un médecin"
    assert "is needed" in str(answers[RuleAbout.REPORT][0].sentence())
    assert answers[RuleAbout.FORENSIC] == ()


def test_a_row_of_the_organisation_replaces_ours_of_the_same_thing():
    mine = of(row("report", "needed = true", country="ZA"))
    assert [one.needed for one in mine] == [True]


@pytest.mark.parametrize(("text", "line", "why"), [
    (ROW.replace("300", "0"), 4, "not a number of hours"),
    (ROW.replace("300", "9000"), 4, "not a number of hours"),
    (ROW.replace("300", "true"), 4, "not a number of hours"),
    (ROW.replace("hours = 300\n", ""), 1, "not a number of hours"),
    (ROW.replace('"TH"', '"Thailand"'), 2, "not an ISO 3166 country code"),
    (ROW.replace("hepatitis", "dose"), 3, "nothing a country decides"),
    (ROW.replace('"Zprotocol"', '" "'), 5, "source is empty"),
    (ROW.replace('source = "Zprotocol"\n', ""), 1, "source is missing"),
    (ROW.replace('"S"', '"sure"'), 6, "not one of S, X, K"),
    (ROW + "dose = 2\n", 7, "not a known entry"),
    (ROW + ROW, 9, "stands twice for TH"),
    (ROW + "needed = true\n", 7, "says nothing of hepatitis"),
    (ROW + 'site.en = "x"\n', 7, "says nothing of hepatitis"),
    (ROW + 'checked_by = "Dr. Z"\n', 7, "stand together"),
    (row("examining", 'who.en = "x"'), 6, "needs en, fr, vi"),
    (row("report", 'needed = "yes"'), 6, "true or false"),
    ("[[rule]\n", 1, "is no TOML"),
])  # fmt: skip
def test_what_is_wrong_in_the_file_is_said_in_one_line_with_file_line_and_reason(text, line, why):
    with pytest.raises(BadInput) as problem:
        read_rules("care.toml", text)
    said = f"{problem.value.where}: {problem.value.why}"
    assert said.startswith(f"care.toml:{line}")
    assert why in said
    assert "\n" not in said
    assert isinstance(problem.value.why, Sentence), "said in English on a French terminal"


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path):
    assert rules_in_file("") == ()
    for path, data in ((tmp_path / "gone", None), (tmp_path / "bytes", b"\xff\xfe\x00")):
        if data:
            path.write_bytes(data)
        with pytest.raises(BadInput) as problem:
            rules_in_file(str(path))
        assert problem.value.where == str(path)
    written = tmp_path / "care.toml"
    written.write_text(ROW, "utf-8")
    assert rules_in_file(kinds.folder(str(written)))[0].hours == 300
