"""The only way to get a study, a snapshot or a table: for those who may see figures."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from fanal.accounts.agreed_by_two import FigureStep, waiting_for_second
from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.figures.models import EstimateRelease, Snapshot, Study, UploadedTable
from fanal.web.lookup import first_or_404, permitted_or_404

ESTIMATE = "estimate"


@dataclass(frozen=True)
class WaitingEstimate:
    """An estimate with what is asked of it."""

    row: EstimateRelease
    asked: FigureStep


def studies_for(user: User) -> QuerySet[Study]:
    must_see_figures(user)
    return Study.objects.all()


def study_for(user: User, study_id: UUID) -> Study:
    """The study, or `Http404`."""
    return get_object_or_404(studies_for(user), id=study_id)


def snapshot_for(user: User, snapshot_id: UUID) -> Snapshot:
    """The snapshot with its study, or `Http404`."""
    must_see_figures(user)
    return get_object_or_404(Snapshot.objects.select_related("study"), id=snapshot_id)


def estimates_to_decide(user: User) -> list[WaitingEstimate]:
    """Return the estimates that wait for this user: a director who did not ask."""
    if not user.may(Permission.SEE_OVERVIEW):
        return []
    rows = EstimateRelease.objects.select_related("snapshot__study").order_by("id")
    return [WaitingEstimate(row, step) for row, step in waiting_for_second(rows, user)]


def estimate_to_decide(user: User, release_id: UUID) -> WaitingEstimate:
    """Return one of these, or raise `Http404`."""
    return first_or_404(one for one in estimates_to_decide(user) if one.row.id == release_id)


def table_for(user: User, table_id: UUID) -> UploadedTable:
    """A table for whoever uploaded it, or `Http404`: what else stands in it is hers to drop."""
    must_see_figures(user)
    return get_object_or_404(UploadedTable, id=table_id, by=user)


def must_see_figures(user: User) -> None:
    """Raise `Http404` for whoever works with names: these pages are not for them."""
    permitted_or_404(user, Permission.SEE_FIGURES)
