"""Whoever writes to the database hands out no other file in the place of one: the parts of a file
are sealed each for itself, and what they are together is compared with what was kept."""

import pytest
from django.urls import reverse

from fanal.cases.actions.documents import add_document
from fanal.cases.models import DocumentPart
from fanal.core.casework.files import PART
from tests import files
from tests.security.planting import delete, update

HERS, OTHER = b"%PDF-1.7 HERS" + b"h" * PART, b"%PDF-1.7 OTHER" + b"o" * PART


@pytest.fixture
def here(cast):
    cast.case = files.case(cast)
    to = {"case": cast.case, **cast.acting(cast.sokha)}
    cast.hers = add_document(name="hers.pdf", parts=[HERS], **to)
    cast.other = add_document(name="other.pdf", parts=[OTHER], **to)
    return cast


def exchanged(here):
    one, other = ([*each.parts.order_by("number")] for each in (here.hers, here.other))
    update(DocumentPart, {"number": 9}, id=one[0].pk)
    update(DocumentPart, {"document_id": here.hers.pk}, id=other[0].pk)
    update(DocumentPart, {"document_id": here.other.pk, "number": 0}, id=one[0].pk)


def turned(here):
    first, second = here.hers.parts.order_by("number")
    update(DocumentPart, {"number": 9}, id=first.pk)
    update(DocumentPart, {"number": 0}, id=second.pk)


ATTACKS = {
    "a part of another": exchanged,
    "its parts turned": turned,
    "its end cut off": lambda here: delete(DocumentPart, document_id=here.hers.pk, number=1),
    "all of it gone": lambda here: delete(DocumentPart, document_id=here.hers.pk),
}


def take(here):
    browser = files.browser(here, here.sokha)
    browser.raise_request_exception = False
    return browser.post(reverse("cases:take_out", args=[here.case.pk, here.hers.pk]))


def test_a_file_is_given_out_as_it_was_kept(here):
    assert take(here).content == HERS


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_is_given_out_that_is_not_the_file(here, attack):
    ATTACKS[attack](here)
    answer = take(here)
    assert answer.status_code == 500
    assert b"OTHER" not in answer.content
    assert b"hhhh" not in answer.content
