"""What the next page says is no plain text in the database meanwhile."""

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.test import RequestFactory

from fanal.accounts.sealed_messages import SealedMessages
from tests import files


@pytest.fixture
def storage():
    request = RequestFactory().get("/")
    request.session = {}
    return SealedMessages(request)


def test_what_is_said_is_sealed_in_the_session_and_read_again(storage):
    held = storage.serialize_messages(
        [Message(constants.INFO, "Given to Sokha: Silver Pelican 86")]
    )
    assert "Pelican" not in held
    assert [one.message for one in storage.deserialize_messages(held)] == [
        "Given to Sokha: Silver Pelican 86"
    ]


@pytest.mark.parametrize("held", ["", '[["__json_message",0,20,"Saved."]]', "bm9uZQ==", []])
def test_what_was_written_before_or_broken_is_left_out(storage, held):
    assert storage.deserialize_messages(held) == []


@pytest.mark.django_db
def test_the_next_page_says_what_was_done(cast):
    case = files.case(cast)
    client = files.browser(cast, cast.sokha)
    page = client.post(f"/cases/{case.id}/note/", {"text": "She called."}, follow=True)
    assert "Note saved." in page.text
