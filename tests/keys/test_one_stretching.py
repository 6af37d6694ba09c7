"""A pass-phrase is right where it opens the keys: one stretching for each sign-in (ADR 38)."""

from contextlib import contextmanager

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from fanal.accounts import hashers
from fanal.accounts.actions import invitation_approval
from fanal.accounts.models import User
from fanal.core.sealing import passphrases
from fanal.keys import key_pairs
from fanal.keys.actions import recovery
from fanal.keys.actions.organisation import open_organisation
from fanal.keys.models import UserKeys
from tests import files
from tests.cast import PASSPHRASE
from tests.cast import Browser as Client
from tests.keys.test_second_factor import secret  # noqa: F401
from tests.keys.test_unlocking import NEW, come_back, sign_in

IN, WRONG = 302, 422


@contextmanager
def stretched():
    """What is stretched in the block, for the keys and for the stored hash alike."""
    seen = []

    def counted(make):
        return lambda *given: (seen.append(given[0]), make(*given))[1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passphrases, "_key", counted(passphrases._key))
        patch.setattr(hashers, "_peppered", counted(hashers._peppered))
        yield seen


@pytest.mark.parametrize(("passphrase", "answer"), [(PASSPHRASE, IN), (NEW, WRONG)])
def test_a_sign_in_stretches_the_passphrase_once(cast, secret, passphrase, answer):  # noqa: F811
    with stretched() as seen:
        assert sign_in(Client(), cast.sokha, passphrase).status_code == answer
    assert seen == [passphrase]


def test_so_does_whoever_is_asked_again(cast):
    client = cast.client(cast.sokha)
    for passphrase, answer in ((NEW, WRONG), (PASSPHRASE, IN)):
        with stretched() as seen:
            given = client.post("/sign-in/again/", {"password": passphrase})
        assert (given.status_code, seen) == (answer, [passphrase])


def changed(cast):
    form = {"passphrase": PASSPHRASE, "chosen": NEW, "again": NEW}
    cast.client(cast.mai).post("/keys/passphrase/", form)
    return cast.mai


def back_with_her_code(cast):
    pair, private = cast.private[cast.mai.pk]
    come_back(cast, cast.mai, key_pairs.renew_code(user=cast.mai, private=private))
    assert key_pairs.pair_of(cast.mai) == pair
    return cast.mai


def back_with_new_keys(cast):
    come_back(cast, cast.mai, "")
    return cast.mai


def invited(cast):
    token = files.invited(cast)
    invitation_approval.agree(invitation=invitation_approval.waiting().get(), by=cast.noi)
    Client().post(f"/keys/invitation/{token}/", {"chosen": NEW, "again": NEW})
    return User.objects.get(email="new@fanal.example")


def recovered_by_sheets(cast):
    recovery.recover(
        user=cast.noi,
        fresh=key_pairs.prepare_keys(NEW),
        password_hash=make_password(NEW),
        shares=[1, 3],
        private=open_organisation([cast.shares[n] for n in (0, 2)]),
        present=[cast.anan, cast.claire],
    )
    return cast.noi


@pytest.mark.parametrize(
    "way", [changed, back_with_her_code, back_with_new_keys, invited, recovered_by_sheets]
)
def test_after_every_choice_of_a_passphrase_it_alone_is_right_here_and_in_the_release_before(
    cast, way
):
    """The release before compares with the stored hash, and then opens the keys."""
    user = User.objects.get(pk=way(cast).pk)
    assert sign_in(Client(), user, NEW).status_code == IN
    assert sign_in(Client(), user).status_code == WRONG
    assert user.check_password(NEW)
    assert not user.check_password(PASSPHRASE)
    assert key_pairs.open_keys(key_pairs.pair_of(user), NEW)


def test_the_stored_hash_alone_lets_nobody_in(cast):
    """Who has no keys has nothing to open: she comes back by a link, as after a lost pass-phrase."""
    UserKeys.objects.filter(user=cast.mai).update(retired=timezone.localdate())
    assert cast.mai.check_password(PASSPHRASE)
    assert sign_in(Client(), cast.mai).status_code == WRONG
