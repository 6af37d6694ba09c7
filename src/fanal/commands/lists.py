"""Lists as they are named on the command line, and what the library says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import unseen
from fanal.core.errors import BadInput
from fanal.core.extras import must_have
from fanal.core.libraries import own_errors

if TYPE_CHECKING:
    from unseen import Lists, People

# Arguments of the library that are options here.
OPTIONS = {
    **{name: f"--{name}" for name in ("threshold", "replicates", "seed", "keep", "method")},
    **{name: f"--{name}" for name in ("sets", "years", "language")},
    **{name: f"--{name}" for name in ("harder", "unreachable", "dependence")},
    "r_compatible": "--r-compatible",
}


@contextmanager
def asked() -> Iterator[None]:
    """Around calls of the library: what it refuses, with the option as it was typed."""
    must_have("figures")
    try:
        with own_errors():
            yield
    except BadInput as problem:
        if problem.where not in OPTIONS:
            raise
        raise BadInput(OPTIONS[problem.where], problem.why) from None


def read(paths: Sequence[str]) -> Lists:
    """Read one file with all lists, or one a list."""
    return unseen.read(paths[0]) if len(paths) == 1 else unseen.Lists.from_files(paths)


def read_people(path: str, columns: Sequence[str], lists: Sequence[str] = ()) -> People:
    """Read one row a person, from CSV or a spreadsheet."""
    return unseen.read_people(path, columns, lists)
