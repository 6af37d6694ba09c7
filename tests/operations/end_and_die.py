"""Ends old backups, and dies at the step that the first word names: `replace` or `record`."""

import os
import signal
import sys
from datetime import datetime

from fanal.commands import django_setup

django_setup.ready()

from fanal.audit import actions as audit  # noqa: E402  # the settings first
from fanal.retention.actions.ended_backups import end_backups  # noqa: E402


def die(*_args, **_options):
    os.kill(os.getpid(), signal.SIGKILL)


if sys.argv[1] == "replace":
    os.fsync = die  # all of the new file is written, none of it in its place
else:
    audit.record = die
end_backups(datetime.fromisoformat(sys.argv[2]))
