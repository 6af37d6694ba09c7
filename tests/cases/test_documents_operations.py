from base64 import b64decode
from datetime import date

import pytest

from fanal.cases.actions.documents import add_document
from fanal.cases.actions.operations import add_to_operation, open_operation
from fanal.cases.models import Document, OperationPerson
from fanal.core.casework.files import LARGEST, PART
from fanal.core.errors import BadInput
from tests import files

PDF = b"%PDF-1.7\n"


@pytest.fixture
def add(cast):
    case = files.case(cast)
    ring = cast.ring(cast.sokha)
    return lambda name, content: add_document(
        case=case, name=name, parts=[content], by=cast.sokha, ring=ring
    )


def test_a_document_comes_back_as_it_was(cast, add):
    content = PDF + bytes(range(256)) * 1500
    document = add("passport.pdf", content)
    ring = cast.ring(cast.sokha)
    parts = [b64decode(p.unseal(ring)["bytes"]) for p in document.parts.all()]
    assert b"".join(parts) == content
    assert len(parts) == -(-len(content) // PART)
    assert document.unseal(ring)["type"] == "application/pdf"


@pytest.mark.asvs("V5.3.1", "V5.3.2")
def test_neither_name_nor_content_of_a_document_is_readable_in_its_rows(add):
    document = add("MARKERNAME.txt", b"MARKERTEXT")
    rows = [bytes(document.sealed), *(bytes(p.sealed) for p in document.parts.all())]
    assert not any(b"MARKER" in row for row in rows)


@pytest.mark.asvs("V5.2.1", "V5.2.2")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.pdf", b""),
        ("huge.pdf", PDF + b"0" * LARGEST),
        ("photo.jpg", PDF),
        ("paper.pdf", b"\xff\xd8\xff\xe0"),
        ("run.exe", b"MZ\x90"),
        ("page.html", b"<script>"),
        ("words.txt", b"\xff\xfe\x00"),
        ("x" * 300 + ".pdf", PDF),
    ],
)
def test_a_file_that_is_empty_oversize_or_not_what_it_says_is_refused(add, name, content):
    with pytest.raises(BadInput) as problem:
        add(name, content)
    assert problem.value.where == "file"
    assert not Document.objects.exists()


def test_what_became_of_each_is_codes_that_can_be_counted(cast):
    raid = open_operation(
        team=cast.bangkok, code_name="Quiet Harbour", day=date(2011, 9, 16), by=cast.noi
    )
    person = files.person(cast)
    add_to_operation(operation=raid, person=person, identified="yes", by=cast.noi)
    add_to_operation(operation=raid, person=person, after="shelter", version=1, by=cast.noi)
    row = OperationPerson.objects.get()
    assert (row.identified, row.under_age, row.after) == ("yes", "not_known", "shelter")
    for code in ({"identified": "perhaps"}, {"verdict": "victim"}, {"identified_by": "us"}):
        with pytest.raises(BadInput):
            add_to_operation(operation=raid, person=person, by=cast.noi, **code)
