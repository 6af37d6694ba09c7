"""Who of the custodians of a journey only goes along."""

from __future__ import annotations

from fanal.journeys.models import Journey

ESCORT = "escort"


def escorts_of(journey: Journey) -> set[str]:
    return {str(one) for one in journey.hands.filter(does=ESCORT).values_list("id", flat=True)}
