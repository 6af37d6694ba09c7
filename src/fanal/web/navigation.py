"""The navigation. Each app lists its entries in its site map: `NAVIGATION` in `urls.py`.

They stand in groups by what people do: the groups in the first row, the entries of the group one is
in below. On a phone there are five places under the thumb, and the page of all of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from fanal.core.extras import has_pages
from fanal.core.roles import Permission
from fanal.web.menu_counts import MenuCount, numbers
from fanal.web.request_cache import once_a_page
from fanal.web.typing import PageText, PermissionHolder

GROUPS: dict[str, PageText] = {
    "today": _("Today"),
    "people": _("People and cases"),
    "journeys": _("Journeys"),
    "partners": _("Partners"),
    "prevention": _("Prevention"),
    "numbers": _("Numbers"),
    "organisation": _("Organisation"),
}
ACTIONS = ("find", "call", "emergency")  # what the frame offers elsewhere than in a group
ICONS = {  # else as the group
    "people": "people",
    "journeys": "journey",
    "partners": "partner",
    "prevention": "place",
}
UNDER_THE_THUMB, NO_RANK = 4, 99  # and the menu itself
# Every page about a case stands under these: there the row of the case takes the second place.
OF_CASES, CASE = "people", "case_id"


@dataclass(frozen=True)
class MenuEntry:
    """One link. `url`: the name of its page, `args`: what that takes; a page that does not exist is
    left out. `group`: one of GROUPS or ACTIONS. `open_to`: who holds one of these permissions sees
    it; nothing: everybody.

    `order`: in its group; the first of all is where a person arrives. `count`: the number to show
    beside the label; 0 is not shown. `thumb`: its rank among the places on a phone,
    with an icon, and `short`, what it is called there.
    """

    label: PageText
    url: str
    group: str
    order: int
    open_to: Iterable[Permission] = ()
    count: MenuCount | None = None
    danger: bool = False  # whether its number is of people in danger
    args: tuple[str, ...] = ()
    thumb: int = NO_RANK
    icon: str = ""
    short: PageText = ""

    def shown_to(self, user: PermissionHolder) -> bool:
        return not self.open_to or user.may(*self.open_to)


@dataclass(frozen=True)
class MenuLink:
    """An entry as drawn for one person on one page."""

    entry: MenuEntry
    address: str
    current: bool = False
    count: int | None = None

    @property
    def label(self) -> PageText:
        return self.entry.label

    @property
    def short(self) -> PageText:
        return self.entry.short or self.entry.label

    @property
    def icon(self) -> str:
        return self.entry.icon or ICONS.get(self.entry.group, self.entry.group)


@dataclass(frozen=True)
class MenuGroup:
    """One word of the first row: it leads to the first of its links."""

    label: PageText
    links: list[MenuLink]
    current: bool

    @property
    def address(self) -> str:
        return self.links[0].address

    @property
    def count(self) -> int:
        return sum(link.count or 0 for link in self.links if not link.entry.danger)


@dataclass(frozen=True)
class Menu:
    """What one person may go to, as drawn on one page. `below`: the links of the current group.

    `actions`: the addresses of what stands in the header and among one's own things, by name.
    """

    groups: list[MenuGroup] = field(default_factory=list)
    thumb: list[MenuLink] = field(default_factory=list)
    below: list[MenuLink] = field(default_factory=list)
    actions: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def links(self) -> list[MenuLink]:
        return [link for group in self.groups for link in group.links]


@cache
def address_of(name: str, *args: str) -> str | None:
    """The address of a page, None where there is no such page: found once for all pages."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None


def menu(request: HttpRequest, *, counted: bool = True) -> Menu:
    """What the person who is signed in may go to; nothing for anybody else, nor while she is
    locked."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "locked", False):
        return Menu()
    links = _links(request, user, counted=counted)
    in_a_case = _is_about_a_case(request)
    groups = _groups(links, OF_CASES if in_a_case else None)
    below = next((group.links for group in groups if group.current and not in_a_case), [])
    return Menu(
        groups=groups,
        thumb=_bottom_bar(links),
        below=below if len(below) > 1 else [],
        actions=_actions(links),
    )


def first(request: HttpRequest) -> str | None:
    """The address of the first entry: where a person arrives. Nothing is counted."""
    user = request.user
    if isinstance(user, AnonymousUser):
        return None
    return next((address for one, address in _shown(user) if one.group in GROUPS), None)


def starts_here(request: HttpRequest) -> bool:
    """Whether this is the page on which the person arrives."""
    return request.path == (first(request) or address_of("accounts:account"))


@cache
def entries() -> list[MenuEntry]:
    listed = [
        entry
        for app in apps.get_app_configs()
        if app.name.startswith("fanal.") and has_pages(app.name)
        for entry in getattr(import_module(f"{app.name}.urls"), "NAVIGATION", [])
    ]
    return sorted(listed, key=lambda entry: entry.order)


@once_a_page  # the menu, its numbers and where a person arrives
def _shown(user: PermissionHolder) -> list[tuple[MenuEntry, str]]:
    shown = [entry for entry in entries() if entry.shown_to(user)]
    return [
        (entry, address)
        for entry in shown
        if (address := address_of(entry.url, *entry.args)) is not None
    ]


def _links(request: HttpRequest, user: PermissionHolder, *, counted: bool) -> list[MenuLink]:
    found = _shown(user)
    counts = {one.url: one.count for one, _address in found if one.count} if counted else {}
    shown = numbers(counts, user)
    here = _nearest(request.path, [address for one, address in found if one.group in GROUPS])
    return [
        MenuLink(entry, address, address == here, shown.get(entry.url) or None)
        for entry, address in found
    ]


def _groups(links: list[MenuLink], inside: str | None) -> list[MenuGroup]:
    """Return only groups that hold something. `inside`: the group of a page that is no entry
    itself."""
    made = []
    for code, label in GROUPS.items():
        if mine := [link for link in links if link.entry.group == code]:
            current = inside == code if inside else any(link.current for link in mine)
            made.append(MenuGroup(label, mine, current))
    return made


def _bottom_bar(links: list[MenuLink]) -> list[MenuLink]:
    """The places of this role: those with a rank, and as many others as there is room for."""
    places = [one for one in links if one.entry.group in GROUPS or one.entry.thumb < NO_RANK]
    return sorted(places, key=lambda link: link.entry.thumb)[:UNDER_THE_THUMB]


def _actions(links: list[MenuLink]) -> dict[str, str]:
    """The addresses of what the frame offers; of two for the same the first."""
    found = [link for link in links if link.entry.group in ACTIONS]
    return {link.entry.group: link.address for link in reversed(found)}


def _is_about_a_case(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and CASE in match.kwargs


def _nearest(path: str, addresses: list[str]) -> str | None:
    """The address that the page stands under; of /cases/ and /cases/tasks/ the longer one."""
    over = [
        address
        for address in addresses
        if path == address or (address != "/" and path.startswith(address))
    ]
    return max(over, key=len, default=None)
