"""What somebody asked for and does not get: an entry in the journal, and `Http404`.

The same of what does not exist: otherwise the journal, and the time it takes, would tell.
"""

from typing import NoReturn
from uuid import UUID

from django.http import Http404

from fanal.accounts.models import User
from fanal.audit import actions as audit


def refuse(act: str, by: User, about: UUID) -> NoReturn:
    """Write down the refusal and raise `Http404`."""
    audit.record(act=act, by=by, about=about)
    raise Http404


def found_or_refused[Row](row: Row | None, act: str, by: User, about: UUID) -> Row:
    """Return the row that was found; without one, `refuse`."""
    return refuse(act, by, about) if row is None else row
