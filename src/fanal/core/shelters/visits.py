"""Whether somebody may visit: nobody who resembles one who must never be told of her."""

from __future__ import annotations

from collections.abc import Iterable

from fanal.core.errors import BadInput
from fanal.core.words import say
from scriptnames import Level, compare

REFUSED = say("this may be somebody who must not learn where she is: not to be let in, call a lead")


def check_visitor(name: str, never: Iterable[str]) -> None:
    """Raises BadInput where the name is, or may be, one of these; in doubt it is."""
    if any(compare(name, one).level >= Level.PART for one in never if one.strip()):
        raise BadInput("name", REFUSED)
