"""Where the task of a service is answered: did the first visit happen?"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse

from fanal.services.models import CaseService


def answered_at(tasks: Collection[UUID]) -> dict[UUID, str]:
    rows = CaseService.objects.filter(task__in=tasks, over_on=None).order_by()
    return {
        task: reverse("services:service", args=[case, service])
        for task, case, service in rows.values_list("task", "case", "id")
    }
