"""Room for the frames of all that a request calls.

CPython keeps the frames of a thread in pieces of 16 kB: a call that does not fit takes a new
piece from the system, and its return gives it back (`push_chunk` in Python/pystate.c). Where a loop
stands just at the end of a piece, each of its calls costs a system call and page faults. Which
loops these are changes with every middleware: on the board of the demonstration it was 6,000 page
faults, 50 of 125 ms. A frame that asks for much is given one large piece, and what it calls fits
into the rest.
"""

from collections.abc import Callable

# Places of 8 bytes, of which nothing is touched: the piece is 512 kB, and 248 kB are left.
PLACES = 33_000


def with_room[Result](call: Callable[[], Result]) -> Result:
    """What `call()` answers, and what it raises."""
    return call()


with_room.__code__ = with_room.__code__.replace(co_stacksize=PLACES)
