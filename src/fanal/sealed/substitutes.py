"""What a page shows in place of a sealed value that does not open: one value that somebody broke in
the database takes no list from those who work by it.

Only pages do, and the question whom to mail that something waits. Commands, the rest of the sweep
and whatever is decided or written get BrokenSeal, as before.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache

from django.conf import settings
from django.utils.translation import gettext, override

from fanal.core.sealing.failures import BrokenSeal
from fanal.core.words import say

UNREADABLE = say("(unreadable: changed from outside)")


class PageKind(Enum):
    READ, SENT = auto(), auto()


@dataclass
class Shown:
    """What is known of one page: how it was asked for, and whether anything on it stands in.
    `noted`: what it wrote when it was first drawn."""

    page: PageKind
    broken: bool = False
    anew: bool = False
    noted: dict[object, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Substitute:
    """`by_all`: a label, which says itself what it is and decides nothing. Any other, a code from
    which rules go on, is for pages that are read alone: nothing is written that follows from it."""

    make: Callable[[], object]
    by_all: bool = field(default=False, kw_only=True)


class Unreadable(str):
    """The text of a label that does not open."""

    __slots__ = ()


PART = Substitute(lambda: None, by_all=True)
LABEL = Substitute(lambda: Unreadable(UNREADABLE.translated(gettext)), by_all=True)


def code(value: object) -> Substitute:
    """What is the least that may be said in place of a code: rules of a page go on from it."""
    return Substitute(lambda: value)


_shown: ContextVar[Shown | None] = ContextVar("shown", default=None)


@contextmanager
def on_a_page(page: PageKind) -> Iterator[Shown]:
    """Draw a page inside."""
    shown = Shown(page)
    token = _shown.set(shown)
    try:
        yield shown
    finally:
        _shown.reset(token)


@contextmanager
def without() -> Iterator[None]:
    """Raise BrokenSeal inside for what does not open, on a page, too."""
    token = _shown.set(None)
    try:
        yield
    finally:
        _shown.reset(token)


def there_is(substitute: Substitute | None) -> bool:
    """Whether something stands in here for what does not open; the page then says so."""
    shown = _shown.get()
    if shown is None or substitute is None:
        return False
    if shown.page is PageKind.SENT and not substitute.by_all:
        return False
    shown.broken = True
    return True


def unless_broken[Read](read: Callable[[], Read], otherwise: Read) -> Read:
    """One part of what a page adds up for its reader; `otherwise` where a value of it is broken."""
    try:
        return read()
    except BrokenSeal:
        if not there_is(PART):
            raise
    return otherwise


def draw_anew() -> bool:
    """Whether a page that met a broken value may be drawn again, without the rows that hold one."""
    shown = _shown.get()
    if shown is None or shown.page is PageKind.SENT or shown.anew:
        return False
    shown.anew = shown.broken = True
    return True


def is_drawn_anew() -> bool:
    shown = _shown.get()
    return shown is not None and shown.anew


def note(what: object, written: object) -> None:
    """Keep what this page wrote, for `noted_before`."""
    shown = _shown.get()
    if shown is not None and shown.page is PageKind.READ:
        shown.noted[what] = written


def noted_before(what: object) -> object:
    """Return what this page wrote under that name when it was first drawn; None unless it is drawn
    anew: its view runs twice, and what it writes is written once."""
    shown = _shown.get()
    return shown.noted.get(what) if shown is not None and shown.anew else None


def any_shown() -> bool:
    shown = _shown.get()
    return shown is not None and shown.broken


def is_unreadable(text: object) -> bool:
    """Whether this stands in for a label; also one that came back from a form, whose field held it:
    nobody gave such a name."""
    return isinstance(text, Unreadable) or (isinstance(text, str) and text.strip() in _texts())


@cache
def _texts() -> frozenset[str]:
    found = {str(UNREADABLE)}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(UNREADABLE.translated(gettext))
    return frozenset(found)
