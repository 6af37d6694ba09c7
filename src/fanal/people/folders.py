"""Making the keys of a folder, with the emergency group among those who hold them."""

from uuid import UUID

from fanal.accounts.models import Team, User
from fanal.core.sealing.compartments import Compartment
from fanal.keys.actions import create_folder, grant
from fanal.keys.ring import Ring
from fanal.people.access import verified_emergency_group


def make_folder(*, folder: UUID, kind: str, team: Team, by: User, ring: Ring | None = None) -> Ring:
    """Make the keys as `fanal.keys.actions.create_folder` does, every compartment also for the
    emergency group; return the ring."""
    ring = create_folder(folder=folder, kind=kind, team=team, by=by, ring=ring)
    group = verified_emergency_group()
    if group is not None:
        grant(folder=folder, compartments=Compartment, to=group.team, by=by, ring=ring)
    return ring
