"""`fanal keys rotate`, which commits one batch, and waits in the middle of the next until it is killed."""

import time

from fanal.commands import django_setup

django_setup.ready()

from fanal.cli import main  # noqa: E402  # the settings first
from fanal.keys.actions import renewing  # noqa: E402

real, batches = renewing.renew_all, []


def waits(folders):
    done = real(folders)
    batches.append(done)
    if len(batches) > 1:
        print("half way", flush=True)
        time.sleep(600)
    return done


renewing.renew_all = waits
main(["keys", "rotate"])
