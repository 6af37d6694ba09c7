"""The one place that knows numba. Without it the same functions run as plain Python.

The compiled code is kept where numba keeps it: beside the source, else in the user's own cache
folder. Never in a shared temporary folder: the kept files are loaded as code.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

try:
    if os.environ.get("FANAL_NO_NUMBA"):
        raise ImportError
    import numba
except ImportError:
    numba = None

COMPILED = numba is not None


def jit[F: Callable[..., Any]](function: F) -> F:
    """`function`, compiled if numba is there; the compiled form is kept for the next start."""
    if not COMPILED:
        return function
    options = {"nogil": True, "error_model": "numpy"}
    try:
        return numba.njit(cache=True, **options)(function)  # type: ignore[no-any-return]
    except RuntimeError:  # nowhere to write
        return numba.njit(**options)(function)  # type: ignore[no-any-return]
