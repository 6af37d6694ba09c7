"""Which needs wait for a service that nobody has asked for, the most urgent first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.core.casework.choices import URGENCIES
from fanal.core.services.history import ServiceStep, answers_need

NO_HELP = "none"


@dataclass(frozen=True, slots=True)
class NeedSaid:
    """A need as it was said. `urgency`: "" where there was no answer to how soon."""

    key: UUID
    domain: str
    urgency: str
    said_on: date

    @property
    def needs_help(self) -> bool:
        return self.urgency not in ("", NO_HELP)


def without_service(
    needs: Iterable[NeedSaid], services: Mapping[UUID, Sequence[Sequence[ServiceStep]]]
) -> list[NeedSaid]:
    """Return the needs without one. `services`: the histories of those that are
    linked to each need."""
    unmet = [
        need
        for need in needs
        if need.needs_help and not any(answers_need(steps) for steps in services.get(need.key, ()))
    ]
    return sorted(
        unmet, key=lambda need: (URGENCIES.index(need.urgency), need.said_on, str(need.key))
    )
