"""The adapter for allauth by which a pass-phrase is right where it opens her keys (ADR 38)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fanal.accounts import adapters
from fanal.accounts.models import User
from fanal.core.errors import BadInput
from fanal.keys import key_pairs

if TYPE_CHECKING:
    from fanal.keys.key_pairs import Opened
    from fanal.keys.requests import RingRequest


class KeyedAccount(adapters.Account):
    """The sign-in stretches a pass-phrase once: to open the keys says both who she is and what she
    reads."""

    def authenticate(self, request: RingRequest, **credentials: str) -> User | None:
        """Return whose pass-phrase this is; her keys, opened, stand in the request.

        An address that nobody has, and an account that ended, ask and stretch as often as one that
        is there: the time of the answer must not tell who has an account.
        """
        # By the one address by which tries are counted. allauth looks for further ones in a table
        # of its own: whoever writes into it would try without end.
        address = credentials["email"].strip().lower()
        user = User.objects.filter(email=address, is_active=True).first()
        request.opened = _opened(user or User(), credentials["password"])
        return user if request.opened else None

    def reauthenticate(self, user: User, password: str) -> bool:
        return _opened(user, password) is not None


def _opened(user: User, passphrase: str) -> Opened | None:
    pair = key_pairs.pair_of(user)
    if pair is None:
        key_pairs.stretch_in_vain(passphrase)
        return None
    try:
        return pair, key_pairs.open_keys(pair, passphrase)
    except BadInput:
        return None
