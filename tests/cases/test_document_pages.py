"""Documents looked at inside the application: pictures of their pages, drawn apart."""

import io
import os
import sys

import pytest
from django.urls import reverse
from PIL import Image

from fanal.cases import document_pictures
from fanal.cases.actions.documents import add_document
from fanal.core.casework import page_pictures
from fanal.core.casework.page_pictures import CannotShow, WhyNot, answer, asked, drawn, read
from fanal.core.errors import BadInput
from tests import files
from tests.core.casework.test_office_files import FETCHING, office
from tests.core.casework.test_pdf_files import ACTING, pdf_of
from tests.journal import entries

SECRET = b"zuyquexvaj"


def pdf(pages=2, size=(595, 842), words="Her letter"):
    """A PDF of so many pages with a line of text on each, as any program writes it."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n in range(pages):
        text = f"BT /F1 40 Tf 60 700 Td ({words} {n + 1}) Tj ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * n} 0 R >>",
            f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{one}\nendobj\n".encode())
    begin = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    out.write(
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF".encode()
    )
    return out.getvalue()


def picture(form="JPEG", size=(3000, 2000), mode="RGB", **more):
    out = io.BytesIO()
    Image.new(mode, size, **more).save(out, form)
    return out.getvalue()


def opened(jpeg):
    found = Image.open(io.BytesIO(jpeg))
    assert found.format == "JPEG"
    return found


@pytest.fixture
def keep(cast, case):
    def add(name, content, **more):
        return add_document(
            case=case, name=name, parts=[content], **cast.acting(cast.sokha), **more
        )

    return add


def look(case, document, query=""):
    return reverse("cases:document_page", args=[case.id, document.id]) + query


def drawing(case, document, number=1, width="page"):
    return reverse("cases:document_picture", args=[case.id, document.id, number, width])


def test_a_letter_is_looked_at_page_by_page_without_a_copy(sokha, case, keep):
    letter = keep("letter.pdf", pdf(3), about="From the embassy")
    page = sokha.get(look(case, letter, "?page=2")).text
    assert "Page 2 of 3" in page
    assert drawing(case, letter, 2) in page
    assert "Download (leaves a copy on this device)" in page
    answer = sokha.get(drawing(case, letter, 2))
    assert answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]
    assert "Content-Disposition" not in answer
    assert opened(answer.content).width == page_pictures.WIDTHS["page"]


def test_larger_needs_no_javascript(sokha, case, keep):
    letter = keep("letter.pdf", pdf(1))
    page = sokha.get(look(case, letter)).text
    assert "?page=1&amp;width=large" in page
    large = sokha.get(look(case, letter, "?page=1&width=large")).text
    assert drawing(case, letter, 1, "large") in large
    assert opened(sokha.get(drawing(case, letter, 1, "large")).content).width == 1_800


def test_words_of_a_page_are_seen_in_its_picture(case):
    shown = opened(drawn("application/pdf", pdf(2), 2, 900).picture).convert("L")
    assert shown.getextrema()[0] < 60  # ink
    assert shown.getpixel((5, 5)) > 240  # and paper


@pytest.mark.parametrize(("form", "kind"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_a_picture_is_drawn_smaller_and_never_larger(form, kind):
    large = drawn(kind, picture(form), 1, 900)
    assert opened(large.picture).size == (900, 600)
    small = drawn(kind, picture(form, (300, 200)), 1, 900)
    assert opened(small.picture).size == (300, 200)


def test_nothing_of_the_camera_is_in_what_is_shown():
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    out = io.BytesIO()
    Image.new("RGB", (50, 40)).save(out, "JPEG", exif=exif, comment=SECRET)
    assert SECRET in out.getvalue()
    assert SECRET not in drawn("image/jpeg", out.getvalue(), 1, 900).picture


def test_what_is_clear_in_a_picture_is_white_paper():
    clear = picture("PNG", (40, 40), "RGBA", color=(0, 0, 0, 0))
    assert opened(drawn("image/png", clear, 1, 900).picture).getpixel((20, 20)) == (255, 255, 255)


ENCRYPT = (
    b"/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
    + b"41" * 32
    + b"> /U <"
    + b"42" * 32
    + b"> >>"
)
WITH_PASSWORD = pdf(1).replace(b"/Root 1 0 R", ENCRYPT)
BOMB = picture("PNG", (9000, 9000), "1")


@pytest.mark.parametrize(
    ("kind", "content", "why"),
    [
        ("application/pdf", b"%PDF-1.7\n", WhyNot.BROKEN),
        ("application/pdf", pdf()[:200], WhyNot.BROKEN),
        ("application/pdf", b"%PDF-1.7\n" + os.urandom(100_000), WhyNot.BROKEN),
        ("application/pdf", WITH_PASSWORD, WhyNot.LOCKED),
        ("image/jpeg", b"\xff\xd8\xff\xe0 cut", WhyNot.BROKEN),
        ("image/png", picture("PNG")[:600], WhyNot.BROKEN),
        ("image/jpeg", picture("PNG"), WhyNot.BROKEN),
        ("image/png", BOMB, WhyNot.TOO_LARGE),
        ("application/zip", b"PK\x03\x04", WhyNot.KIND),
        ("image/svg+xml", b"<svg/>", WhyNot.KIND),
    ],
    ids=["empty", "cut", "rubbish", "password", "broken picture", "cut picture", "other kind", "bomb", "word",
         "svg"],
)  # fmt: skip
def test_what_cannot_be_shown_says_why(kind, content, why):
    with pytest.raises(CannotShow) as cannot:
        drawn(kind, content, 1, 900)
    assert cannot.value.why is why


@pytest.mark.parametrize("page", [3, 400, 501, 10_000])
def test_a_page_that_is_not_there_is_none(page):
    with pytest.raises(CannotShow) as cannot:
        drawn("application/pdf", pdf(2), page, 900)
    assert cannot.value.why is WhyNot.NO_PAGE


def test_a_page_of_any_shape_stays_a_picture_that_fits():
    tall = opened(drawn("application/pdf", pdf(1, (200, 14_000)), 1, 1_800).picture)
    assert tall.width * tall.height <= page_pictures.MOST_DRAWN
    whole = opened(drawn("application/pdf", pdf(1, (14_400, 14_400)), 1, 1_800).picture)
    assert whole.size == (1_800, 1_800)
    with pytest.raises(CannotShow) as cannot:
        drawn("application/pdf", pdf(1, (14_400, 1.5)), 1, 900)
    assert cannot.value.why is WhyNot.TOO_LARGE


def test_the_process_answers_what_it_is_told_and_a_strange_answer_is_none():
    told = answer(asked("application/pdf", pdf(2), 1, 900))
    shown = read(told)
    assert shown.pages == 2
    assert opened(shown.picture).width == 900
    assert read(answer(asked("application/pdf", pdf(2), 0, 900))).pages == 2
    for strange in (b"", b"x", b"{}\n", b'{"pages": "many"}\n', b'{"pages": 1, "why": "?"}\n'):
        with pytest.raises(CannotShow):
            read(strange)


@pytest.mark.parametrize("name", ["broken.pdf", "paper.docx"])
def test_a_document_that_cannot_be_shown_says_so_and_is_still_downloaded(sokha, case, keep, name):
    content = b"PK\x03\x04 words" if name.endswith("docx") else b"%PDF-1.7\nno"
    kept = keep(name, content)
    page = sokha.get(look(case, kept))
    assert page.status_code == 200
    assert "cannot be shown" in page.text
    assert reverse("cases:take_out", args=[case.id, kept.id]) in page.text
    assert sokha.get(drawing(case, kept)).status_code == 404


def test_who_downloads_a_document_reads_what_it_does_when_it_is_opened(sokha, case, keep):
    quiet, fetching = office(), office(**FETCHING["a template"], **{"word/vbaProject.bin": "x"})
    page = sokha.get(look(case, keep("letter.docx", quiet))).text
    assert "can fetch something from outside" not in page
    assert "holds a program" not in page
    page = sokha.get(look(case, keep("contract.docx", fetching))).text
    assert "can fetch something from outside" in page
    assert "holds a program" in page
    page = sokha.get(look(case, keep("summons.pdf", pdf_of(ACTING["a file inside"][0])))).text
    assert "Another file lies inside" in page


def test_drawing_that_takes_too_long_is_given_up(sokha, case, keep, monkeypatch):
    monkeypatch.setattr(document_pictures, "SECONDS", 0.01)
    page = sokha.get(look(case, keep("letter.pdf", pdf()))).text
    assert "It took too long to draw this document." in page


@pytest.mark.parametrize(
    "does", ["while True: sys.stdout.write('x' * 65536)", "sys.exit(3)", "os.kill(os.getpid(), 11)"]
)
def test_a_process_that_says_too_much_or_dies_costs_no_more_than_its_picture(monkeypatch, does):
    command = [sys.executable, "-c", f"import os, sys\n{does}"]
    monkeypatch.setattr(document_pictures, "COMMAND", command)
    with pytest.raises(CannotShow):
        document_pictures._run(b"x" * 1_000_000)


@pytest.mark.parametrize(
    ("does", "said"), [("sys.exit(3)", "broken"), ("import time; time.sleep(9)", "too long")]
)
def test_a_picture_that_breaks_its_reader_is_refused_and_the_server_goes_on(
    cast, case, monkeypatch, does, said
):
    """It is drawn anew in the process that reads what strangers send, not in the server."""
    monkeypatch.setattr(document_pictures, "COMMAND", [sys.executable, "-c", f"import sys\n{does}"])
    monkeypatch.setattr(document_pictures, "SECONDS", 2)
    with pytest.raises(BadInput, match=said) as mistake:
        add_document(case=case, name="a.png", parts=[picture("PNG")], **cast.acting(cast.sokha))
    assert mistake.value.where == "file"
    assert not case.documents.exists()


def test_a_text_is_read_on_the_page_as_it_is(sokha, case, keep):
    kept = keep("story.txt", b"<script>alert(1)</script> She said " + b"x" * 20_000)
    page = sokha.get(look(case, kept)).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; She said" in page
    assert "Page 1 of 2" in page
    assert len(entries("case.document_looked_at")) == 1


def test_each_picture_that_is_looked_at_stands_in_the_journal(cast, sokha, case, keep):
    kept = keep("letter.pdf", pdf())
    sokha.get(look(case, kept))
    assert not entries("case.document_looked_at")
    sokha.get(drawing(case, kept, 1))
    sokha.get(drawing(case, kept, 2))
    assert len(entries("case.document_looked_at")) == 2


def test_who_may_not_open_documents_sees_no_page_and_no_picture(cast, case, keep):
    kept = keep("letter.pdf", pdf())
    files.let_in_lawyer(cast, case)
    for who in (cast.mai, cast.kham, cast.claire):
        client = files.browser(cast, who)
        for address in (look(case, kept), drawing(case, kept)):
            assert client.get(address).status_code == 404


def test_another_width_or_page_is_not_there(sokha, case, keep):
    kept = keep("letter.pdf", pdf())
    assert sokha.get(drawing(case, kept, 0)).status_code == 404
    assert sokha.get(drawing(case, kept, 99)).status_code == 404
    assert sokha.get(drawing(case, kept, 1, "huge")).status_code == 404
    assert "Page 2 of 2" in sokha.get(look(case, kept, "?page=99")).text
    assert "Page 1 of 2" in sokha.get(look(case, kept, "?page=99999999999")).text


def test_many_files_stand_on_pages_of_their_own(cast, sokha, case):
    for n in range(26):
        add_document(case=case, name=f"paper {n}.txt", parts=[b"a"], **cast.acting(cast.sokha))
    address = reverse("cases:section", args=[case.id, "documents"])
    first, second = sokha.get(address).text, sokha.get(address + "?page=2").text
    assert (first.count("<article"), second.count("<article")) == (25, 1)
    assert "Page 1 of 2" in first
