"""Binds the seeds of second factors, which are under the server's key (T1), to their person.

allauth encrypts and decrypts a seed without telling its adapter whose it is. So signals do: when a
row is read, its seeds are marked with its person, and they are sealed to that person when it is
saved (`AccountsConfig.ready`).
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator

from fanal.core.sealing.failures import BrokenSeal
from fanal.sealed.server_key import open_text, seal_text

# Between `encrypt` of allauth and the saving of the row: nothing opens in the database as this.
NOBODYS = "mfa.authenticator|on its way"
# As allauth calls them: the seed of an app, that of codes on paper, and codes that came from
# elsewhere.
SECRETS = ("secret", "seed", "migrated_codes")


class Seed(str):
    """A sealed seed, with the context it opens in."""

    context: str

    @classmethod
    def of(cls, sealed: str, context: str) -> Seed:
        made = cls(sealed)
        made.context = context
        return made


def on_its_way(text: str) -> str:
    return Seed.of(seal_text(text, NOBODYS).hex(), NOBODYS)


def opened(sealed: str) -> str:
    """The seed. Raises BrokenSeal for one that was not read with its row."""
    if not isinstance(sealed, Seed):
        raise BrokenSeal(NOBODYS)
    try:
        return open_text(bytes.fromhex(sealed), sealed.context)
    except ValueError:
        raise BrokenSeal(sealed.context) from None


def said_whose(sender: object, instance: Authenticator, **rest: object) -> None:
    """Note whose seeds these are after a row was read: they open for its person, and for nobody
    else's."""
    if instance.pk and "data" in instance.__dict__:
        _each(instance, lambda sealed, context: Seed.of(sealed, context))


def bound(sender: object, instance: Authenticator, **rest: object) -> None:
    """Seal what is on its way for its person, before a row is saved."""
    _each(instance, _bound)


def context_of(row: Authenticator, name: str) -> str:
    return f"mfa.authenticator|{row.user_id}|{row.type}|{name}"


def _bound(sealed: str, context: str) -> str:
    if not isinstance(sealed, Seed) or sealed.context != NOBODYS:
        return sealed
    return Seed.of(seal_text(opened(sealed), context).hex(), context)


def _each(row: Authenticator, do: Callable[[str, str], str]) -> None:
    for name in SECRETS:
        held = row.data.get(name)
        if isinstance(held, str):
            row.data[name] = do(held, context_of(row, name))
        elif held is not None:
            row.data[name] = [do(one, context_of(row, name)) for one in held]
