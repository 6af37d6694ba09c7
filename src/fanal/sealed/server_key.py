"""Uses of the server's own key: sealing T1 texts, signing as the server, keyed marks.

The sealed columns are in `fanal.sealed.columns`.
"""

import hashlib
import hmac
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.db import models

from fanal.core.sealing import pairs, server
from fanal.installation import key_files
from fanal.sealed.substitutes import Unreadable

HOUSE = "house"


@cache
def derived(purpose: str, size: int = 32) -> bytes:
    """A key for one purpose, from the server's key file."""
    return server.derive(key_files.read(settings.KEY_FOLDER, key_files.SERVER), purpose, size)


def pepper() -> bytes:
    return key_files.read(settings.KEY_FOLDER, key_files.PEPPER)


def seal_text(text: str, context: str) -> bytes:
    """Return `text` sealed under the server's key, bound to `context`: which column of which row it
    is."""
    return server.seal(derived("text"), context, text.encode(), server.OF_A_ROW)


def open_text(blob: bytes, context: str) -> str:
    """The text. Raises BrokenSeal."""
    return server.unseal(derived("text"), context, bytes(blob), server.OF_A_ROW).decode()


def open_text_of_before(blob: bytes, context: str) -> str:
    """Return the text, as `open_text` does, that was sealed while texts were bound to their column
    only.

    For migrations: nothing else takes it, so that nobody puts such a text back.
    """
    # The default version, in which a value was bound to its column but not to its row.
    return server.unseal(derived("text"), context, bytes(blob)).decode()


def seal_code(code: str, context: str) -> bytes:
    """A code under the server's key, the same each time in the same `context`."""
    return server.seal_code(derived("codes", server.CODE_KEY), context, code)


def open_code(blob: bytes, context: str) -> str:
    """The code. Raises BrokenSeal."""
    return server.unseal_code(derived("codes", server.CODE_KEY), context, bytes(blob))


def marked(text: str, purpose: str) -> str:
    """A keyed hash, 64 hexadecimal digits: the database sees which texts are equal, not what they
    are."""
    # Keyed: what is marked may come from a short list, which could be tried through against a plain
    # hash.
    key = derived(purpose)
    return hmac.new(key, text.strip().casefold().encode(), hashlib.sha256).hexdigest()


def sign_as_house(message: bytes) -> bytes:
    """A signature of the server, for what is made while nobody has unlocked."""
    return _signer(derived("signing"))(message)


# Made ready once: it costs as much as a signature, of which new keys take thousands.
_signer = lru_cache(1)(pairs.signer)


@cache
def house_signing() -> bytes:
    """The public half of the server's signing key."""
    return pairs.signing_public(derived("signing"))


def check_house(signature: bytes | memoryview, message: bytes) -> None:
    """Raise BrokenSeal unless this server signed `message`."""
    pairs.check(house_signing(), bytes(signature), message)


class MarkField(models.CharField):
    """The `marked` text of the column `of`, written with it, so that one row is found by it (T0).

    It tells equal texts apart from others: for texts that are drawn at random and given once.
    """

    def __init__(self, *args: Any, of: str, purpose: str, **options: Any) -> None:
        self.of, self.purpose = of, purpose
        usual: dict[str, Any] = {"max_length": 64, "default": "", "db_index": True}
        super().__init__(*args, **usual | options)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        # Django leaves out that a column has no index, which is what is usual here.
        own = {"of": self.of, "purpose": self.purpose, "db_index": vars(self)["db_index"]}
        return name, path, args, options | own

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = getattr(model_instance, self.of)
        if isinstance(text, Unreadable):  # the mark of what stood there is all that is left of it
            return str(getattr(model_instance, self.attname))
        mark = marked(text, self.purpose)
        setattr(model_instance, self.attname, mark)
        return mark
