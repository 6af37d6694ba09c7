"""Who was taken off a case, and whether somebody may be."""

from django.apps import apps
from django.db.models import Model

from fanal.cases.models import Case, CaseEntry, TakenOff
from fanal.core.casework.entry_statements import KINDS_SAID
from fanal.core.sealing.compartments import Compartment
from fanal.keys.ring import Ring
from fanal.people.models import Person

# What is written of her here stays readable, and binds nobody else.
OURS = {"cases", "identification"}


def holds_more_of(case: Case, person: Person) -> bool:
    """Whether a partner, a journey or a search hangs on her being in this case, or something was
    said there of her danger, by her file."""
    statements = CaseEntry.objects.of_kinds([case.id], *KINDS_SAID).filter(about=person)
    return statements.exists() or any(
        model._default_manager.filter(case=case, person=person).exists() for model in _beyond()
    )


def _beyond() -> list[type[Model]]:
    """All that has both a case and a person, in the apps that stand on this one."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label not in OURS
        and {"case", "person"} <= {field.name for field in model._meta.fields}
    ]


def taken_off(
    case: Case, ring: Ring, may_open: frozenset[Compartment]
) -> list[tuple[TakenOff, str]]:
    """Who was taken off, and why, as far as the reader may open it."""
    rows = case.taken_off.select_related("person", "by")
    opens = TakenOff.COMPARTMENT in may_open
    contents = {row: row.try_unseal(ring) if opens else None for row in rows}
    return [(row, (content or {}).get("reason", "")) for row, content in contents.items()]
