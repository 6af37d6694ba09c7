"""What is too large is refused by its length, before anybody reads it."""

import pytest

from tests.cast import PASSPHRASE
from tests.cast import Browser as Client

pytestmark = pytest.mark.django_db


class Unread:
    """A body that nobody may touch."""

    def read(self, *size):
        raise AssertionError("it was read")

    readline = read


def send(client, length, **more):
    return client.post(
        "/sign-in/",
        content_type="multipart/form-data; boundary=b",
        headers=more,
        **{"CONTENT_LENGTH": str(length), "wsgi.input": Unread()},
    )


@pytest.mark.parametrize(
    ("language", "says"), [("en", "more than one form can take"), ("fr", "formulaire")]
)
def test_a_stranger_is_refused_unread_and_told_so(language, says):
    answer = send(Client(), 256 * 1024 + 1, accept_language=language)
    assert answer.status_code == 413
    assert says in answer.text


@pytest.mark.asvs("V5.2.1")
def test_nothing_of_more_than_30_mb_is_read_of_anybody(cast):
    client = cast.client(cast.sokha)
    assert send(client, 30 * 1024**2 + 1).status_code == 413
    with pytest.raises(AssertionError, match="it was read"):
        send(client, 30 * 1024**2)


def test_who_is_half_signed_in_is_a_stranger(cast):
    from allauth.mfa.totp.internal import auth as totp

    totp.TOTP.activate(cast.sokha, totp.generate_totp_secret())
    client = Client()
    client.post("/sign-in/", {"login": cast.sokha.email, "password": PASSPHRASE})
    assert send(client, 1024**2).status_code == 413


@pytest.mark.parametrize("length", ["", "no number", "-5"])
def test_a_length_that_is_none_is_nothing_to_read(length):
    assert send(Client(), length).status_code in {400, 403, 422}
