"""A draft of a form about a case that is closed to its writer by now: her own words stay hers, the
heading of the page does not, since it bears the code name."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.urls import Resolver404, resolve

from fanal.accounts.models import User
from fanal.keys.drafts import Typed
from fanal.keys.whereabouts_access import CLOSED_TO


def without_closed_titles(user: User, drafts: Iterable[Typed]) -> list[Typed]:
    """The drafts, without the titles of those whose page names what a conflict closes to her."""
    found = list(drafts)
    closed = {one for known in CLOSED_TO for one in known(user)} if found else set()
    return [replace(draft, title="") if _names(draft.page) & closed else draft for draft in found]


def _names(page: str) -> set[UUID]:
    try:
        told = resolve(page.partition("?")[0]).kwargs.values()
    except Resolver404:
        return set()
    return {one for one in told if isinstance(one, UUID)}
