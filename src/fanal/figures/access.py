"""The only way to get a study, a snapshot or a table: for those who may see figures."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.figures.models import Snapshot, Study, UploadedTable
from fanal.web.lookup import permitted_or_404


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


def table_for(user: User, table_id: UUID) -> UploadedTable:
    """A table for whoever uploaded it, or `Http404`: what else stands in it is hers to drop."""
    must_see_figures(user)
    return get_object_or_404(UploadedTable, id=table_id, by=user)


def must_see_figures(user: User) -> None:
    """Raise `Http404` for whoever works with names: these pages are not for them."""
    permitted_or_404(user, Permission.SEE_FIGURES)
