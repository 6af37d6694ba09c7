"""Nobody is planned for, or given to, whoever may not hold her; nobody leaves without a go.

What has happened already is never refused: it is kept, and the board is red until it is mended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.utils import timezone

from fanal.core.errors import Refused
from fanal.core.journeys.planning import ITEM_SAYS
from fanal.core.words import say
from fanal.journeys.models import Hands, Journey
from fanal.journeys.queries.custody import planned_troubles
from fanal.journeys.queries.go import go_of

ANOTHER_WAY = say(
    "Choose somebody else, find out what is missing, or two of you decide on the page of the"
    " journey. If it has already happened, say so below: it is kept in any case."
)


def must_be_fit(
    *, journey: Journey, hands: Collection[Hands], by: Any, persons: Iterable[str] = ()
) -> None:
    """Raises `Refused` with what stands against `hands` taking these persons over; without any,
    whoever is on the journey."""
    now, wanted = timezone.localtime(), set(persons)
    if planned_troubles(journey, hands, now, persons=wanted):
        seen = planned_troubles(journey, hands, now, persons=wanted, seen_by=by)
        reasons = dict.fromkeys(one.sentence for one in seen)
        raise Refused(*(reasons or [CANNOT_GO]), ANOTHER_WAY)


# What stands against one of ours is for the leads and the director to know.
CANNOT_GO = say("Somebody of ours must not go along with her: ask the director.")


def must_have_a_go(*, journey: Journey) -> None:
    """Raises `Refused` with all that is missing before anybody leaves."""
    go = go_of(journey, timezone.localtime())
    if not go.may_leave:
        missing = [ITEM_SAYS[item] for item in go.missing]
        head = say("No go: {n} answers are missing", n=len(missing))
        raise Refused(head, *missing, *go.legs, ANOTHER_WAY)
