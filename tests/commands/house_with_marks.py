"""A house for work in FANAL_VAR in which marks are sealed; says as JSON which, and the way in.

Run as a process of its own, before any server: so what a server holds of it came over HTTP.
"""

import json
import os
import secrets
import string
import sys
from pathlib import Path

from fanal.commands import django_setup
from tests import tables


def letters(n):
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(n))


STEM = letters(8)  # of each mark of this house, and nowhere else


def mark():
    return STEM + letters(8)


def main():
    django_setup.ready(make_keys=True)
    tables.copy_if_kept(Path(os.environ["FANAL_VAR"]) / "fanal.sqlite3")
    django_setup.migrate()
    from allauth.mfa.totp.internal import auth as totp
    from django.conf import settings

    from fanal.accounts.actions import let_back
    from fanal.cases.actions import entries
    from fanal.core.sealing.passphrases import Cost
    from fanal.keys import key_pairs
    from tests import files
    from tests.cast import Cast

    full, settings.PASSPHRASE_COST = settings.PASSPHRASE_COST, Cost(passes=1, memory=64)
    cast = Cast.make()
    settings.PASSPHRASE_COST = full
    words = {
        name: f"{mark()} {mark()} seven river lanterns" for name in ("first", "second", "invited")
    }
    _pair, private = cast.private[cast.sokha.pk]
    key_pairs.change_passphrase(user=cast.sokha, private=private, passphrase=words["first"])
    # One text for each width in which Python keeps strings: one, two and four bytes a sign.
    sealed = {"name": f"ບົວຄຳ {mark()}", "place": f"Café {mark()}", "address": f"𐓏 {mark()}"}
    case = files.case(cast, people=[files.person(cast, names=(sealed["name"],))])
    answers = {"place": sealed["place"], "address": sealed["address"]}
    write = {"case": case, **cast.acting(cast.sokha)}
    entries.add_entry(kind="whereabouts", answers=answers, **write)
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.sokha, secret)
    told = {
        "stem": STEM,
        "words": words,
        "sealed": sealed,
        "seeds": [private.reading.hex(), private.signing.hex()],
        "totp": secret,
        "email": cast.sokha.email,
        "case": str(case.pk),
        "person": str(case.people.get().pk),
        "invitation": let_back(user=cast.anan, by=None),
    }
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
