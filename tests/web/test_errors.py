"""What a person sees when something fails: what to do, a number, and nothing else."""

import errno
import logging
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from fanal.core.errors import Conflict
from fanal.web import errors
from fanal.web.middleware import DatabaseFailures

SECRET = "ນາງ ແກ້ວ"


@pytest.fixture
def post():
    return RequestFactory().post(
        "/intake/new/", {"text": SECRET, "once": "k" * 32, "draft": str(uuid4())}
    )


@pytest.mark.asvs("V16.5.2")
def test_a_lost_database_gives_the_typed_text_back_under_the_same_key(post, caplog):
    def lost(request):
        raise OperationalError(SECRET)

    answer = DatabaseFailures(lost)(post)
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert f'name="text" value="{SECRET}"' in answer.text
    assert "k" * 32 in answer.text
    assert SECRET not in caplog.text


def test_a_full_disk_gives_503_and_any_other_mistake_of_the_system_does_not(post):
    quiet = DatabaseFailures(lambda request: HttpResponse())
    assert quiet.process_exception(post, OSError(errno.ENOSPC, "full")).status_code == 503
    assert quiet.process_exception(post, OSError(errno.EACCES, "no")) is None


def test_two_edits_get_both_texts_without_the_view_doing_anything(post):
    quiet = DatabaseFailures(lambda request: HttpResponse())
    answer = quiet.process_exception(post, Conflict({"text": SECRET}, {"text": "theirs"}, 2))
    assert answer.status_code == 409
    assert SECRET in answer.text


@pytest.mark.asvs("V16.2.5", "V16.3.4", "V16.4.1")
def test_the_log_has_the_number_and_the_place_and_no_content(post, caplog):
    with caplog.at_level(logging.ERROR):
        try:
            raise ValueError(SECRET)
        except ValueError:
            answer = errors.server_error(post)
    number = answer.text.split('translate="no">')[-1].split("<")[0]
    assert answer.status_code == 500
    assert number in caplog.text
    assert "test_errors.py" in caplog.text
    assert SECRET not in caplog.text + answer.text


def test_an_expired_form_shows_what_was_typed_and_sends_nothing_by_itself(post):
    answer = errors.csrf_failed(post)
    assert answer.status_code == 403
    assert SECRET in answer.text
    assert "<form" not in answer.text


@pytest.mark.asvs("V16.5.1")
@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_an_error_page_says_nothing_about_the_failure(client, db, status):
    answer = client.get(f"/gallery/error/{status}/")
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert "Exception" not in answer.text


def test_numbers_can_be_read_aloud():
    for _one in range(50):
        assert not set(errors.reference()) & set("OIL01BS58Z2")


def test_only_what_somebody_wrote_comes_back_to_be_copied():
    typed = {
        "draft": str(uuid4()),
        "text": SECRET,
        "where_why": "not_asked",
        "team": str(uuid4()),
        "callback_why": "not_known",
    }
    answer = errors.csrf_failed(RequestFactory().post("/intake/new/", typed))
    assert answer.text.count("<textarea") == 1


def test_of_a_file_that_was_chosen_the_page_says_that_it_is_asked_for_again():
    def lost(request):
        raise OperationalError("gone")

    sent = {"text": SECRET, "once": "k" * 32, "draft": str(uuid4())}
    file = SimpleUploadedFile("scan.pdf", b"%PDF")
    answer = DatabaseFailures(lost)(RequestFactory().post("/intake/new/", sent | {"file": file}))
    assert "the file that you chose did not arrive" in answer.text
    assert "Nothing you typed is lost" not in answer.text
    assert f'value="{SECRET}"' in answer.text
