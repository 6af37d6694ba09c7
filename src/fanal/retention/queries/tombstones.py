"""What was erased, and whether any of it is there again."""

from django.db.models import Model, QuerySet

from fanal.cases.models import Case
from fanal.core.casework.retention import RegisterKind
from fanal.people.models import Person
from fanal.prevention.models import PreventionParticipant
from fanal.retention import erased_list
from fanal.retention.erased_list import PARTICIPANT, REGISTER, ErasedLine
from fanal.retention.models import Tombstone
from fanal.retention.queries.registers import MODELS


def tombstones() -> QuerySet[Tombstone]:
    return Tombstone.objects.select_related("by", "agreed_by").order_by("-ended_on", "id")


def came_back() -> list[ErasedLine]:
    """What was erased and is there: an earlier backup was put back."""
    # By erasure and ids: one that was done again after a restore has a second line.
    found = {(line.erasure, line.files): line for line in erased_list.lines()}
    return [line for line in found.values() if _is_there(line)]


def _is_there(line: ErasedLine) -> bool:
    return any(model._base_manager.filter(pk__in=line.ids()).exists() for model in _models(line))


def _models(line: ErasedLine) -> tuple[type[Model], ...]:
    if line.kind == REGISTER:
        return (MODELS[RegisterKind(line.ground)][0],)
    return (PreventionParticipant,) if line.kind == PARTICIPANT else (Person, Case)
