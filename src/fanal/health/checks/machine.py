"""The machine: room on the disk, the clock, swap, time zones."""

import os
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils import timezone

from fanal.core.casework.confinement import can_close
from fanal.core.words import Sentence, say
from fanal.health.checks.base import FAILURE, WARNING, check, named

MB = 1024**2
LOW, FULL = 2048 * MB, 200 * MB  # of room; PostgreSQL stops at none, SQLite answers 503
FEW_INODES = 1000
SWAPS = Path("/proc/swaps")
# The device mapper may be encrypted, and zram lies in memory: of these nothing is said.
SEALED_SWAP = ("/dev/dm-", "/dev/mapper/", "/dev/zram")
CLOSED_BY = (("files", "Landlock"), ("calls", "seccomp"))


def open_to_others(folder: Path) -> Sentence | None:
    mode = folder.stat().st_mode & 0o777
    said = say("{folder}: its mode is {mode}", folder=str(folder), mode=f"{mode:o}")
    return said if mode & 0o077 else None


def room(folder: Path) -> int:
    """Bytes that are free for the account that asks."""
    return shutil.disk_usage(folder).free


@check(
    "machine",
    FAILURE,
    say("There is room on the disk"),
    say(
        "Make room now, before nothing can be saved. Old logs and backups first; never a file of "
        "FANAL_VAR."
    ),
)
def disk_full() -> Sentence | None:
    return _less_room_than(FULL)


@check(
    "machine",
    WARNING,
    say("There is room on the disk for the weeks to come"),
    say("Make room, or give the machine a larger disk, before saving stops."),
)
def disk_low() -> Sentence | None:
    return _less_room_than(LOW)


@check(
    "machine",
    WARNING,
    say("The disk takes more files"),
    say("Delete many small files that nobody needs (df -i shows where)."),
)
def inodes_low() -> Sentence | None:
    about = os.statvfs(settings.VAR)
    # btrfs and others count no inodes and answer 0.
    few = about.f_files and about.f_favail < FEW_INODES
    return say("it takes {n} more", n=about.f_favail) if few else None


@check(
    "machine",
    FAILURE,
    say("The folder of the data is closed to others"),
    say("chmod 700 it, chown it to the account of the service."),
)
def var_private() -> Sentence | None:
    return open_to_others(settings.VAR)


@check(
    "machine",
    FAILURE,
    say("The account that asks is the one of the service"),
    say("Run commands as the account of the service: `sudo -u fanal fanal doctor`."),
)
def own_account() -> Sentence | None:
    if settings.VAR.stat().st_uid != os.geteuid():
        return say("the folder of the data is another account’s")
    return None


@check(
    "machine",
    FAILURE,
    say("The clock is not behind the journal"),
    say(
        "Set the clock (timedatectl), and keep it set: codes of the second step fail until it "
        "is right."
    ),
)
def clock_behind() -> Sentence | None:
    from fanal.audit.actions import CLOCK_MAY_ERR, last_hour

    last, now = last_hour(), timezone.now()
    # The last entry of the journal shows how late it is at least.
    if last and last - now > CLOCK_MAY_ERR:
        hour = f"{timezone.localtime(last):%Y-%m-%d %H:%M}"
        return say("the last entry was written at {hour}", hour=hour)
    return None


@check(
    "machine",
    WARNING,
    say("The clock did not jump far ahead"),
    say("Compare with a watch: what is due expires for good once the timer runs with a wrong day."),
)
def clock_ahead() -> Sentence | None:
    from fanal.audit.actions import last_hour

    last, now = last_hour(), timezone.now()
    if last and (now - last).days > 30:
        return say("nothing was written in the journal for {n} days", n=(now - last).days)
    return None


@check(
    "machine",
    WARNING,
    say("What is swapped out is encrypted"),
    say("swapoff -a, or put swap on an encrypted volume: memory holds what people read."),
)
def swap_in_clear() -> Sentence | None:
    try:
        lines = SWAPS.read_text().splitlines()[1:]
    except FileNotFoundError:
        return None
    open_ones = [line.split()[0] for line in lines if not line.startswith(SEALED_SWAP)]
    return named(say("perhaps in clear"), open_ones)


@check(
    "machine",
    WARNING,
    say("Documents are drawn in a closed process"),
    say(
        "Use Linux 5.13 or newer with Landlock (`lsm=` names it), on x86-64 or ARM64: else a "
        "forged document may read what the account of the service reads."
    ),
)
def documents_confined() -> Sentence | None:
    closed = can_close()
    return named(say("missing here"), [what for part, what in CLOSED_BY if part not in closed])


@check(
    "machine",
    FAILURE,
    say("The time zone is known here"),
    say("Install the package tzdata, or name a time zone that exists: `time_zone`."),
)
def time_zone_known() -> Sentence | None:
    try:
        ZoneInfo(settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return say("“{name}” is not", name=settings.TIME_ZONE)
    return None


def _less_room_than(limit: int) -> Sentence | None:
    free = room(settings.VAR)
    return say("{n} MB are left", n=free // MB) if free < limit else None
