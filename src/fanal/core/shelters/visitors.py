"""Whether somebody may visit: nobody who is, or resembles, one who must never be told of her."""

from collections.abc import Iterable

from fanal.core.errors import BadInput
from fanal.core.words import say
from scriptnames import Level, compare

REFUSED = say("this may be somebody who must not learn where she is: not to be let in, call a lead")
COMPARE_ANEW = say(
    "the people she has to fear have changed since this name was compared: not to be let in "
    "until whoever works on her case has compared it again"
)
RESEMBLES = say(
    "the name resembles that of somebody who must not learn where she is. Ask her: is it another "
    "person? Then tick it here"
)


def check_visitor(name: str, never: Iterable[str], *, another: bool = False) -> None:
    """Check the name of a visitor. Raises BadInput where the name is, in whatever script, one of
    these, or lacks words of it; where it only looks alike, until she said that it is `another`
    person."""
    levels = [compare(name, one).level for one in never if one.strip()]
    nearest = max(levels, default=Level.DIFFERENT)
    # A part of a name is enough to refuse: the list may hold a nickname, and who comes gives
    # another part of it.
    if nearest >= Level.PART:
        raise BadInput("name", REFUSED)
    if nearest >= Level.LIKE and not another:
        raise BadInput("another", RESEMBLES)
