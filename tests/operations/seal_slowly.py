"""A lead who seals anew what was written before: a folder at a time, and says so after each."""

import sys
import time

from fanal.commands import django_setup

django_setup.ready()

from fanal.accounts.models import User  # noqa: E402  # the settings first
from fanal.core.sealing.pairs import PrivateKeys  # noqa: E402
from fanal.keys.models import UserKeys  # noqa: E402
from fanal.keys.ring import Ring  # noqa: E402
from fanal.rotation import older_records  # noqa: E402

real, older_records.FOLDERS = older_records._reseal_folders, 1


def slowly(folders, ring):
    done = real(folders, ring)
    print("folder", flush=True)
    time.sleep(0.2)
    return done


older_records._reseal_folders = slowly
who, private = sys.stdin.readline().split()
user = User.objects.get(pk=who)
pair = UserKeys.objects.get(user=user, retired=None)
ring = Ring(pair, PrivateKeys.from_bytes(bytes.fromhex(private)))
for team in user.teams.all():
    older_records.seal_anew(team, by=user, ring=ring, seconds=60)
