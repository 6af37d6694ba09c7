"""What the libraries of this repository refuse, as pages and commands show it (ADR 11)."""

from collections.abc import Iterator
from contextlib import contextmanager

import scriptnames
import unseen
from fanal.core.errors import BadInput, Refused


@contextmanager
def own_errors() -> Iterator[None]:
    """Around calls of a library, or as a decorator: its errors become ours, with their reasons."""
    try:
        yield
    except (unseen.BadInput, scriptnames.BadInput) as problem:
        raise BadInput(problem.where, problem.why) from problem
    except (unseen.Refused, scriptnames.Refused) as refusal:
        raise Refused(*refusal.reasons) from refusal
