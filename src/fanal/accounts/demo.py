"""Somebody who waits to be let in, in the demonstration."""

from datetime import date
from typing import Protocol

from fanal.accounts.actions import invite
from fanal.accounts.models import Team, User
from fanal.core.roles import Role


class DemoCast(Protocol):
    """What is asked here of `fanal.keys.demo.Cast`, which stands a floor above."""

    anan: User
    bangkok: Team


def play(cast: DemoCast, today: date) -> None:
    """The administrator invited a case worker, and nobody has agreed yet."""
    invite(
        email="malee@fanal.example",
        display_name="Malee Srisai",
        role=Role.CASE_WORKER,
        office=cast.bangkok.office,
        teams=[cast.bangkok],
        language="fr",
        by=cast.anan,
    )
