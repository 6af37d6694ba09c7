"""The navigation. Each app lists its entries in its site map: `NAVIGATION` in `urls.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from fanal.core.extras import has_pages
from fanal.core.roles import Permission
from fanal.web.typing import PageText, PermissionHolder


@dataclass(frozen=True)
class MenuEntry:
    """One link. `permission`: who sees it (None: everybody who is signed in). `url`: its name.

    `count` reads a number to show beside the label, and asks one short question where it is 0;
    0 and None are not shown.
    """

    label: PageText
    url: str
    order: int
    permission: Permission | None = None
    count: Callable[[Any], int | None] | None = None  # of a `User`: see `PermissionHolder`

    def shown_to(self, user: PermissionHolder) -> bool:
        return self.permission is None or user.may(self.permission)


@dataclass(frozen=True)
class MenuLink:
    """An entry as drawn for one person on one page."""

    label: PageText
    address: str
    current: bool
    count: int | None


@cache
def address_of(name: str) -> str | None:
    """The address of a page without parts, None where there is no such page: found once, and drawn
    on every page.
    """
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def links(request: HttpRequest, *, counted: bool = True) -> list[MenuLink]:
    """What the person who is signed in may go to, in order; nothing for anybody else, nor while
    she is locked."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "locked", False):
        return []
    shown = [entry for entry in entries() if entry.shown_to(user)]
    found = [(entry, address) for entry in shown if (address := address_of(entry.url))]
    here = _nearest(request.path, [address for _entry, address in found])
    return [
        MenuLink(entry.label, address, address == here, _count(entry, user) if counted else None)
        for entry, address in found
    ]


def first(request: HttpRequest) -> str | None:
    """The address of the first entry: where a person arrives. Nothing is counted."""
    user = request.user
    if isinstance(user, AnonymousUser):
        return None
    shown = (entry.url for entry in entries() if entry.shown_to(user))
    return next((address for url in shown if (address := address_of(url))), None)


@cache
def entries() -> list[MenuEntry]:
    listed = [
        entry
        for app in apps.get_app_configs()
        if app.name.startswith("fanal.") and has_pages(app.name)
        for entry in getattr(import_module(f"{app.name}.urls"), "NAVIGATION", [])
    ]
    return sorted(listed, key=lambda entry: entry.order)


def _nearest(path: str, addresses: list[str]) -> str | None:
    """The address that the page stands under; of /cases/ and /cases/tasks/ the longer one."""
    over = [one for one in addresses if path == one or (one != "/" and path.startswith(one))]
    return max(over, key=len, default=None)


def _count(entry: MenuEntry, user: PermissionHolder) -> int | None:
    return (entry.count(user) or None) if entry.count else None
