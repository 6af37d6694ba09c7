"""Keeps two browsers with the same form from overwriting each other's draft.

A page that shows a draft goes on with it. If another page has written to it since, what is typed
here is kept beside it, under an id derived from both: nothing is lost, and both wait on the start
page. A page is recognised by the key of its form, which is random each time the form is shown.
"""

import hashlib
from contextlib import suppress
from uuid import UUID, uuid5

from django.http import QueryDict

from fanal.keys.models import Draft
from fanal.web.draft_fields import ID, SEEN


def as_id(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None


def page(posted: QueryDict) -> str:
    """The page that sends this, as the row names it."""
    return hashlib.sha256(posted.get("once", "").encode()).hexdigest()


def seen(draft: Draft) -> str:
    """The state of a draft, for the page that shows it."""
    return hashlib.sha256(bytes(draft.wrapped)).hexdigest()


def id_for(posted: QueryDict) -> UUID | None:
    """Return the id under which this page keeps what it holds."""
    which = as_id(posted.get(ID, ""))
    if which is None:
        return None
    row = Draft.objects.filter(id=which).first()
    return which if row is None or _goes_on(row, posted) else _beside(which, posted)


def of_page(posted: QueryDict) -> list[UUID]:
    """The drafts of this page: what another page wrote in the meantime is not among them."""
    which = as_id(posted.get(ID, ""))
    if which is None:
        return []
    row = Draft.objects.filter(id=which).first()
    own = [which] if row and _goes_on(row, posted) else []
    return [*own, _beside(which, posted)]


def _goes_on(row: Draft, posted: QueryDict) -> bool:
    return row.written_by == page(posted) or seen(row) == posted.get(SEEN)


def _beside(which: UUID, posted: QueryDict) -> UUID:
    return uuid5(which, page(posted))
