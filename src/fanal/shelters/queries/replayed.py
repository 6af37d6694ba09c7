"""The steps of a stay, as the rules read them."""

from __future__ import annotations

from fanal.core.shelters.stays import StayStep
from fanal.shelters.models import ShelterStay


def replayed(stay: ShelterStay) -> list[StayStep]:
    """In their order; a stay that is just being made has none."""
    return [step.step() for step in stay.steps.all().order_by("number")]
