"""The one place that knows numba. Without it the same functions run as plain Python.

The compiled code is kept for the next start in the user's own cache folder, under a digest of the
sources: numba itself would not notice that a function called from another file has changed.
Never in a shared temporary folder: what is kept is loaded as code.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

try:
    # For tests, and where compiled code is not allowed.
    if os.environ.get("UNSEEN_NO_NUMBA"):
        raise ImportError
    import numba
except ImportError:
    numba = None

COMPILED = numba is not None
# Threads run side by side without the lock of Python; a division by zero gives infinity as in
# numpy.
OPTIONS = {"nogil": True, "error_model": "numpy"}


def cache_folder() -> Path | None:
    """Return a folder of this user and of these sources, or None if there is nowhere to write."""
    digest = hashlib.sha256()
    # All sources, sorted: which function calls which is not known here.
    for source in sorted(Path(__file__).parent.parent.rglob("*.py")):
        digest.update(source.read_bytes())
    # The user's own folder with mode 0700: what lies there is run.
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    folder = home / "unseen" / f"compiled-{digest.hexdigest()[:16]}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # No home folder, or none that can be written: compiled anew at each start.
    except (OSError, RuntimeError):
        return None
    return folder if os.access(folder, os.W_OK) else None


FOLDER = cache_folder() if COMPILED else None


@contextmanager
def kept_in_folder() -> Iterator[None]:
    """Keep in the folder what is decorated within; other users of numba keep their own setting."""
    # numba has one setting for the process; it is put back.
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(FOLDER) if FOLDER is not None else before
    try:
        yield
    finally:
        numba.config.CACHE_DIR = before


def jit[F: Callable[..., Any]](function: F) -> F:
    """Return `function`, compiled if numba is there; the compiled form is kept for
    the next start."""
    if not COMPILED:
        return function
    with kept_in_folder():
        return numba.njit(cache=FOLDER is not None, **OPTIONS)(function)  # type: ignore[no-any-return]


def lean[F: Callable[..., Any]](function: F) -> F:
    """Compile like `jit` what makes no array and calls only its like: holders are not counted.

    numba counts who holds an array with a locked addition for each argument of each call, which
    took a fifth of a stepwise choice. A function that makes an array does not compile so.
    """
    if not COMPILED:
        return function
    with kept_in_folder():
        return numba.njit(cache=FOLDER is not None, _nrt=False, **OPTIONS)(function)  # type: ignore[no-any-return]
