"""What somebody asked for by its number, or `Http404`.

What a user may not see answers like what does not exist (RFC 9110, section 15.5.5), so that no
answer tells whether somebody is known here. Django's `get_object_or_404` does it of a query,
these do it of what was read already.
"""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from django.http import Http404

from fanal.core.roles import Permission
from fanal.web.typing import PermissionHolder


def found_or_404[Row](row: Row | None) -> Row:
    """Return the row that was found."""
    if row is None:
        raise Http404
    return row


def permitted_or_404(user: PermissionHolder, *any_of: Permission) -> None:
    """Go on only for whose role holds one of these."""
    if not user.may(*any_of):
        raise Http404


class Filtered[Row](Protocol):
    """A `QuerySet`, or what narrows down as one does: the rows that were granted to somebody."""

    def filter(self, *, pk: object) -> "Filtered[Row]": ...
    def first(self) -> Row | None: ...


def row_or_404[Row](rows: Filtered[Row], row_id: object) -> Row:
    """Return the row of this key among these."""
    return found_or_404(rows.filter(pk=row_id).first())


def first_or_404[Row](rows: Iterable[Row]) -> Row:
    """Return the first of those that were picked from a list that is in memory."""
    return found_or_404(next(iter(rows), None))


def uuid_or_404(text: str) -> UUID:
    """Return the number that a form or an address sent as text."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
