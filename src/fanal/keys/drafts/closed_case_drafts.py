"""A draft of a form about a case that is closed to its writer by now: her own words stay hers, the
heading of the page does not, since it bears the code name. Of whom was erased nothing stays."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from django.urls import Resolver404, resolve

from fanal.accounts.models import User
from fanal.keys.drafts import Typed, forget
from fanal.keys.whereabouts_access import CLOSED_TO


class AddressedRow(NamedTuple):
    """What an address names: `app` and `name` as the address calls it, such as `journey_id`."""

    app: str
    name: str
    id: UUID


# Filled when the server starts: which of these were erased.
ERASED: list[Callable[[Collection[AddressedRow]], Collection[UUID]]] = []


def without_erased(user: User, typed: list[Typed]) -> list[Typed]:
    """The drafts but for those whose page or form names somebody who was erased, which are deleted:
    only their writer can read what they are about."""
    of = {draft.draft.id: _names(draft.page) | _names(draft.form) for draft in typed}
    named = set().union(*of.values())
    gone = {id for known in ERASED for id in known(named)} if named else set()
    over = {id for id, names in of.items() if gone & {one.id for one in names}}
    for id in over:
        forget(user, id)
    return [draft for draft in typed if draft.draft.id not in over]


def without_closed_titles(user: User, drafts: Iterable[Typed]) -> list[Typed]:
    """The drafts, without the titles of those whose page names what a conflict closes to her."""
    typed = list(drafts)
    closed = {closed_id for known in CLOSED_TO for closed_id in known(user)} if typed else set()
    return [
        replace(draft, title="") if closed & {one.id for one in _names(draft.page)} else draft
        for draft in typed
    ]


def _names(page: str) -> set[AddressedRow]:
    try:
        found = resolve(page.partition("?")[0])
    except Resolver404:
        return set()
    return {
        AddressedRow(found.app_name, name, value)
        for name, value in found.kwargs.items()
        if isinstance(value, UUID)
    }
