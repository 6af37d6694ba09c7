"""Somebody who waits to be let in, in the demonstration."""

from __future__ import annotations

from datetime import date
from typing import Any

from fanal.accounts.actions import invite
from fanal.core.roles import Role


def play(cast: Any, today: date) -> None:
    """The administrator invited a case worker, and nobody has agreed yet."""
    invite(
        email="malee@fanal.example", display_name="Malee Srisai", role=Role.CASE_WORKER,
        office=cast.bangkok.office, teams=[cast.bangkok], language="fr", by=cast.anan,
    )  # fmt: skip
