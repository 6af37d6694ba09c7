"""The only way to get a study or a snapshot: for those who may see figures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from fanal.core.roles import Permission
from fanal.figures.models import Snapshot, Study


def studies_for(user: Any) -> QuerySet[Study]:
    must_see_figures(user)
    return Study.objects.all()


def study_for(user: Any, study_id: UUID) -> Study:
    """The study, or `Http404`."""
    found = studies_for(user).filter(id=study_id).first()
    if found is None:
        raise Http404
    return found


def snapshot_for(user: Any, snapshot_id: UUID) -> Snapshot:
    """The snapshot with its study, or `Http404`."""
    must_see_figures(user)
    found = Snapshot.objects.select_related("study").filter(id=snapshot_id).first()
    if found is None:
        raise Http404
    return found


def must_see_figures(user: Any) -> None:
    """`Http404` for whoever works with names: these pages are not for them."""
    if not user.may(Permission.SEE_FIGURES):
        raise Http404
