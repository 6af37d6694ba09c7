"""Making the keys of a folder, with the emergency group among those who hold them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fanal.core.sealing.compartments import Compartment
from fanal.keys.actions import create_folder, grant
from fanal.people.access import emergency_group


def make_folder(*, folder: UUID, kind: str, team: Any, by: Any, ring: Any = None) -> Any:
    """As `fanal.keys.actions.create_folder`; every compartment also to the emergency group."""
    ring = create_folder(folder=folder, kind=kind, team=team, by=by, ring=ring)
    group = emergency_group()
    if group is not None:
        grant(folder=folder, compartments=Compartment, to=group.team, by=by, ring=ring)
    return ring
