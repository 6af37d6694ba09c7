"""Files on their way in: in memory only, refused next to their field, what was typed still there."""

import io
import tempfile
from base64 import b64decode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fanal.cases.models import Document
from fanal.core.casework.files import LARGEST
from tests import files

MARK = b"zuyquexvaj"


@pytest.fixture
def upload(cast):
    case, client = files.case(cast), files.browser(cast, cast.sokha)
    url = reverse("cases:document", args=[case.id])

    def send(name, content, about="a paper of hers"):
        return client.post(url, {"file": SimpleUploadedFile(name, content), "about": about})

    return send


@pytest.mark.asvs("V5.3.1")
def test_a_large_upload_never_lies_in_the_temporary_folder(upload, monkeypatch, tmp_path):
    """Not during and not after: the folder it would lie in cannot even be written to."""
    shut = tmp_path / "shut"
    monkeypatch.setattr(tempfile, "tempdir", str(shut))  # there is none: whoever writes, fails
    assert upload("story.txt", MARK * 500_000).status_code == 302
    assert not shut.exists()
    assert Document.objects.get().parts.count() > 10


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("big.txt", MARK * (LARGEST // len(MARK) + 2_000), "larger than 10 MB"),
        ("photo.jpg", b"%PDF-1.7", "not what its name says"),
        ("photo.jpg", b"\xff\xd8\xff\xe0 cut", "the picture is broken"),
        ("run.exe", b"MZ\x90", "files of this type are not accepted"),
    ],
)
def test_a_file_that_is_not_taken_is_refused_at_its_field_and_the_words_stay(
    upload, name, content, says
):
    page = upload(name, content)
    assert page.status_code == 422
    assert says in page.text.split('name="about"')[0].split("id_file")[1]
    assert 'value="a paper of hers"' in page.text
    assert not Document.objects.exists()


def test_a_photograph_is_kept_without_the_place_where_it_was_taken(cast, upload):
    exif = Image.Exif()
    exif[0x010F] = MARK.decode()
    taken = io.BytesIO()
    Image.new("RGB", (8, 8)).save(taken, "JPEG", exif=exif)
    assert MARK in taken.getvalue()
    assert upload("photo.jpg", taken.getvalue()).status_code == 302
    ring, document = cast.ring(cast.sokha), Document.objects.get()
    parts = [b64decode(part.unseal(ring)["bytes"]) for part in document.parts.all()]
    assert MARK not in b"".join(parts)
    assert document.unseal(ring)["size"] == len(b"".join(parts))
