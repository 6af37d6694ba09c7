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
    typed = list(drafts)
    closed = {closed_id for known in CLOSED_TO for closed_id in known(user)} if typed else set()
    return [replace(draft, title="") if _names(draft.page) & closed else draft for draft in typed]


def _names(page: str) -> set[UUID]:
    try:
        values = resolve(page.partition("?")[0]).kwargs.values()
    except Resolver404:
        return set()
    return {value for value in values if isinstance(value, UUID)}
