"""Writing the sealed parts of a plan; the first one makes the keys of the journey."""

from django.db import transaction

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.closed_lists import check_code
from fanal.journeys.models import Journey, PlanPart
from fanal.journeys.models.sealed_plan import COMPARTMENTS
from fanal.keys.models import Folder
from fanal.keys.ring import Ring
from fanal.people.folders import make_folder


@transaction.atomic
def write_plan(
    *, journey: Journey, part: str, data: dict[str, str], by: User, ring: Ring, version: int = 0
) -> PlanPart:
    """Write `contact`, `sleeping` or `costs`. `version`: the one that was read, 0 for none.

    Raises `BadInput` for another part, NotGranted for whoever may not open what is there,
    `Conflict` if somebody wrote since.
    """
    check_code("part", part, COMPARTMENTS)
    # Two who write the first part at once would make two sets of keys, and one would open nothing.
    Journey.objects.select_for_update().get(id=journey.id)
    if not Folder.objects.filter(id=journey.id).exists():
        make_folder(folder=journey.id, kind="journey", team=journey.team, by=by, ring=ring)
    plan_part = journey.plan_parts.filter(part=part).first()
    if plan_part is None:
        plan_part = PlanPart(
            journey=journey, folder=journey.id, part=part, compartment=COMPARTMENTS[part]
        )
    plan_part.write(ring, data, version)
    audit.record(act="journey.changed", by=by, about=journey.id, detail={"part": part})
    return plan_part
