"""Folders of prevention: their keys go to the officers of the office by name, and to no team."""

from collections.abc import Collection
from uuid import UUID

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.keys import named_folders
from fanal.keys.actions import create_folder, grant
from fanal.keys.models import Folder
from fanal.keys.ring import Ring
from fanal.prevention import access

PARTICIPANT, VOLUNTEER, CALL_BACK = "participant", "volunteer", "call_back"
SIX_DIGITS = range(100_000, 1_000_000)


def make_folder(*, folder: UUID, kind: str, by: User, ring: Ring) -> Ring:
    """Make the keys of a folder, for the recovery of the organisation and for each officer of the
    office."""
    team = access.team_of_office(by)
    create_folder(folder=folder, kind=kind, team=team, by=by, ring=ring, holders=())
    for holder in access.holders_with(by):
        grant(folder=folder, compartments=access.HELD, to=holder, by=by, ring=ring)
    return ring


def give(*, folders: list[UUID], to: User, by: User, ring: Ring) -> int:
    """Give the keys to another officer of the office too: of those that `by` opens. Return how
    many."""
    ring.prepare(folders)
    # All or nothing of a folder: with a part of it she would read half of what is known.
    opened = [folder for folder in folders if ring.compartments(folder) >= set(access.HELD)]
    for folder in opened:
        grant(folder=folder, compartments=access.HELD, to=to, by=by, ring=ring)
    return len(opened)


def may_follow(user: User, folders: Collection[Folder]) -> set[UUID]:
    """An officer of the office with whose team they are filed."""
    of_office = Folder.objects.filter(
        pk__in=[folder.pk for folder in folders], team__office=user.office_id
    )
    return set(of_office.values_list("pk", flat=True))


def register() -> None:
    """Who follows an officer who left."""
    roles = frozenset({Permission.WORK_PREVENTION})
    for kind in (PARTICIPANT, VOLUNTEER, CALL_BACK):
        named_folders.KINDS[kind] = named_folders.SealedByName(access.HELD, roles, may_follow)
