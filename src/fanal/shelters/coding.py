"""A stay in coded facts: in what kind of shelter, how far, how many nights, where she went."""

from fanal.coded_facts.coders import FactsOfRow, RowContent, register
from fanal.core.coded_facts import coded
from fanal.core.shelters.stays import LOOKS
from fanal.shelters.models import ShelterStay


def code_stay(row: ShelterStay, content: RowContent) -> FactsOfRow:
    """The day is that of the last step that moved her: a refusal to sleep here is a coded
    consent, and no stay."""
    moves = (step for step in row.steps.order_by("-number") if step.act not in LOOKS)
    last = next(moves, None)
    nights = (row.over_on - row.since).days if row.over_on and row.since else None
    yield (
        row.person_id,
        coded(
            "stay",
            last.on if last else row.made_on,
            shelter=row.shelter.kind,
            state=row.state,
            child=row.is_child,
            came_with=row.came_with_id is not None,
            nights=nights,
            left_to=last.left_to if last else None,
        ),
    )


def register_coders() -> None:
    register(ShelterStay, code_stay)
