"""A folder for what must not outlive the machine: in memory where the system has one."""

import os
import stat
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

IN_MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of our own in it, see _ours)


def in_memory(instead: Path) -> Path:
    """A folder in memory that is ours alone, one for each installation; else `instead`."""
    mark = blake2b(str(instead).encode(), digest_size=8).hexdigest()
    with suppress(OSError):
        return _ours(IN_MEMORY / f"fanal-{os.geteuid()}-{mark}")
    return _ours(instead)


def _ours(path: Path) -> Path:
    """Return the folder, made, closed to others. Raises OSError where somebody else has made it."""
    path.mkdir(mode=0o700, exist_ok=True)
    # Not stat: somebody else could have put a link there, in a folder in which everybody writes.
    about = path.lstat()
    if not stat.S_ISDIR(about.st_mode) or about.st_uid != os.geteuid():
        raise PermissionError(f"{path} is not ours")
    path.chmod(0o700)
    return path
