"""Who reads the sheet of a missing person, and who may agree to it. A part of `access`."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.models import Document
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import FILES
from fanal.journeys.access.journeys import journeys_seen_by, may_write, must_write, read_journey_for
from fanal.journeys.models import MissingSheet
from fanal.sharing.access import never_told, those_told_never
from fanal.web.lookup import found_or_404

READ_WITH = (
    "traveller__journey",
    "traveller__case",
    "traveller__person",
    "override__partner",
    "override__first",
    "override__second",
    "override__declined_by",
    "area",
    "photo",
)


def missing_sheet_for(user: User, sheet_id: UUID) -> MissingSheet:
    """The sheet of a missing person, for whoever reads of her on the journey and may open her case,
    and for the director, who agrees to it without opening the case; or `Http404`."""
    sheet = MissingSheet.objects.select_related(*READ_WITH).filter(id=sheet_id).first()
    _journey, own_travellers = read_journey_for(
        user, sheet.traveller.journey_id if sheet else sheet_id
    )
    sheet = found_or_404(sheet)
    if own_travellers and sheet.traveller not in own_travellers:
        raise Http404
    if not _agrees_unread(user):
        must_write(user)
        cases.case_for(user, sheet.traveller.case_id)
    return sheet


def sheets_to_agree(user: User) -> QuerySet[MissingSheet]:
    """Return the sheets that wait, for whoever can be the second of two: who did not ask, may read
    the page, and is nobody who must never be told of the case."""
    if not user.may(Permission.APPROVE_DISCLOSURE):
        return MissingSheet.objects.none()
    rows = MissingSheet.objects.filter(override__second=None, override__declined_on=None)
    rows = rows.filter(traveller__journey__in=journeys_seen_by(user).order_by().values("id"))
    if not _agrees_unread(user):
        rows = rows.filter(traveller__case__in=cases.cases_for(user).order_by().values("id"))
    # Who is on her never-tell list would learn from the request that she is missing.
    rows = rows.exclude(override__first=user).exclude(traveller__case__in=never_told(user))
    waiting = set(rows.values_list("traveller__case", flat=True))
    rows = rows.exclude(traveller__case__in=those_told_never(user, waiting))
    return rows.select_related(*READ_WITH)


def sheet_to_agree(user: User, sheet_id: UUID) -> MissingSheet:
    """Return one of these, or raise `Http404`."""
    return get_object_or_404(sheets_to_agree(user), id=sheet_id)


def may_agree_to_look(user: User, sheet: MissingSheet) -> bool:
    """Whether this user can be the second of two."""
    return sheets_to_agree(user).filter(id=sheet.id).exists()


def must_agree_to_look(user: User, sheet: MissingSheet) -> None:
    if not may_agree_to_look(user, sheet):
        raise Http404


def opens_sheet(user: User, sheet: MissingSheet) -> bool:
    """Whether this user may read what the sheet tells."""
    return may_write(user) and cases.cases_for(user).filter(id=sheet.traveller.case_id).exists()


def must_open_sheet(user: User, sheet: MissingSheet) -> None:
    """Raise `Http404` for whoever may agree to the sheet and not read it."""
    if not opens_sheet(user, sheet):
        raise Http404


def picture_of(user: User, sheet: MissingSheet) -> Document:
    """The picture on the sheet, for whoever may open the documents of the case, or `Http404`."""
    must_open_sheet(user, sheet)
    if sheet.photo is None:
        raise Http404
    cases.must_open(user, sheet.traveller.case, FILES)
    return sheet.photo


def _agrees_unread(user: User) -> bool:
    """Whether this user sees the whole, and decides without opening a case."""
    # Both together are a director's: leads approve what they can read themselves.
    return user.may(Permission.SEE_OVERVIEW) and user.may(Permission.APPROVE_DISCLOSURE)
