"""The house of `tools/crash.py`: made once, then looked at after each kill. Each is a process.

python tools/crash_house.py make MEGABYTES     six workers with a case each, notes of that size
python tools/crash_house.py look               what stands in it, as JSON
"""

import json
import os
import sys
from pathlib import Path

from tests import tables

from fanal.commands import django_setup

WRITERS = 6
TEXT = 15_000  # bytes of a note that only fills
TOLD = Path(os.environ["FANAL_VAR"]) / "crash.json"


def make(megabytes: int) -> None:
    os.umask(0o077)  # as `fanal` does: no server starts on a database that others may read
    django_setup.ready(make_keys=True)
    if "DATABASE_URL" not in os.environ:
        tables.copy_if_kept(Path(os.environ["FANAL_VAR"]) / "fanal.sqlite3")
    django_setup.migrate()
    from django.conf import settings
    from django.db import transaction
    from tests.cast import Cast

    from fanal.core.sealing.passphrases import Cost

    full, settings.PASSPHRASE_COST = settings.PASSPHRASE_COST, Cost(passes=1, memory=64)
    cast = Cast.make()
    settings.PASSPHRASE_COST = full
    with transaction.atomic():
        writers = [writer(cast, number) for number in range(WRITERS)]
    fill(cast, megabytes)
    TOLD.write_text(json.dumps({"writers": writers}))


def writer(cast, number: int) -> dict:
    """A case worker with a case, and all that it takes to come in as she."""
    from allauth.mfa.totp.internal import auth as totp
    from tests import files
    from tests.cast import PASSPHRASE

    from fanal.core.roles import Role

    user = cast.join(f"writer{number}", f"Writer {number}", Role.CASE_WORKER, "Bangkok")
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    _pair, private = cast.private[user.pk]
    case = files.case(cast, by=user)
    return {
        "email": user.email,
        "passphrase": PASSPHRASE,
        "totp": secret,
        "case": str(case.pk),
        "private": private.to_bytes().hex(),
    }


def fill(cast, megabytes: int) -> None:
    """Cases of others with long notes, until the database has its size."""
    from django.db import transaction
    from tests import files

    from fanal.cases.actions.entries import add_note

    ring = cast.ring(cast.sokha)
    for _case in range(megabytes):
        with transaction.atomic():
            case = files.case(cast)
            for _note in range(1_000_000 // TEXT):
                text = os.urandom(TEXT // 2).hex()
                add_note(case=case, text=text, by=cast.sokha, ring=ring)


def look() -> None:
    """Whether the database is whole, its journal too, and how often each note stands there."""
    django_setup.ready()
    from fanal.audit.queries import examine
    from fanal.cases.models import CaseEntry
    from fanal.core.sealing.pairs import PrivateKeys
    from fanal.keys.models import UserKeys
    from fanal.keys.ring import Ring

    texts: list[str] = []
    for one in json.loads(TOLD.read_text())["writers"]:
        pair = UserKeys.objects.get(user__email=one["email"], retired=None)
        ring = Ring(pair, PrivateKeys.from_bytes(bytes.fromhex(one["private"])))
        notes = CaseEntry.objects.of_kinds([one["case"]], "note")
        texts += [note.unseal(ring)["text"] for note in notes]
    faults = [str(fault) for fault in examine().faults]
    print(json.dumps({"whole": whole(), "faults": faults, "texts": texts}))


def whole() -> str:
    from django.db import connection

    if connection.vendor != "sqlite":
        return "ok"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(5)")
        return "; ".join(row[0] for row in cursor.fetchall())


if __name__ == "__main__":
    make(int(sys.argv[2])) if sys.argv[1] == "make" else look()
