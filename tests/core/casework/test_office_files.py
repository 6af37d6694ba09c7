"""An office document that tells its maker where it was opened, or runs a program, is known."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from fanal.core.casework import office_files
from fanal.core.casework.office_files import FETCHES, INSIDE, OFFICE, PROGRAM, risks_of

RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}"{}/></Relationships>'
)
OUTSIDE = ' TargetMode="External"'
LINKED = (
    '<a:doc xmlns:a="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:x="http://www.w3.org/1999/xlink"><a:{} x:href="{}"/></a:doc>'
)
RELATIONS = "word/_rels/document.xml.rels"
TEXT = '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:p>'
META = (
    '<o:meta xmlns:o="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:x="http://www.w3.org/1999/xlink"><o:{} x:href="{}"/></o:meta>'
)


def fields(*texts):
    return TEXT.format("".join(f"<w:instrText>{text}</w:instrText>" for text in texts))


def office(**parts):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, text in {"[Content_Types].xml": "<Types/>", **parts}.items():
            file.writestr(name, text)
    return out.getvalue()


QUIET = {
    "a letter": {RELATIONS: RELATION.format("image", "media/1.png", "")},
    "a link to click": {RELATIONS: RELATION.format("hyperlink", "https://x.example/", OUTSIDE)},
    "a text with a picture": {"content.xml": LINKED.format("image", "Pictures/1.png")},
    "a text with a link": {"content.xml": LINKED.format("a", "https://x.example/")},
    "a template of a computer": {"meta.xml": META.format("template", "file:///C:/Letters/a.ott")},
    "a number of a page": {"word/document.xml": fields("PAGE", " HYPERLINK https://x.example/")},
}
FETCHING = {
    "a template": {RELATIONS: RELATION.format("attachedTemplate", "http://x.example/t", OUTSIDE)},
    "a picture": {RELATIONS: RELATION.format("image", "http://x.example/1.png", OUTSIDE)},
    "a share": {RELATIONS: RELATION.format("frame", "file:///\\\\x.example\\s", OUTSIDE)},
    "another book": {
        "xl/externalLinks/_rels/1.xml.RELS": RELATION.format("externalLinkPath", "//x/b", OUTSIDE)
    },
    "a picture in a text": {"content.xml": LINKED.format("image", "http://x.example/1.png")},
    "a template of a text": {"meta.xml": META.format("template", "https://x.example/a.ott")},
    "a template on a share": {"meta.xml": META.format("template", "file:////x.example/a.ott")},
    "a text that is loaded again": {"meta.xml": META.format("auto-reload", "http://x.example/")},
    "a text from elsewhere": {
        "word/header1.xml": fields("INCLUDE", "PICTURE &quot;http://x.example/1.png&quot;")
    },
    "an object in a text": {"Object 1/content.xml": LINKED.format("object", "//x.example/o")},
    "an entity": {RELATIONS: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
    "another script": {RELATIONS: RELATION.format("image", "x", "").encode("utf-16")},
}


@pytest.mark.parametrize("parts", QUIET.values(), ids=QUIET)
def test_a_document_of_its_own_does_nothing(parts):
    assert risks_of(OFFICE, office(**parts)) == set()


@pytest.mark.parametrize("parts", FETCHING.values(), ids=FETCHING)
def test_what_lies_outside_is_fetched_when_it_is_opened(parts):
    assert risks_of(OFFICE, office(**parts)) == {FETCHES}


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "Basic/Standard/M.xml", "Scripts/a.py"])
def test_a_program_in_it_is_known(name):
    assert risks_of(OFFICE, office(**{name: "x"})) == {PROGRAM}


ASKING = {
    "a field": {"word/document.xml": fields("DD", "EAUTO c:\\\\cmd.exe &quot;/k calc&quot;")},
    "a field in one": {"word/document.xml": TEXT.format('<w:fldSimple w:instr="DDE cmd"/>')},
    "a sheet": {"xl/externalLinks/externalLink1.xml": "<e><ddeLink ddeService='cmd'/></e>"},
    "a text": {"content.xml": '<a xmlns:o="urn:x"><o:dde-source o:dde-application="cmd"/></a>'},
}


@pytest.mark.parametrize("parts", ASKING.values(), ids=ASKING)
def test_one_that_asks_a_program_of_the_device_is_known(parts):
    assert risks_of(OFFICE, office(**parts)) == {PROGRAM}


def test_a_file_that_lies_inside_it_is_known():
    assert risks_of(OFFICE, office(**{"word/embeddings/oleObject1.bin": "x"})) == {INSIDE}
    assert risks_of(OFFICE, office(**{"word/embeddings/Sheet1.xlsx": "x"})) == set()


@pytest.mark.parametrize("cut", [4, 60, 100])
def test_of_what_cannot_be_read_here_nobody_says_that_it_does_nothing(cut):
    assert risks_of(OFFICE, office(**QUIET["a letter"])[:cut]) == {FETCHES}


def test_a_part_without_end_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(office_files, "LARGEST", 1000)
    assert risks_of(OFFICE, office(**{RELATIONS: " " * 1001})) == {FETCHES}
    monkeypatch.setattr(office_files, "MOST_PARTS", 1)
    assert risks_of(OFFICE, office(**QUIET["a letter"])) == {FETCHES}


def test_elements_without_number_are_not_held(monkeypatch):
    monkeypatch.setattr(office_files, "MOST_EVENTS", 1000)
    assert risks_of(OFFICE, office(**{"content.xml": f"<a>{'<b/>' * 490}</a>"})) == set()
    assert risks_of(OFFICE, office(**{"content.xml": f"<a>{'<b/>' * 500}</a>"})) == {FETCHES}
    deep = "<b>" * 1001 + "</b>" * 1001
    monkeypatch.undo()
    assert risks_of(OFFICE, office(**{"content.xml": deep})) == {FETCHES}


def test_other_files_are_not_looked_at():
    assert risks_of("application/pdf", b"%PDF-1.7") == set()
