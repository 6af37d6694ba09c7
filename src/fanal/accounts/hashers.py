"""The stored hash of a pass-phrase: as dear to guess as the keys, and useless without the pepper,
so that a stolen database does not even say which weak pass-phrase is right.

The sign-in opens the keys instead (ADR 38). Sessions end when the hash changes, `fanal audit`
compares with it, and so does the sign-in of the release before.
"""

import hashlib
import hmac

from django.contrib.auth.hashers import Argon2PasswordHasher

from fanal.accounts.kdf_limiter import slot
from fanal.sealed.server_key import pepper


class PepperedArgon2(Argon2PasswordHasher):
    """Argon2id over HMAC-SHA256(pepper, pass-phrase): t=3, m=64 MiB, p=1, as for the keys.

    Raises TooBusy when too many wait.
    """

    algorithm = "peppered"
    # As dear as the keys (`core.sealing.passphrases`; OWASP ASVS 5.0, appendix C): a thief tries
    # pass-phrases against whichever of the two is cheaper.
    time_cost, memory_cost, parallelism = 3, 65_536, 1

    def encode(self, password: str, salt: str) -> str:
        with slot():
            return super().encode(_peppered(password), salt)

    def verify(self, password: str, encoded: str) -> bool:
        with slot():
            return super().verify(_peppered(password), encoded)


def _peppered(password: str) -> str:
    # “sign-in|”: the keys are sealed under the same pass-phrase and pepper, in another way, so that
    # the stored hash says nothing of what opens them.
    return hmac.new(pepper(), b"sign-in|" + password.encode(), hashlib.sha256).hexdigest()
