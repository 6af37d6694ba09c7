"""Hands on the keys of where people sleep, which are wrapped to leads by name, to a later lead."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from fanal.accounts.models import Team, User
from fanal.core.roles import Role
from fanal.core.sealing.compartments import WHEREABOUTS
from fanal.keys import stored_wraps
from fanal.keys.actions import grant, offers
from fanal.keys.models import Folder, Grant, UserKeys
from fanal.keys.ring import Ring

# What a conflict of interest closes to somebody. The app that knows is of a higher layer, and adds
# its function here when the server starts.
CLOSED_TO: list[Callable[[User], set[UUID]]] = []
# Of the folders that a team gave away with where she is held back: what its wraps wait for.
HELD_BACK: list[Callable[[Team], dict[UUID, UUID]]] = []
# Of the folders that came to a team without it: what the wraps of the team before wait for.
HELD_BACK_FROM: list[Callable[[Team], dict[UUID, set[UUID]]]] = []
WITH_A_PLACE = Q(folder__kind__in=Folder.WITH_A_PLACE)


def leads_with_keys(teams: Iterable[Team]) -> QuerySet[User]:
    """The leads of these teams who can be granted something today."""
    leads = User.objects.filter(teams__in=list(teams), role=Role.TEAM_LEAD, is_active=True)
    return leads.filter(keys__retired=None).exclude(keys=None).distinct()


def active_grants() -> QuerySet[Grant]:
    """Grants by name that hold, or wait for an offer, and have not run out."""
    return Grant.objects.filter(stored_wraps.unended(), to_keys__retired=None).exclude(to_keys=None)


def who_opens(folders: Collection[UUID]) -> QuerySet[User]:
    """Return those at work who open where people sleep in one of these, by name."""
    rows = active_grants().filter(compartments__contains=WHEREABOUTS, waits_for=None)
    held = rows.filter(folder__in=list(folders)).values("to_keys__user")
    return User.objects.filter(is_active=True, pk__in=held).order_by("display_name", "id")


class ClosedPlace(NamedTuple):
    """A case or journey of which a conflict keeps out all who open where people sleep, or slept.
    `team`: the one whose leads hold these keys."""

    team: UUID
    folder: UUID


def places_kept_out_of(
    listed: Collection[UUID], teams: Collection[Team] | None = None
) -> set[ClosedPlace]:
    """Those where it keeps out everybody at work. They keep their wraps, since nobody else has one.
    `listed`: the colleagues whom some conflict keeps out of something; `teams`: those alone whose
    leads hold the keys."""
    whose = Team.objects.all() if teams is None else teams
    held_back = {offer: one.pk for one in whose for offer in held_back_by(one).values()}
    own = Q(waits_for=None) if teams is None else Q(waits_for=None, folder__team__in=list(teams))
    where = active_grants().filter(WITH_A_PLACE, compartments__contains=WHEREABOUTS)
    where = where.filter(own | Q(waits_for__in=list(held_back)))
    where = where.filter(to_keys__user__is_active=True).order_by()
    holders = User.objects.filter(pk__in=where.values("to_keys__user")).filter(pk__in=listed)
    closed = {
        holder.pk: set[UUID]().union(*(found(holder) for found in CLOSED_TO)) for holder in holders
    }
    of_conflicts = where.filter(folder__in={folder for some in closed.values() for folder in some})
    asked = ("to_keys__user", "folder__team", "folder", "generation", "waits_for")
    rows = list(of_conflicts.values_list(*asked))
    # By generation: somebody who opens the newest key alone does not open where she slept before.
    opened = {tuple(key) for user, _team, *key in rows if key[0] not in closed.get(user, ())}
    return {
        ClosedPlace(held_back.get(key[-1], team), key[0])
        for _user, team, *key in rows
        if tuple(key) not in opened
    }


def missing_grants(team: Team, to: User, of: User, until: date | None = None) -> list[UUID]:
    """The cases and journeys of the team where `of` opens where people sleep, and `to` does not, or
    not as long: `until` a day, or for good. What she opens as a stand-in ends with that.

    None that a conflict closes to one of them: it would be a key for `to`, and a number for `of`.
    """
    where = active_grants().filter(
        WITH_A_PLACE, folder__team=team, compartments__contains=WHEREABOUTS, waits_for=None
    )
    lasts = Q(until=None) | Q(until__gte=until) if until else Q(until=None)
    held, has = (
        set(rows.filter(to_keys__in=_keys_of(one)).values_list("folder", "generation"))
        for one, rows in ((of, where), (to, where.filter(lasts)))
    )
    folders = {folder for folder, _generation in held - has}
    if folders:
        folders = folders.difference(*(closed(one) for closed in CLOSED_TO for one in (of, to)))
    return sorted(folders)


def _keys_of(user: User) -> list[UUID]:
    """Return the ids of her keys, to name them in the question: of the keys of a user PostgreSQL
    guesses that they hold few grants, and reads those of every folder to find the few with a
    place."""
    return list(UserKeys.objects.filter(user=user, retired=None).values_list("pk", flat=True))


def held_back_by(team: Team) -> dict[UUID, UUID]:
    """Return by folder that `team` gave away what its wraps of where she is wait for."""
    return {one: offer for found in HELD_BACK for one, offer in found(team).items()}


def closed_generations(team: Team) -> dict[UUID, set[int]]:
    """Return, by folder that came to `team` without where she is, the generations of its keys under
    which that was written: also where nobody of the team before is left who has one."""
    closed: dict[UUID, set[int]] = {}
    for found in HELD_BACK_FROM:
        for folder, given in found(team).items():
            rows = Grant.objects.filter(folder=folder, waits_for__in=given)
            closed.setdefault(folder, set()).update(rows.values_list("generation", flat=True))
    return closed


def missing_held_back(team: Team, to: User, of: User) -> dict[UUID, UUID]:
    """Return those of which `of` has such a wrap, and `to` does not; none that a conflict closes to
    one of them."""
    given = held_back_by(team)
    rows = active_grants().filter(waits_for__in=list(given.values())) if given else None
    if rows is None:
        return {}
    held, has = (
        set(rows.filter(to_keys__user=one).values_list("folder", flat=True)) for one in (of, to)
    )
    folders = held - has
    if folders:
        folders = folders.difference(*(closed(one) for closed in CLOSED_TO for one in (of, to)))
    return {folder: given[folder] for folder in sorted(folders)}


def share_held_back(
    *, team: Team, to: User, by: User, ring: Ring, until: date | None = None
) -> int:
    """What `team` held back of cases that it gave away, as far as `by` has it. Of how many."""
    found = missing_held_back(team, to, by)
    for folder, offer in found.items():
        offers.share_waiting(folder=folder, offer=offer, to=to, by=by, ring=ring, until=until)
    return len(found)


@transaction.atomic
def grant_to_lead(*, team: Team, to: User, by: User, ring: Ring) -> int:
    """Let a lead of the team open where people sleep, as far as `by` does. Of how many folders.

    By right she opens it since she leads. Raises Locked.
    """
    if not leads_with_keys([team]).filter(pk=to.pk).exists():
        return 0
    folders = missing_grants(team, to, by)
    ring.prepare(folders)
    for folder in folders:
        grant(folder=folder, compartments=[WHEREABOUTS], to=to, by=by, ring=ring)
    return len(folders) + share_held_back(team=team, to=to, by=by, ring=ring)
