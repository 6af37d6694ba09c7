"""The emergency group, and opening people's files for a while when a case was broken open."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fanal.accounts.joining import join
from fanal.accounts.models import Office, Team, User
from fanal.audit import actions as audit
from fanal.keys.actions import grant
from fanal.keys.key_pairs import admit, make_team_key, must_have_keys
from fanal.keys.ring import Ring
from fanal.people.models import EmergencyAccess, EmergencyGroup, Person

MOST_AT_ONCE = 100


@transaction.atomic
def make_emergency_group(
    *, name: str, office: Office, members: Iterable[User], by: User, ring: Ring
) -> EmergencyGroup:
    """The team whose key opens every folder made from now on. `by` is its first member.

    Leads open the older ones to it, each those of her teams: `cover_older`.

    Being a member opens nothing by itself: `EmergencyAccess` does, for 24 hours, with a reason.
    """
    first = must_have_keys(by, "members")
    team = Team.objects.create(name=name, office=office)
    people = [by, *(member for member in members if member != by)]
    for one in people:
        join(user=one, teams=[team])
    # Only who holds the private key of a team can wrap it to others: so one makes it and admits the
    # rest.
    make_team_key(team=team, first=first, by=by)
    for one in people[1:]:
        admit(team=team, user=one, by=by, ring=ring)
    audit.record(act="person.emergency_group", by=by, about=team.pk)
    # Last: from this row on every new folder is wrapped to the group, which needs a key by then.
    return EmergencyGroup.objects.create(team=team)


@transaction.atomic
def join_emergency_group(
    *, group: EmergencyGroup, members: Iterable[User], by: User, ring: Ring
) -> None:
    """Let more colleagues into the group. `by` is one of it: only a member holds its key."""
    for member in members:
        join(user=member, teams=[group.team])
        admit(team=group.team, user=member, by=by, ring=ring)
    audit.record(act="person.emergency_group", by=by, about=group.team_id)


def cover_older(*, group: EmergencyGroup, folders: Iterable[UUID], by: User, ring: Ring) -> int:
    """Give the group the keys of folders that were made before it, as far as `ring` opens them.

    One transaction a folder, at most `MOST_AT_ONCE`: others write meanwhile. How many it covered.
    """
    covered = 0
    for folder in folders:
        parts = ring.compartments(folder)
        if parts and covered < MOST_AT_ONCE:
            grant(folder=folder, compartments=parts, to=group.team, by=by, ring=ring)
            covered += 1
    return covered


def close_after_emergency(*, person: Person, user: User, until: datetime) -> None:
    """Take back what `open_in_emergency` let `user` into, of this one person."""
    EmergencyAccess.objects.filter(person=person, user=user, until=until).delete()


def open_in_emergency(*, people: Iterable[Person], user: User, until: datetime) -> None:
    """Let `user` into these files until then. Journalled by the act that broke the glass."""
    EmergencyAccess.objects.bulk_create(
        EmergencyAccess(person=person, user=user, until=until) for person in people
    )
