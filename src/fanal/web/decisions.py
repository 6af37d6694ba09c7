"""What waits for a second person: one list, to which each app adds its kinds of request.

An app lists them as `DECISIONS` in its `decisions.py`, not in its site map: the sweep that mails
who decides needs no page. `rows` of a kind is the one rule of who may decide what: the list, the
number in the menu, the mail and the sentence that the requester reads all come from it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.utils.translation import gettext as _

from fanal.core.extras import has_pages
from fanal.core.roles import Permission
from fanal.sealed.substitutes import unless_broken
from fanal.web.menu_counts import MenuCount, Question, answers, anything
from fanal.web.typing import PageText, PermissionHolder

# A `User`, which stands above this app: what takes one cannot be told to take less.
type Decider = Any


@dataclass(frozen=True)
class WaitingRequest:
    """One request, as drawn for somebody who may decide it. `address`: the page that decides it.

    `about`: what has a code name. `whom`: in words, a partner, a team, a person; `told`: the same
    for whoever asked, where it is another to her. `by`: who asks,
    `asked`: since when. `urgent`: a life, or the safety of many, hangs on it. `state`: what exactly
    is asked, where one request asks one thing after another. `still`: how many have to agree.
    """

    id: UUID
    address: str
    asked: date
    by: object = None
    about: object = None
    whom: str = ""
    told: str = ""
    until: date | None = None
    urgent: bool = False
    state: str = ""
    still: int = 1


@dataclass(frozen=True)
class RequestKind:
    """A kind of request. `says`: what is asked. `model`: the records that wait.

    `open_to`: who holds none of these permissions decides none. `rows`: what waits for a person;
    `count`: how many that are, where it takes less to know. `some`: SQL that finds anything of this
    kind which waits for anybody: every page asks it of all kinds in one question, so that nothing
    more is read of a kind of which nothing waits. `takes`: whom it takes, for the requester where
    nobody is there. `refuse`: says no to one of her `rows` in her name, on the page that asks why
    and tells whoever asked (`accounts.refusals`); None where the page that decides does both, or
    nobody may learn of it. `refused`: what a no is called, where “Refused” does not say it.
    `stated`: what is asked in each state, where the no has to say which.
    `stays_refused`: the request stays, and asks nobody until something else is asked. `mailed`:
    whether a mail is owed; of invitations the journal tells.
    """

    code: str
    says: PageText
    model: str
    open_to: frozenset[Permission]
    rows: Callable[[Decider], Iterable[WaitingRequest]]
    some: str
    takes: PageText
    refuse: Callable[[Decider, UUID], object] | None = None
    refused: PageText = ""
    count: Callable[[Decider], int] | None = None
    stays_refused: bool = False
    mailed: bool = True
    stated: Mapping[str, PageText] = field(default_factory=dict, hash=False)

    @property
    def asks(self) -> bool:
        """Whether whoever asked, or goes on with it, reads a no of it as an answer: a review says
        something of her own act instead."""
        return self.refuse is not None or self.stays_refused

    def is_open_to(self, user: PermissionHolder) -> bool:
        return user.may(*self.open_to)

    def a_no(self, state: str) -> str:
        """What whoever asked for this, in this state, reads in her language."""
        says = self.stated.get(state, self.says)
        return str(self.refused or _("Refused: {what}").format(what=says))

    def how_many(self, user: PermissionHolder) -> int:
        return self.count(user) if self.count else sum(1 for _ in self.rows(user))


class InDoubt(NamedTuple):
    """The day since which somebody else may have the telephone of who asked; or, where that is over
    and she asked meanwhile, the day until which they had it."""

    since: date | None
    until: date | None


# Filled when the server starts: whether somebody else may have asked in her name, on that day.
IN_OTHER_HANDS: list[Callable[[UUID, date], InDoubt | None]] = []


@cache
def kinds() -> dict[str, RequestKind]:
    """Return every kind by its code, in the order of the apps."""
    listed = [
        kind
        for app in apps.get_app_configs()
        if app.name.startswith("fanal.") and has_pages(app.name)
        # Looked for before it is imported: an ImportError inside such a module must not pass for
        # its absence.
        if find_spec(f"{app.name}.decisions") is not None
        for kind in getattr(import_module(f"{app.name}.decisions"), "DECISIONS", [])
    ]
    return {kind.code: kind for kind in listed}


def decides(user: PermissionHolder) -> bool:
    """Whether the role of this person decides anything at all."""
    return any(kind.is_open_to(user) for kind in kinds().values())


def waiting_for(user: PermissionHolder) -> list[tuple[RequestKind, WaitingRequest]]:
    """Return all that waits for this person: what is urgent first, then what waits longest."""
    found = [(kind, row) for kind in _with_some(user) for row in _rows(kind, user)]
    return sorted(found, key=lambda one: (not one[1].urgent, one[1].asked))


def asked_in_other_hands(requests: Iterable[WaitingRequest]) -> dict[UUID, InDoubt]:
    """Return which of these requests may come from whoever has, or had, the telephone of who asked,
    and since or until when."""
    found = {}
    for one in requests:
        by: UUID | None = getattr(one.by, "pk", None)
        if by is None:
            continue
        for read in IN_OTHER_HANDS:
            if doubt := read(by, one.asked):
                found[one.id] = doubt
    return found


def how_many(user: PermissionHolder) -> int:
    """The number beside the menu."""
    return sum(_how_many(kind, user) for kind in _with_some(user))


# Of one kind in which a value is broken a page shows none: all others are still decided.
def _rows(kind: RequestKind, user: PermissionHolder) -> list[WaitingRequest]:
    return unless_broken(lambda: list(kind.rows(user)), [])


def _how_many(kind: RequestKind, user: PermissionHolder) -> int:
    return unless_broken(lambda: kind.how_many(user), 0)


def _with_some(user: PermissionHolder) -> list[RequestKind]:
    return some_of({kind.code: kind for kind in kinds().values() if kind.is_open_to(user)})


def some_of(among: dict[str, RequestKind]) -> list[RequestKind]:
    """Return those of these kinds of which something waits for anybody, in one question."""
    found = answers({code: anything(kind.some) for code, kind in among.items()})
    return [among[code] for code in found]


def _asks(user: PermissionHolder) -> dict[str, Question]:
    mine = {kind.code: kind for kind in kinds().values() if kind.is_open_to(user)}
    return {code: anything(kind.some) for code, kind in mine.items()}


def _number(user: PermissionHolder, found: Mapping[str, str]) -> int:
    return sum(kinds()[code].how_many(user) for code in found)


COUNT = MenuCount(_asks, _number)
