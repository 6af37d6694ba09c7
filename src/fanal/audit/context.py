"""Context for every page: tells those responsible for the journal that it is not whole, and
everybody that what was saved since a moment is not here any more."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from fanal.audit import access, queries
from fanal.audit.models import JournalAlarm
from fanal.authority import queries as authority
from fanal.installation.backup_notes import PutBackNote, last_put_back
from fanal.web import navigation
from fanal.web.typing import Context

TOLD_FOR = timedelta(days=14)


def journal_alarm(request: HttpRequest) -> Context:
    """The alarm that nobody acknowledged, and what was found of rows that no action here made;
    asked for administrators and auditors alone."""
    # Lazy: a page that does not show the frame asks nothing of the database.
    return {
        "journal_alarm": SimpleLazyObject(lambda: _alarm(request)),
        "rows_alarm": SimpleLazyObject(lambda: _rows(request)),
    }


def _alarm(request: HttpRequest) -> JournalAlarm | None:
    return queries.raised_alarm() if _sees(request) else None


def _rows(request: HttpRequest) -> Context:
    """Return since when rows have been found that are not genuine, or that tables wait to be
    certified."""
    if not _sees(request):
        return {}
    first = next(iter(authority.unsettled()), None)
    later = authority.not_certified()
    return {"since": first and first.found, "later": later} if first or later else {}


def put_back(request: HttpRequest) -> Context:
    """Return for the start page of everybody, for two weeks, to which moment everything was put
    back."""
    return {"put_back": SimpleLazyObject(lambda: _put_back(request))}


def _put_back(request: HttpRequest) -> PutBackNote | None:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not navigation.starts_here(request):
        return None
    note = last_put_back(settings.VAR)
    return note if note and timezone.now() < note.at + TOLD_FOR else None


def _sees(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated and access.sees_alarms(user)
