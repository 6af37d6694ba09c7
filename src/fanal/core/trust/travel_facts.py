"""What bears on sending our own people: a lawful ground, danger to them, the cost of not going."""

from dataclasses import dataclass
from enum import StrEnum

from fanal.core.data_files.json_values import ValuePlace


class LawfulGround(StrEnum):
    """The ground on which a child may be taken where she is. `NECESSITY`: her life is at risk, and
    whoever is responsible for her is told at once."""

    GUARDIAN = "guardian"
    COURT = "court"
    AUTHORITY = "child_protection_authority"
    CONSULATE = "consulate"
    NECESSITY = "necessity"
    NONE = "none"


class DangerToUs(StrEnum):
    """How dangerous the place is to our own people."""

    LOW = "low"
    HIGH = "high"
    NOT_KNOWN = "not_known"


class CostOfLeaving(StrEnum):
    """What it costs to leave her where she is."""

    CAN_WAIT = "can_wait"
    HARM_GOES_ON = "harm_goes_on"
    LIFE_AT_RISK = "life_at_risk"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Going:
    """What bears on sending our own people. `ground`: None where nobody has found out;
    `accepted_by`: who decided that they go all the same where it is dangerous to them."""

    ground: LawfulGround | None = None
    danger: DangerToUs = DangerToUs.NOT_KNOWN
    accepted_by: frozenset[str] = frozenset()
    cost: CostOfLeaving = CostOfLeaving.NOT_KNOWN


NOTHING_KNOWN = Going()


def going_from(place: ValuePlace) -> Going:
    """Return the object `going` of a situation; nothing known where it is not there."""
    if place.value is None:
        return Going()
    ground = place.get("ground")
    going = Going(
        ground=None if ground.value is None else ground.code(LawfulGround),
        danger=place.get("danger_to_us").code(DangerToUs, DangerToUs.NOT_KNOWN),
        accepted_by=place.get("accepted_by").texts(),
        cost=place.get("if_she_stays").code(CostOfLeaving, CostOfLeaving.NOT_KNOWN),
    )
    place.end()
    return going
