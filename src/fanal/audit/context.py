"""Context for every page: tells those responsible for the journal that it is not whole."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fanal.audit import access, queries
from fanal.audit.models import JournalAlarm
from fanal.authority import queries as authority
from fanal.web.typing import Context


def journal_alarm(request: HttpRequest) -> Context:
    """The alarm that nobody acknowledged, and what was found of rows that no action here made;
    asked for administrators and auditors alone."""
    # Lazy: a page that does not show the frame asks nothing of the database.
    return {
        "journal_alarm": SimpleLazyObject(lambda: _alarm(request)),
        "rows_alarm": SimpleLazyObject(lambda: _rows(request)),
    }


def _alarm(request: HttpRequest) -> JournalAlarm | None:
    return queries.stands_alarm() if _sees(request) else None


def _rows(request: HttpRequest) -> Context:
    """Since when; or that tables wait to be certified."""
    if not _sees(request):
        return {}
    first = next(iter(authority.unsettled()), None)
    later = authority.not_certified()
    return {"since": first and first.found, "later": later} if first or later else {}


def _sees(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated and access.sees_alarms(user)
