"""A community on its page; observations on the map; both with a constant number of queries."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from fanal.core.prevention.capacity import (
    CapacityKind,
    CapacityLook,
    CapacityStanding,
    capacity_standing,
    is_old,
)
from fanal.core.protection.duties import Duty, duties_in
from fanal.partners.models import Area
from fanal.prevention.models import AreaObservation, Community

COUNTRY = 2  # letters with which the code of an area begins


@dataclass(frozen=True)
class ShownLook:
    look: CapacityLook
    old: bool


@dataclass(frozen=True)
class CommunityPage:
    """What is there, what is missing, what nobody has looked at. There is no total."""

    there: Sequence[ShownLook]
    missing: Sequence[ShownLook]
    not_known: Sequence[ShownLook]
    never_looked: Sequence[CapacityKind]


def community_page(community: Community, today: date) -> CommunityPage:
    standing_now: CapacityStanding = capacity_standing(
        look.look() for look in community.looks.order_by("number")
    )

    def shown(looks: Sequence[CapacityLook]) -> list[ShownLook]:
        return [ShownLook(capacity_look, is_old(capacity_look, today)) for capacity_look in looks]

    return CommunityPage(
        shown(standing_now.there),
        shown(standing_now.missing),
        shown(standing_now.not_known),
        standing_now.never_looked,
    )


def communities_offered(rows: QuerySet[Community]) -> list[tuple[str, str]]:
    """Return the communities in which work goes on, as a field offers them, by name."""
    choices = [(str(row.id), f"{row.name} · {row.area}") for row in rows.filter(ended=False)]
    return sorted(choices, key=lambda choice: choice[1])


def duties_at(area: Area) -> list[Duty]:
    """What must be reported of the abuse of a child, in the country of this area."""
    return duties_in([area.code[:COUNTRY]])


@dataclass(frozen=True)
class MapRow:
    """One area, and what was seen there within a year. Nothing of it comes from a case."""

    area: Area
    seen: Sequence[AreaObservation]


def on_the_map(rows: QuerySet[AreaObservation], today: date) -> list[MapRow]:
    """Areas by how much was seen there; what has faded or was taken back is not on it."""
    living = list(rows.filter(until__gt=today, withdrawn_on=None))
    often = Counter(row.area for row in living)
    return [
        MapRow(area, [row for row in living if row.area_id == area.pk])
        for area, _times in sorted(
            often.items(), key=lambda area_times: (-area_times[1], area_times[0].name)
        )
    ]
