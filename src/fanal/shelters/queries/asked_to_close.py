"""Whether closing a shelter was asked for, and who can agree to it."""

from dataclasses import dataclass

from fanal.accounts.deciders import who_is_asked
from fanal.accounts.models import User
from fanal.organisation.actions import waiting
from fanal.organisation.models import OrganisationChange
from fanal.shelters.models import Shelter


@dataclass(frozen=True)
class AskedToClose:
    """A request to close a shelter. `asked`: who can agree to it, in words."""

    row: OrganisationChange
    asked: str


def asked_to_close(shelter: Shelter, user: User) -> AskedToClose | None:
    row = waiting().filter(about=shelter.id).first()
    return AskedToClose(row, who_is_asked("organisation", row.id, user)) if row else None
