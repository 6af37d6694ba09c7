"""Where the task of a contact that a partner makes is answered: did they report back?"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse

from fanal.reintegration.models import PlanRecord


def reported_at(tasks: Collection[UUID]) -> dict[UUID, str]:
    rows = PlanRecord.objects.filter(task__in=tasks, over_on=None).order_by()
    return {
        task: reverse("reintegration:report", args=[person, record])
        for task, person, record in rows.values_list("task", "plan__person", "id")
    }
