"""The steps of services as the rules read them."""

from __future__ import annotations

from fanal.core.services.history import ServiceStep
from fanal.services.models import CaseService, CaseServiceStep


def read_history(service: CaseService) -> list[ServiceStep]:
    """In order; of a service read with its steps (`access.services_of`) without a query."""
    return [one.step() for one in service.steps.all()]


def history_of(service: CaseService) -> list[ServiceStep]:
    """As it stands now, whatever was read before."""
    rows = CaseServiceStep.objects.filter(service=service.pk).order_by("number")
    return [one.step() for one in rows]
