"""Lines of the page of what is to be set up: what each says, and what the apps add to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from fanal.core.roles import Role
from fanal.web.typing import PermissionHolder


@dataclass(frozen=True)
class SetUpItem:
    """One thing that an installation needs.

    `state`: ok, care or unknown, as the marks of a page. `proof`: how it is known.

    `how`: what to do; `page`: the name of that where it is done, "" on the server; `query`: what
    its form proposes.
    """

    title: str
    state: str
    proof: str
    how: str
    page: str = ""
    query: str = ""

    @property
    def done(self) -> bool:
        return self.state == "ok"


@dataclass(frozen=True)
class UrgentStep:
    """What an administrator does before anything else, on the page of that name about that one."""

    title: str
    why: str
    do: str
    page: str
    about: UUID


INVITE = "accounts:invite"

# Of the apps above, for whoever keeps the organisation: filled when the server starts.
URGENT: list[Callable[[PermissionHolder], Iterable[UrgentStep]]] = []


# What not every organisation offers: an app says how far its own work is set up, by its label.
PROGRAMMES: dict[str, Callable[[], SetUpItem]] = {}


def programme(
    title: str, proof: str, how: str, *, done: bool, invites: Role | None = None
) -> SetUpItem:
    """Return the item of a programme: most begin with somebody whom the administrator `invites`."""
    page, query = (INVITE, proposing(invites)) if invites else ("", "")
    return SetUpItem(title, "ok" if done else "unknown", proof, how, page, query)


def proposing(role: Role, team: UUID | None = None) -> str:
    """Return what the page of an invitation proposes."""
    return urlencode({"role": role.value} | ({"team": str(team)} if team else {}))
