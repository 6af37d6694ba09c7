"""Folders that no team opens: sealed to a few people by name. Where the last of them leaves,
another may follow: the app whose folders they are says who (`KINDS`), two people decide, and she
herself or two recovery sheets give the key (`fanal.organisation.actions.successions`).

Care files are handed on in their own way, with the yes of whom they are about (`fanal.care`).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from fanal.accounts.models import User
from fanal.authority import attested
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import Compartment
from fanal.keys.models import Folder, Grant, UserKeys
from fanal.keys.stored_wraps import living


def _nothing_else(_folders: Collection[UUID], _to: User) -> None:
    """Do nothing more: whoever holds the key finds it."""


@dataclass(frozen=True)
class SealedByName:
    """What follows for a kind of folder. `roles`: who can follow at all; `follows`: on which of
    these, which also leaves out those that may speak of her; `given`: what else lets her find
    them."""

    parts: tuple[Compartment, ...]
    roles: frozenset[Permission]
    follows: Callable[[User, Collection[Folder]], set[UUID]]
    given: Callable[[Collection[UUID], User], None] = _nothing_else


# By the kind of folder. The apps are of higher layers, and add theirs when the server starts.
KINDS: dict[str, SealedByName] = {}


def could_follow(of: User) -> QuerySet[User]:
    """Return whom a role lets follow on something sealed by name, whatever it is: the page that
    asks shows no less and no more, or it would tell whom a complaint concerns."""
    roles = {role for kind in KINDS.values() for role in kind.roles}
    with_keys = UserKeys.objects.filter(retired=None).values("user")
    rows = User.objects.who_may(*roles).filter(pk__in=with_keys).exclude(pk=of.pk)
    return rows.select_related("office").order_by("display_name", "id")


def follows(to: User, folders: Iterable[Folder]) -> dict[str, set[UUID]]:
    """Return, by kind, those of these folders on which she may follow."""
    by_kind = defaultdict[str, list[Folder]](list)
    for folder in folders:
        by_kind[folder.kind].append(folder)
    return {
        kind: hers
        for kind, rows in by_kind.items()
        if to.may(*KINDS[kind].roles) and (hers := KINDS[kind].follows(to, rows))
    }


def left_by(user: User) -> list[Folder]:
    """What was sealed by name to somebody whose account ended, and nobody at work opens."""
    hers = Grant.objects.filter(to_keys__user=user, folder__kind__in=KINDS, waits_for=None)
    once = {grant.folder_id for grant in attested.genuine_only(hers)}
    return attested.genuine_only(_without_holder().filter(pk__in=once).order_by("made", "id"))


def left_by_anybody() -> QuerySet[User]:
    """Return the users whose account ended and left such folders behind."""
    ended = Grant.objects.filter(folder__in=_without_holder().values("pk"), waits_for=None)
    users = ended.filter(to_keys__user__is_active=False).values("to_keys__user")
    return User.objects.filter(pk__in=users).order_by("display_name", "id")


def held_before(user: User, folders: Iterable[Folder]) -> set[UUID]:
    """Return those of these folders of which an action here once gave her a key, also where it was
    taken back since."""
    rows = Grant.objects.filter(
        to_keys__user=user, folder__in=[folder.pk for folder in folders], waits_for=None
    )
    return {grant.folder_id for grant in attested.genuine_only(rows)}


def _without_holder() -> QuerySet[Folder]:
    """Return the folders without a holder that somebody could be given: the recovery key opens them
    still."""
    of_it = Grant.objects.filter(living(), folder=OuterRef("pk")).order_by()
    opened = of_it.filter(to_keys__retired=None, to_keys__user__is_active=True)
    recoverable = of_it.filter(to_keys=None, to_team_key=None)
    rows = Folder.objects.filter(Exists(recoverable), kind__in=KINDS)
    return rows.exclude(Exists(opened))
