"""A PDF that runs a program, fetches something by itself or holds another file is known."""

import zlib

import pytest

from fanal.core.casework import pdf_files
from fanal.core.casework.office_files import FETCHES, INSIDE, PROGRAM
from fanal.core.casework.pdf_files import PDF, risks_of_pdf


def pdf_of(*texts, packed=b""):
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, text) for n, text in enumerate(texts, 1))
    if packed:
        objects += b"9 0 obj\n<</Type/ObjStm/Filter/FlateDecode>>stream\n" + packed
        objects += b"\nendstream\nendobj\n"
    return b"%PDF-1.7\n" + objects + b"%%EOF"


OF_ITS_OWN = {
    "a page": b"<</Type/Page/Contents 2 0 R>>",
    "a link to click": b"<</Subtype/Link/A<</S/URI/URI(https://x.example/)>>>>",
    "where it opens": b"<</Type/Catalog/OpenAction[3 0 R/XYZ null null 0]>>",
}
ACTING = {
    "a script": (b"<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>", PROGRAM),
    "a script by numbers": (b"<</S/J#61va#53cript/JS(x)>>", PROGRAM),
    "a program of the device": (b"<</S/Launch/F(cmd.exe)>>", PROGRAM),
    "a form that is sent": (b"<</S /SubmitForm /F(https://x.example/)>>", FETCHES),
    "a document elsewhere": (b"<</S/GoToR/F(\\\\x.example\\s)>>", FETCHES),
    "a file inside": (b"<</Type/EmbeddedFile/Length 3>>", INSIDE),
}


@pytest.mark.parametrize("text", OF_ITS_OWN.values(), ids=OF_ITS_OWN)
def test_a_document_of_its_own_does_nothing(text):
    assert (
        risks_of_pdf(PDF, pdf_of(text))
        == risks_of_pdf(PDF, pdf_of(packed=zlib.compress(text)))
        == set()
    )


@pytest.mark.parametrize(("text", "risk"), ACTING.values(), ids=ACTING)
def test_what_acts_is_known_in_the_file_and_in_a_packed_stream(text, risk):
    assert risks_of_pdf(PDF, pdf_of(text)) == {risk}
    assert risks_of_pdf(PDF, pdf_of(packed=zlib.compress(text))) == {risk}


def test_of_objects_that_cannot_be_unpacked_nobody_says_that_they_do_nothing(monkeypatch):
    assert risks_of_pdf(PDF, pdf_of(packed=b"under a password")) == {FETCHES}
    monkeypatch.setattr(pdf_files, "LARGEST", 1000)
    assert risks_of_pdf(PDF, pdf_of(packed=zlib.compress(b" " * 1001))) == {FETCHES}


def test_a_picture_that_is_packed_in_another_way_is_no_risk():
    picture = b"<</Subtype/Image/Filter/DCTDecode>>stream\n\xff\xd8\xff\nendstream"
    assert risks_of_pdf(PDF, pdf_of(b"<</Type/ObjStm>>", picture)) == set()


def test_other_files_are_not_looked_at():
    assert risks_of_pdf("image/png", b"/JavaScript") == set()
